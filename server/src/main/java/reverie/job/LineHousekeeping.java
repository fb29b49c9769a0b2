package reverie.job;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Housekeeping;

/** Lifts who waits long, and forgets what nobody asks for any more. */
@Component
class LineHousekeeping implements Housekeeping {
    private static final Duration QUOTES_KEPT = Duration.ofHours(1);

    private final JdbcClient db;
    private final Quotes quotes;

    LineHousekeeping(JdbcClient db, Quotes quotes) {
        this.db = db;
        this.quotes = quotes;
    }

    @Override
    public String name() {
        return "job-line";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        // A higher tier goes first, but nobody waits for ever: each while of waiting is one band up.
        db.sql("""
                        update job_ready set band = band - 1, lifted_at = reverie_now()
                         where lease_until is null and band > 0
                           and lifted_at < reverie_now() - make_interval(secs => :seconds)
                        """).param("seconds", Limits.LIFT_AFTER.toSeconds()).update();
        // Whose turn is not ahead of their lane starts where the lane is anyway.
        db.sql("""
                        delete from job_turn t using job_lane l
                         where l.lane = t.lane and t.vt < l.vt
                           and not exists (select 1 from job_ready r where r.account_id = t.account_id)
                        """).update();
        db.sql("""
                        update job set idem_key = null, idem_body = null
                         where idem_key is not null and ended_at is not null
                           and created_at < reverie_now() - make_interval(secs => :seconds)
                        """).param("seconds", Limits.KEY_KEPT.toSeconds()).update();
        quotes.forgetOld(QUOTES_KEPT);
    }
}
