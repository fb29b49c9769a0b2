package reverie.provider;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Transactions;
import reverie.provider.spi.Fault;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.Started;
import tools.jackson.databind.json.JsonMapper;

/** The record of every run: where, when, how it ended. Written behind the run, many at a time; nobody waits for it. */
@Component
class ProviderRuns {
    private static final Logger log = LoggerFactory.getLogger(ProviderRuns.class);

    private static final int EVERY_MILLIS = 250;
    private static final int AT_ONCE = 500;
    private static final int WAITING_MAX = 50_000;

    record Begun(UUID attempt, Providers.Route route, Instant at) {}

    record Row(
            UUID attempt,
            String provider,
            String model,
            @Nullable String taskId,
            String state,
            @Nullable String errorClass,
            @Nullable String errorCode,
            @Nullable String detail,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Clock clock;
    private final Transactions transactions;
    private final Deque<Row> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("provider-runs").factory());

    ProviderRuns(JdbcClient db, JsonMapper json, Clock clock, Transactions transactions) {
        this.db = db;
        this.json = json;
        this.clock = clock;
        this.transactions = transactions;
        writer.scheduleWithFixedDelay(this::flush, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    Begun begin(UUID attempt, Providers.Route route) {
        return new Begun(attempt, route, clock.instant());
    }

    void end(Begun run, Started started) {
        if (waitingCount.incrementAndGet() > WAITING_MAX) {
            waitingCount.decrementAndGet();
            log.warn("The record of run {} was dropped: {}", run, started);
            return;
        }
        waiting.add(row(run, started, clock.instant()));
    }

    synchronized void flush() {
        for (List<Row> rows = next(); !rows.isEmpty(); rows = next()) {
            try {
                if (!written(rows)) writeSingly(rows);
            } catch (RuntimeException e) {
                log.warn("{} records of runs could not be written and wait: {}", rows.size(), e.toString());
                putBack(rows);
                return;
            }
        }
    }

    /** One that can never be written must not keep the others waiting: it is dropped. */
    private void writeSingly(List<Row> rows) {
        for (Row row : rows) {
            if (!written(List.of(row))) log.warn("The record of run {} is dropped", row.attempt());
        }
    }

    /** @return false if they can't be written; throws if the database is away, and then they may be later */
    private boolean written(List<Row> rows) {
        try {
            transactions.write(() -> write(rows));
            return true;
        } catch (RuntimeException e) {
            if (Transactions.isAway(e)) throw e;
            log.warn("{} records of runs can't be written: {}", rows.size(), e.toString());
            return false;
        }
    }

    /** The order among them does not matter as long as later words come later: they go to the front. */
    private void putBack(List<Row> batch) {
        waitingCount.addAndGet(batch.size());
        for (Row row : batch.reversed()) waiting.addFirst(row);
    }

    private List<Row> next() {
        List<Row> batch = new ArrayList<>();
        for (Row row = waiting.poll(); row != null; row = batch.size() < AT_ONCE ? waiting.poll() : null) {
            batch.add(row);
            waitingCount.decrementAndGet();
        }
        return batch;
    }

    private static Row row(Begun run, Started started, Instant now) {
        return switch (started) {
            case Started.GoingOn(String taskId, java.time.Duration _) -> row(run, "going_on", taskId, null, null);
            case Started.Ended(RunOutcome.Finished ended) -> row(run, "finished", null, null, now);
            case Started.Ended(RunOutcome.Stopped ended) -> row(run, "stopped", null, null, now);
            case Started.Ended(RunOutcome.Lost ended) -> row(run, "lost", null, null, now);
            case Started.Ended(RunOutcome.Failed(Fault fault)) -> row(run, "failed", null, fault, now);
        };
    }

    private static Row row(
            Begun run, String state, @Nullable String taskId, @Nullable Fault fault, @Nullable Instant endedAt) {
        return new Row(
                run.attempt(),
                run.route().provider(),
                run.route().model(),
                taskId,
                state,
                fault == null ? null : fault.errorClass().name(),
                fault == null ? null : fault.code(),
                fault == null ? null : Providers.cut(fault.detail()),
                run.at(),
                endedAt);
    }

    private void write(List<Row> rows) {
        // One run that was asked after twice within a batch is one row: the later word counts.
        var latest = new java.util.LinkedHashMap<UUID, Row>();
        rows.forEach(row -> latest.put(row.attempt(), row));
        db.sql("""
                        insert into provider_run as r (attempt_id, provider, model, task_id, state, error_class,
                                                       error_code, detail, started_at, ended_at)
                        select "attempt", provider, model, "taskId", state, "errorClass", "errorCode", detail,
                               "startedAt", "endedAt"
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n("attempt" uuid, provider text, model text,
                               "taskId" text, state text, "errorClass" text, "errorCode" text, detail text,
                               "startedAt" timestamptz, "endedAt" timestamptz)
                         order by "attempt"
                            on conflict (attempt_id) do update
                           set state = excluded.state, task_id = coalesce(excluded.task_id, r.task_id),
                               error_class = excluded.error_class, error_code = excluded.error_code,
                               detail = excluded.detail, ended_at = excluded.ended_at
                        """).param("rows", json.writeValueAsString(latest.values())).update();
    }

    @PreDestroy
    void close() {
        writer.shutdown();
        flush();
    }
}
