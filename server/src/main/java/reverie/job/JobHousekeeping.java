package reverie.job;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Housekeeping;
import reverie.platform.Transactions;

/** What no worker does: frees what dead workers held, and enforces every deadline. */
@Component
class JobHousekeeping implements Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(JobHousekeeping.class);
    private static final int AT_ONCE = 500;

    private final JdbcClient db;
    private final SettleJob settle;
    private final Deliveries deliveries;
    private final Bell bell;

    JobHousekeeping(JdbcClient db, SettleJob settle, Deliveries deliveries, Bell bell) {
        this.db = db;
        this.settle = settle;
        this.deliveries = deliveries;
        this.bell = bell;
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run() {
        List<UUID> abandoned = db.sql("""
                        select job_id from job_ready where lease_until < reverie_now() order by lease_until limit :most
                        """)
                .param("most", AT_ONCE)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        each(abandoned, job -> settle.tell(new Step.Told.Abandoned(job)));
        if (!abandoned.isEmpty()) bell.work();

        List<UUID> overdue = db.sql("""
                        select id from job where ended_at is null and deadline < reverie_now() limit :most
                        """)
                .param("most", AT_ONCE)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        each(overdue, job -> settle.tell(new Step.Told.Overdue(job)));
        if (!overdue.isEmpty()) bell.stop();
        deliveries.enforce();
    }

    /** One row that is wrong must not keep all others from their deadlines; it is told of each time. */
    static <T> void each(List<T> rows, Consumer<T> work) {
        for (T row : rows) {
            try {
                work.accept(row);
            } catch (RuntimeException e) {
                // Without a database there is no need to ask for every row.
                if (Transactions.isAway(e)) throw e;
                log.warn("Its deadline has passed, but {} can't be ended", row, e);
            }
        }
    }
}
