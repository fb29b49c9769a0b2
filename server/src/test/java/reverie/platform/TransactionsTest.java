package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;
import reverie.ReverieTest;

@ReverieTest
class TransactionsTest {
    @Autowired
    Transactions transactions;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    /** Remembers what it was given and in which order of sinks. */
    private static final class Sink implements Transactions.Rows<Integer> {
        private final String name;
        private final int order;
        private final List<String> log;

        Sink(String name, int order, List<String> log) {
            this.name = name;
            this.order = order;
            this.log = log;
        }

        @Override
        public int order() {
            return order;
        }

        @Override
        public void write(List<Integer> rows) {
            log.add(name + rows);
        }
    }

    @Test
    void nothing_outside_is_called_while_a_transaction_is_open() {
        Transactions.mustNotBeOpen("A call");

        assertThatThrownBy(() -> transactions.write(() -> Transactions.mustNotBeOpen("A call")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("A call inside a transaction");
    }

    @Test
    void rows_of_one_transaction_are_written_together_and_in_the_order_of_their_sinks() {
        List<String> log = new ArrayList<>();
        var late = new Sink("late", 2, log);
        var early = new Sink("early", 1, log);

        transactions.write(() -> {
            transactions.beforeCommit(late, 1);
            transactions.beforeCommit(early, 2);
            transactions.beforeCommit(late, 3);
            log.add("body");
        });

        assertThat(log).containsExactly("body", "early[2]", "late[1, 3]");
    }

    @Test
    void nothing_is_written_or_told_when_the_transaction_is_undone() {
        List<String> log = new ArrayList<>();
        var told = new AtomicInteger();

        assertThatThrownBy(() -> transactions.write(() -> {
                    transactions.beforeCommit(new Sink("sink", 1, log), 1);
                    transactions.afterCommit(told::incrementAndGet);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(log).isEmpty();
        assertThat(told).hasValue(0);
    }

    @Test
    void a_row_needs_a_transaction() {
        assertThatThrownBy(() -> transactions.beforeCommit(new Sink("sink", 1, new ArrayList<>()), 1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reading_happens_as_the_reader_and_only_for_that_transaction() {
        var reader = new AccountId(ids.next());

        String as = transactions.read(
                reader,
                () -> db.sql("select current_user || ' ' || reverie_reader()")
                        .query(String.class)
                        .single());
        String after = db.sql("select current_user || ' ' || coalesce(reverie_reader()::text, 'nobody')")
                .query(String.class)
                .single();

        assertThat(as).isEqualTo("reverie_web " + reader);
        assertThat(after).isEqualTo("reverie_app nobody");
    }

    @Test
    void a_reader_cannot_write() {
        assertThatThrownBy(() -> transactions.read(
                        new AccountId(ids.next()),
                        () -> db.sql("insert into rate_bucket (key, used, resets_at) values ('x', 1, now())")
                                .update()))
                .hasMessageContaining("rate_bucket");
    }

    @Test
    void only_what_the_database_cannot_help_counts_as_away() {
        assertThat(List.of(
                        new QueryTimeoutException("slow"),
                        new DataAccessResourceFailureException("no connection"),
                        new CannotCreateTransactionException("no connection"),
                        new TransactionSystemException("commit", new SQLException("gone", "08006")),
                        new TransactionSystemException("rollback", new SQLException("Connection is closed")),
                        new UncategorizedSQLException("a query", "select 1", new SQLException("Connection is closed")),
                        new TransactionSystemException(
                                "commit", new IllegalStateException(new SQLException("shutting down", "57P01")))))
                .allMatch(Transactions::isAway);
        assertThat(List.of(
                        new UnexpectedRollbackException("marked"),
                        new IllegalTransactionStateException("no transaction"),
                        new TransactionSystemException("commit"),
                        new TransactionSystemException("commit", new SQLException("a check", "23514")),
                        new DataIntegrityViolationException("a check")))
                .noneMatch(Transactions::isAway);
    }
}
