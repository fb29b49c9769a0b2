package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.identity.GivenIdentity;
import reverie.job.GivenJob;
import reverie.job.Jobs;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Transactions;

/** The second wall, at every table: whatever SQL a person's door would send, the database shows what is theirs. */
@ReverieTest
class ReadingWallTest {
    /** What somebody who made one thing has rows in: the wall is looked at with something behind it. */
    private static final List<String> IN_USE = List.of(
            "account",
            "external_login",
            "job",
            "job_ready",
            "ledger_account",
            "ledger_posting",
            "ledger_transaction",
            "live_cursor",
            "live_event",
            "media",
            "quote",
            "session");

    /** @param open whether the reading role may select from it at all */
    private record Table(String name, boolean open, boolean walled, boolean writable) {}

    @Autowired
    GivenIdentity people;

    @Autowired
    GivenJob given;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    private AccountId anna;

    @BeforeEach
    void somebody_who_made_something() {
        anna = people.person("Anna");
        people.token(anna);
        given.film(new Jobs.Asker(anna, "web", "en"));
        AccountId boris = people.person("Boris");
        people.token(boris);
        given.film(new Jobs.Asker(boris, "web", "en"));
    }

    private List<Table> tables() {
        return db.sql("""
                select c.relname as name, c.relrowsecurity as walled,
                    has_any_column_privilege('reverie_web', c.oid, 'select') as open,
                    has_any_column_privilege('reverie_web', c.oid, 'insert, update')
                        or has_table_privilege('reverie_web', c.oid, 'delete, truncate') as writable
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                order by c.relname
                """).query(Table.class).list();
    }

    private long seenBy(AccountId reader, String table) {
        return Objects.requireNonNull(transactions.read(
                reader,
                () -> db.sql("select count(*) from " + table).query(Long.class).single()));
    }

    @Test
    void what_the_reading_role_may_open_shows_a_stranger_nothing_and_its_owner_something() {
        AccountId nobody = new AccountId(ids.next());
        Map<String, Long> toAnna = new TreeMap<>();
        for (Table table : tables()) {
            assertThat(table.writable())
                    .as("%s can be written by a reader", table.name())
                    .isFalse();
            if (!table.open()) continue;
            assertThat(table.walled())
                    .as("%s is open to readers without a wall", table.name())
                    .isTrue();
            assertThat(seenBy(nobody, table.name())).as(table.name()).isZero();
            toAnna.put(table.name(), seenBy(anna, table.name()));
        }
        assertThat(toAnna).containsKeys(IN_USE.toArray(String[]::new));
        for (String table : IN_USE) {
            long all = db.sql("select count(*) from " + table).query(Long.class).single();
            assertThat(toAnna.get(table)).as("Anna's of " + table).isBetween(1L, all - 1);
        }
    }

    @Test
    void everything_else_is_shut_to_the_reading_role_also_to_who_it_is_about() {
        for (Table table : tables()) {
            if (table.open()) continue;
            assertThatThrownBy(() -> seenBy(anna, table.name()))
                    .as(table.name())
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void every_row_that_belongs_to_an_account_lies_behind_the_wall_or_out_of_reach() {
        List<String> withOwner = db.sql("""
                select distinct table_name from information_schema.columns
                where table_schema = 'public' and column_name = 'account_id'
                """).query(String.class).list();
        List<String> bare = tables().stream()
                .filter(table -> withOwner.contains(table.name()) && table.open() && !table.walled())
                .map(Table::name)
                .toList();

        assertThat(bare).isEmpty();
    }
}
