package reverie.realtime;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Housekeeping;

/** Drops what is too old to be asked for again, and what is too much of one account. */
@Component
class KeepLog implements Housekeeping {
    private static final int ROWS_AT_ONCE = 10_000;
    private static final int ROUNDS_MAX = 50;

    private final JdbcClient db;

    KeepLog(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "live-log";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            // Each statement is a transaction of its own, short enough to be in nobody's way.
            if (Math.max(dropOld(), dropMany()) < ROWS_AT_ONCE) return;
        }
    }

    private int dropOld() {
        return db.sql("""
                        delete from live_event where (account_id, id) in (
                            select account_id, id from live_event
                             where at < reverie_now() - make_interval(secs => :seconds) limit :rows)
                        """)
                .param("seconds", (double) Limits.LOG_KEEPS.toSeconds())
                .param("rows", ROWS_AT_ONCE)
                .update();
    }

    private int dropMany() {
        return db.sql("""
                        delete from live_event where (account_id, id) in (
                            select e.account_id, e.id
                              from live_cursor c join live_event e
                                on e.account_id = c.account_id and e.id <= c.last_id - :kept
                             where c.last_id > :kept limit :rows)
                        """)
                .param("kept", Limits.LOG_KEEPS_EVENTS)
                .param("rows", ROWS_AT_ONCE)
                .update();
    }
}
