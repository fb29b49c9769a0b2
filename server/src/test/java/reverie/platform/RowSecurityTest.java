package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.identity.Door;

/** The second wall: what the role of the doors can read, whatever the SQL says. */
@ReverieTest
class RowSecurityTest {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    private List<String> readable() {
        return names("""
                        select c.relname from pg_class c
                         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                           and has_table_privilege('reverie_web', c.oid, 'select') order by 1
                """);
    }

    private List<String> names(String sql) {
        return db.sql(sql).query((row, n) -> row.getString(1)).list();
    }

    @Test
    void every_table_that_the_doors_read_is_guarded_by_a_policy_that_asks_who_reads() {
        record Guarded(String table, boolean on, String policy) {}
        List<String> tables = readable();
        var open = db
                .sql("""
                        select c.relname as "table", c.relrowsecurity as "on", coalesce(p.qual, '') as policy
                          from pg_class c
                          left join pg_policies p
                            on p.tablename = c.relname and p.roles && array['reverie_web', 'public']::name[]
                         where c.relnamespace = 'public'::regnamespace
                           and has_table_privilege('reverie_web', c.oid, 'select')
                        """)
                .query((row, n) -> new Guarded(row.getString("table"), row.getBoolean("on"), row.getString("policy")))
                .list()
                .stream()
                .filter(row -> !row.on() || !asksWhoReads(row.policy(), tables))
                .map(Guarded::table)
                .toList();

        assertThat(readable()).contains("job", "quote", "media", "live_event", "ledger_posting", "account");
        assertThat(open).isEmpty();
    }

    /** By itself, or by a row of another table that is guarded too. */
    private static boolean asksWhoReads(String policy, List<String> guarded) {
        return policy.contains("reverie_reader()")
                || guarded.stream().anyMatch(table -> policy.matches("(?s).*FROM " + table + "\\b.*"));
    }

    @Test
    void the_doors_write_nothing_by_their_own_role() {
        List<String> writable = names("""
                        select c.relname from pg_class c
                         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                           and has_table_privilege('reverie_web', c.oid, 'insert, update, delete, truncate')
                """);

        assertThat(writable).isEmpty();
    }

    @Test
    void somebody_else_finds_nothing_in_any_of_them() {
        var door = new Door(port);
        door.enter(
                "/api/v1/auth/sign-up",
                Map.of("email", "anna@example.org", "password", "a long enough one", "displayName", "Anna"));
        AccountId anna = AccountId.of(
                door.get("/api/v1/me").body().path("account").path("id").asString());
        List<String> hers = new ArrayList<>();
        List<String> others = new ArrayList<>();

        for (String table : readable()) {
            if (rows(anna, table) > 0) hers.add(table);
            if (rows(new AccountId(ids.next()), table) > 0) others.add(table);
        }

        assertThat(hers)
                .contains("account", "session", "live_event", "live_cursor", "ledger_account", "ledger_posting");
        assertThat(others).isEmpty();
    }

    private long rows(AccountId reader, String table) {
        Long count = transactions.read(
                reader,
                () -> db.sql("select count(*) from %s".formatted(table))
                        .query(Long.class)
                        .single());
        return count == null ? 0 : count;
    }
}
