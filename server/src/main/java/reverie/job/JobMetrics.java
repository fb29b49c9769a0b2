package reverie.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Transactions;
import reverie.platform.Watch;

/** Jobs as whoever watches this host sees them: the line, how long it is, what ended how, what should have ended. */
@Component
class JobMetrics {
    private static final Duration AGE = Duration.ofSeconds(10);
    /** How long after its deadline a job may still be without an end. */
    private static final Duration END_WITHIN = Duration.ofSeconds(90);

    private record Line(long queued, long running, double oldestSeconds, long overdue, long dead) {}

    private final MeterRegistry meters;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Watch<Line> line = new Watch<>(AGE, this::read);

    JobMetrics(MeterRegistry meters, Transactions transactions, JdbcClient db) {
        this.meters = meters;
        this.transactions = transactions;
        this.db = db;
        jobs("queued", Line::queued);
        jobs("running", Line::running);
        gauge("reverie.jobs.oldest.queued", "How long the oldest queued job waits", Line::oldestSeconds, "seconds");
        gauge(
                "reverie.jobs.overdue",
                "Live jobs 90 s past their deadline; more than 0 is a fault",
                Line::overdue,
                null);
        gauge("reverie.jobs.dead", "Dead letters that wait for an admin", Line::dead, null);
    }

    private void jobs(String state, ToDoubleFunction<Line> figure) {
        Gauge.builder("reverie.jobs", line, watch -> watch.of(figure))
                .description("Jobs without an end yet")
                .tag("state", state)
                .register(meters);
    }

    private void gauge(
            String name,
            String description,
            ToDoubleFunction<Line> figure,
            @org.jspecify.annotations.Nullable String unit) {
        Gauge.builder(name, line, watch -> watch.of(figure))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }

    @EventListener
    void changed(JobChanged event) {
        JobView job = event.job();
        boolean over = switch (event.what()) {
            case "succeeded", "failed", "canceled" -> true;
            default -> false;
        };
        if (over) transactions.afterCommit(() -> ended(job));
    }

    private void ended(JobView job) {
        JobView.Failure error = job.error();
        meters.counter(
                        "reverie.jobs.ended",
                        "state",
                        job.state(),
                        "model",
                        job.model(),
                        "error",
                        error == null ? "none" : error.code())
                .increment();
        if (job.endedAt() == null || !job.state().equals("succeeded")) return;
        Duration waited = Duration.between(job.createdAt(), job.endedAt());
        if (!waited.isNegative())
            meters.timer("reverie.jobs.waited", "model", job.model()).record(waited);
    }

    private Line read() {
        return db.sql("""
                        select count(*) filter (where state = 'queued') as queued,
                               count(*) filter (where state = 'running') as running,
                               coalesce(extract(epoch from reverie_now()
                                   - min(created_at) filter (where state = 'queued')), 0)::float8 as oldest_seconds,
                               count(*) filter (where deadline < reverie_now() - make_interval(secs => :within))
                                   as overdue,
                               (select count(*) from job where dead_at is not null and discarded_at is null) as dead
                          from job where ended_at is null
                        """)
                .param("within", (double) END_WITHIN.toSeconds())
                .query(Line.class)
                .single();
    }
}
