package reverie.platform;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets answers that nobody may ask for again, and tries that no longer count. */
@Component
class KeepCallsTidy implements Housekeeping {
    private static final int ROWS_AT_ONCE = 10_000;

    private final JdbcClient db;

    KeepCallsTidy(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        while (forgetAnswers() + forgetTries() >= ROWS_AT_ONCE) {
            // Each statement is a transaction of its own, short enough to be in nobody's way.
        }
    }

    private int forgetAnswers() {
        return db.sql("""
                        delete from idempotency_key where (account_id, path, key) in (
                            select account_id, path, key from idempotency_key
                             where created_at < reverie_now() - make_interval(secs => :kept) limit :rows)
                        """)
                .param("kept", (double) Idempotency.KEPT.toSeconds())
                .param("rows", ROWS_AT_ONCE)
                .update();
    }

    private int forgetTries() {
        return db.sql("""
                        delete from rate_bucket where key in (
                            select key from rate_bucket where resets_at < reverie_now() limit :rows)
                        """).param("rows", ROWS_AT_ONCE).update();
    }
}
