package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reverie.realtime.GivenLive.thing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.TestDatabase;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.platform.web.LiveCursor;

@ReverieTest
class LogTest {
    @Autowired
    GivenLive given;

    @Autowired
    LiveCursor cursor;

    @Autowired
    LogReader reader;

    @Autowired
    KeepLog keepLog;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    @Autowired
    TestClock clock;

    AccountId account() {
        return new AccountId(ids.next());
    }

    List<Long> numbers(AccountId account) {
        return db.sql("select id from live_event where account_id = :id order by id")
                .param("id", account.value())
                .query((row, n) -> row.getLong(1))
                .list();
    }

    @Test
    void what_is_undone_is_not_told_and_leaves_no_gap() {
        AccountId asha = account();
        given.happen(thing(asha, "one"));

        assertThatThrownBy(() -> transactions.write(() -> {
                    given.happen(thing(asha, "never"));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        given.happen(thing(asha, "two"));

        assertThat(numbers(asha)).containsExactly(1L, 2L);
        assertThat(cursor.of(asha)).isEqualTo(2);
        assertThat(reader.page(asha, 0)).extracting(LiveEvent::json).noneMatch(json -> json.contains("never"));
    }

    @Test
    void events_of_one_transaction_keep_their_order() {
        AccountId asha = account();
        AccountId ben = account();

        given.happen(thing(asha, "a1"), thing(ben, "b1"), thing(asha, "a2"), thing(asha, "a3"), thing(ben, "b2"));

        assertThat(reader.page(asha, 0))
                .extracting(event -> event.id() + event.json())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("1").contains("a1"),
                        two -> assertThat(two).startsWith("2").contains("a2"),
                        three -> assertThat(three).startsWith("3").contains("a3"));
        assertThat(cursor.of(ben)).isEqualTo(2);
    }

    @Test
    void many_accounts_in_one_transaction_cost_one_statement_for_each_table() throws SQLException {
        List<Object> things = new ArrayList<>();
        for (int i = 0; i < 128; i++) things.add(thing(account(), "code " + i));
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("""
                    create table counted (statement text not null);
                    grant insert on counted to reverie_app;
                    create function count_it() returns trigger language plpgsql as
                        $$ begin insert into counted values (tg_table_name || ' ' || tg_op); return null; end $$;
                    create trigger count_it after insert on live_event for each statement execute function count_it();
                    create trigger count_it after insert on live_cursor for each statement execute function count_it();
                    """);
            try {
                given.happen(things.toArray());
            } finally {
                try (var counted = statement.executeQuery("select statement from counted order by statement")) {
                    List<String> statements = new ArrayList<>();
                    while (counted.next()) statements.add(counted.getString(1));
                    assertThat(statements).containsExactly("live_cursor INSERT", "live_event INSERT");
                }
                statement.execute("drop function count_it cascade; drop table counted");
            }
        }
        assertThat(db.sql("select count(*) from live_event where id = 1")
                        .query(Long.class)
                        .single())
                .isEqualTo(128);
    }

    @Test
    void transactions_with_the_same_accounts_in_any_order_wait_for_each_other_without_a_deadlock() throws Exception {
        List<AccountId> accounts = new ArrayList<>();
        for (int i = 0; i < 20; i++) accounts.add(account());
        List<AccountId> backwards = accounts.reversed();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                List<AccountId> order = writer % 2 == 0 ? accounts : backwards;
                writers.add(() -> {
                    for (int round = 0; round < 25; round++) {
                        given.happen(
                                order.stream().map(id -> thing(id, "again")).toArray());
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(writers)) done.get();
        }
        List<Long> all = LongStream.rangeClosed(1, 100).boxed().toList();
        assertThat(accounts).allSatisfy(id -> assertThat(numbers(id)).isEqualTo(all));
    }

    @Test
    void a_text_that_the_database_would_refuse_undoes_nothing() {
        AccountId asha = account();

        given.happen(thing(asha, "nul \u0000 and \\u0000 and half a pair \ud83d"));

        assertThat(reader.page(asha, 0))
                .singleElement()
                .satisfies(event -> assertThat(event.json()).contains("nul  and \\\\u0000"));
    }

    @Test
    void old_events_and_too_many_of_one_account_are_dropped_from_the_front() {
        AccountId old = account();
        AccountId busy = account();
        given.happen(thing(old, "one"), thing(old, "two"));
        clock.advance(Limits.LOG_KEEPS.plus(Duration.ofMinutes(1)));
        given.happen(thing(old, "three"));
        given.happen(Collections.nCopies(Limits.LOG_KEEPS_EVENTS + 5, thing(busy, "x"))
                .toArray());

        keepLog.run();

        assertThat(numbers(old)).containsExactly(3L);
        assertThat(reader.bounds(old)).isEqualTo(new LogReader.Bounds(3, 3));
        assertThat(reader.bounds(busy)).isEqualTo(new LogReader.Bounds(Limits.LOG_KEEPS_EVENTS + 5, 6));
    }

    @Test
    void an_account_reads_its_own_log_and_nobody_elses_whatever_it_asks() {
        AccountId asha = account();
        AccountId ben = account();
        given.happen(thing(asha, "hers"), thing(ben, "his"));

        Long seen = transactions.read(
                asha,
                () -> db.sql("select count(*) from live_event e join live_cursor c using (account_id)")
                        .query(Long.class)
                        .single());

        assertThat(seen).isEqualTo(1);
    }
}
