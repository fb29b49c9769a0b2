package reverie.platform;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins transactions: for a use case as {@code reverie_app}, for a person's reading as {@code reverie_web}. */
@Component
public class Transactions {
    /**
     * What is written once per transaction, however many events asked for it: one statement for all rows.
     * Must sort by account where it locks rows of several accounts.
     */
    public interface Rows<T> {
        /** Wallets are locked before, the live cursor last: lower goes first. */
        int order();

        void write(List<T> rows);
    }

    private final TransactionTemplate writing;
    private final TransactionTemplate reading;
    private final JdbcClient db;

    public Transactions(PlatformTransactionManager manager, JdbcClient db) {
        this.db = db;
        writing = new TransactionTemplate(manager);
        reading = new TransactionTemplate(manager);
        reading.setReadOnly(true);
    }

    /** Whether it says that the database is not there right now; what was being committed may be so or not. */
    public static boolean isAway(Exception e) {
        return e instanceof TransientDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof CannotCreateTransactionException
                || (e instanceof TransactionSystemException || e instanceof UncategorizedSQLException)
                        && connectionBroke(e);
    }

    /** SQL states of connections (08) and of a server that goes or comes (57P0); the pool's “is closed” has none. */
    private static boolean connectionBroke(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (!(cause instanceof SQLException sql)) continue;
            String state = sql.getSQLState();
            if (state == null || state.startsWith("08") || state.startsWith("57P0")) return true;
        }
        return false;
    }

    /** Whether the caller is part of something already, and what it does next would be undone with it. */
    public boolean isOpen() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Joins the transaction that is open, or makes one. */
    public <T> T write(Supplier<T> work) {
        return Objects.requireNonNull(writing.execute(status -> work.get()));
    }

    public void write(Runnable work) {
        writing.executeWithoutResult(status -> work.run());
    }

    /**
     * Reads as one account: row-level security shows what is theirs and what is public, whatever the SQL says.
     * Inside a transaction that writes, it is that transaction and its role that count.
     */
    public <T> @Nullable T read(AccountId reader, Supplier<@Nullable T> work) {
        if (isOpen()) return work.get();
        return reading.execute(status -> {
            // What people read is filtered and paged as they ask: there the server may plan for the values.
            db.sql("""
                    select set_config('role', 'reverie_web', true), set_config('reverie.account', :reader, true),
                        set_config('plan_cache_mode', 'auto', true)
                    """)
                    .param("reader", reader.toString())
                    .query((row, n) -> true)
                    .single();
            return work.get();
        });
    }

    /**
     * For whatever talks to the outside: a transaction around it would hold its locks for as long as the other side
     * likes. Checked wherever assertions are on, as in the tests.
     */
    public static void mustNotBeOpen(String what) {
        assert !TransactionSynchronizationManager.isActualTransactionActive() : what + " inside a transaction";
    }

    /** Adds a row to what is written just before this transaction commits. */
    public <T> void beforeCommit(Rows<T> rows, T row) {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                throw new IllegalStateException("There is no transaction to write " + row + " in.");
            }
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        pending.add(rows, row);
    }

    /** Runs once the transaction is committed; not at all if it is undone. Must not throw. */
    public void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    private final class Pending implements TransactionSynchronization {
        private final Map<Rows<?>, List<Object>> waiting = new LinkedHashMap<>();

        void add(Rows<?> rows, Object row) {
            waiting.computeIfAbsent(rows, r -> new ArrayList<>()).add(row);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            // Writing rows may ask for more rows: go on until nothing waits.
            while (!waiting.isEmpty()) {
                Rows<?> next = waiting.keySet().stream()
                        .min(Comparator.comparingInt(Rows::order))
                        .orElseThrow();
                write(next, Objects.requireNonNull(waiting.remove(next)));
            }
        }

        @SuppressWarnings("unchecked") // add() pairs each sink with rows of its own type.
        private <T> void write(Rows<T> rows, List<Object> values) {
            rows.write((List<T>) values);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Transactions.this);
        }
    }
}
