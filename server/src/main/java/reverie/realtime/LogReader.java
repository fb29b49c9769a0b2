package reverie.realtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Transactions;
import reverie.platform.web.LiveCursor;

/** Reads the live log: for one account as itself, for many on behalf of all their sockets. */
@Component
class LogReader implements LiveCursor {
    /** @param oldest the first number that is still kept; head + 1 when nothing is */
    record Bounds(long head, long oldest) {
        /** Whether everything after it can still be told. */
        boolean holds(long cursor) {
            return cursor >= oldest - 1 && cursor <= head;
        }
    }

    /** Somebody has read up to {@code after} and wants what follows. */
    record Want(AccountId account, long after) {}

    private final Transactions transactions;
    private final JdbcClient db;

    LogReader(Transactions transactions, JdbcClient db) {
        this.transactions = transactions;
        this.db = db;
    }

    @Override
    public long of(AccountId account) {
        Long head = transactions.read(
                account,
                () -> db.sql("select last_id from live_cursor where account_id = :id")
                        .param("id", account.value())
                        .query(Long.class)
                        .optional()
                        .orElse(0L));
        return Objects.requireNonNull(head);
    }

    Bounds bounds(AccountId account) {
        return Objects.requireNonNull(transactions.read(
                account,
                () -> db.sql("""
                        select h.head, coalesce(
                                   (select min(e.id) from live_event e where e.account_id = :id), h.head + 1) as oldest
                          from (select coalesce(
                                    (select c.last_id from live_cursor c where c.account_id = :id), 0) as head) h
                        """)
                        .param("id", account.value())
                        .query(Bounds.class)
                        .single()));
    }

    /** What follows {@code after}, as its owner. */
    List<LiveEvent> page(AccountId account, long after) {
        return Objects.requireNonNull(transactions.read(
                account,
                () -> db.sql("""
                        select id, name, payload::text as json, at from live_event
                         where account_id = :id and id > :after order by id limit :page
                        """)
                        .param("id", account.value())
                        .param("after", after)
                        .param("page", Limits.PAGE)
                        .query(LiveEvent.class)
                        .list()));
    }

    /** What follows each of several positions, in one statement. */
    Map<Want, List<LiveEvent>> pages(List<Want> wants) {
        record Row(int place, long id, String name, String json, Instant at) {}
        Map<Want, List<LiveEvent>> pages = new HashMap<>();
        db.sql("""
                        select cast(w.place as int) as place, e.id, e.name, e.payload::text as json, e.at
                          from unnest(cast(:accounts as uuid[]), cast(:afters as bigint[]))
                               with ordinality as w (account_id, after, place)
                         cross join lateral (
                               select * from live_event l
                                where l.account_id = w.account_id and l.id > w.after
                                order by l.id limit :page) e
                         order by w.place, e.id
                        """)
                .param("accounts", wants.stream().map(w -> w.account().value()).toArray(UUID[]::new))
                .param("afters", wants.stream().map(Want::after).toArray(Long[]::new))
                .param("page", Limits.PAGE)
                .query(Row.class)
                .list()
                .forEach(row -> pages.computeIfAbsent(wants.get(row.place() - 1), want -> new ArrayList<>())
                        .add(new LiveEvent(row.id(), row.name(), row.json(), row.at())));
        return pages;
    }

    Map<AccountId, Long> heads(Collection<AccountId> accounts) {
        record Row(UUID accountId, long lastId) {}
        Map<AccountId, Long> heads = new HashMap<>();
        db.sql("select account_id, last_id from live_cursor where account_id = any (cast(:ids as uuid[]))")
                .param("ids", accounts.stream().map(AccountId::value).toArray(UUID[]::new))
                .query(Row.class)
                .list()
                .forEach(row -> heads.put(new AccountId(row.accountId()), row.lastId()));
        return heads;
    }

    /** How a job was when it last changed. */
    @Nullable
    LiveEvent lastOfJob(AccountId account, UUID job) {
        return db.sql("""
                        select id, name, payload::text as json, at from live_event
                         where account_id = :account and name = :name and payload -> 'job' ->> 'id' = :job
                         order by id desc limit 1
                        """)
                .param("account", account.value())
                .param("name", JobFeed.UPDATED)
                .param("job", job.toString())
                .query(LiveEvent.class)
                .optional()
                .orElse(null);
    }
}
