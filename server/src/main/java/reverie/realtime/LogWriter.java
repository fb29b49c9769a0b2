package reverie.realtime;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Transactions;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the live log in the transaction of the change: one statement numbers, one writes, however many accounts and
 * events there are. Numbering comes last in a transaction and in the order of account ids, so that no two
 * transactions wait for each other.
 */
@Component
class LogWriter implements Transactions.Rows<LogWriter.Line> {
    /** @param json an object, without {@code id} and {@code at} */
    record Line(AccountId account, String name, String json, Instant at) {}

    /** PostgreSQL refuses this one character in a document; no text of a person may undo what it reports. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final Transactions transactions;
    private final JdbcClient db;
    private final Announcer announcer;
    private final JsonMapper json;
    private final Clock clock;

    LogWriter(Transactions transactions, JdbcClient db, Announcer announcer, JsonMapper json, Clock clock) {
        this.transactions = transactions;
        this.db = db;
        this.announcer = announcer;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }

    void add(AccountId account, String name, Object data) {
        add(account, name, json.writeValueAsString(data));
    }

    void add(AccountId account, String name, String object) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        transactions.beforeCommit(this, new Line(account, name, clean(object), now));
    }

    static String clean(String object) {
        return object.contains("\\u0000") ? NUL.matcher(object).replaceAll("$1") : object;
    }

    @Override
    public void write(List<Line> lines) {
        Map<AccountId, Long> heads = number(lines);
        int count = lines.size();
        UUID[] accounts = new UUID[count];
        Long[] ids = new Long[count];
        String[] names = new String[count];
        String[] payloads = new String[count];
        String[] times = new String[count];
        Map<AccountId, Long> next = new HashMap<>(heads);
        // From the newest back: the last line of an account carries its head.
        for (int i = count - 1; i >= 0; i--) {
            Line line = lines.get(i);
            accounts[i] = line.account().value();
            ids[i] = Objects.requireNonNull(next.merge(line.account(), -1L, Long::sum)) + 1;
            names[i] = line.name();
            payloads[i] = line.json();
            times[i] = line.at().toString();
        }
        db.sql("""
                        insert into live_event (account_id, id, name, payload, at)
                        select account_id, id, name, cast(payload as jsonb), cast(at as timestamptz)
                          from unnest(cast(:accounts as uuid[]), cast(:ids as bigint[]), cast(:names as text[]),
                                      cast(:payloads as text[]), cast(:times as text[]))
                               as line (account_id, id, name, payload, at)
                        """)
                .param("accounts", accounts)
                .param("ids", ids)
                .param("names", names)
                .param("payloads", payloads)
                .param("times", times)
                .update();
        transactions.afterCommit(() -> announcer.committed(heads));
    }

    /** Gives each account as many numbers as it has lines; answers its newest. */
    private Map<AccountId, Long> number(List<Line> lines) {
        Map<AccountId, Long> counts = new TreeMap<>();
        for (Line line : lines) counts.merge(line.account(), 1L, Long::sum);
        record Row(UUID accountId, long lastId) {}
        Map<AccountId, Long> heads = new HashMap<>();
        db.sql("""
                        insert into live_cursor as c (account_id, last_id)
                        select account_id, fresh
                          from unnest(cast(:accounts as uuid[]), cast(:counts as bigint[])) as w (account_id, fresh)
                         order by account_id
                        on conflict (account_id) do update set last_id = c.last_id + excluded.last_id
                        returning account_id, last_id
                        """)
                .param(
                        "accounts",
                        counts.keySet().stream().map(AccountId::value).toArray(UUID[]::new))
                .param("counts", counts.values().toArray(Long[]::new))
                .query(Row.class)
                .list()
                .forEach(row -> heads.put(new AccountId(row.accountId()), row.lastId()));
        return heads;
    }
}
