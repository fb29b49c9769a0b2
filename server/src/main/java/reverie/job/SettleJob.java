package reverie.job;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.media.MediaStore;
import reverie.platform.Batcher;
import reverie.platform.CrashPoint;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.provider.Providers;
import reverie.provider.spi.Fault;
import reverie.wallet.Wallet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what follows from an attempt's end, a lost lease, a passed deadline or a wish to cancel: outputs, charge
 * or release, state, place in line and events are one commit, for all that came at the same moment. Told twice, the
 * second time changes nothing.
 */
@Component
class SettleJob {
    /** Fewer writers make larger batches: on two cores more of them only wait for each other's commits. */
    private static final int WRITERS = 2;

    private static final int JITTER_STEPS = 1_000;

    /** What was locked about one job besides the job itself. */
    private record Place(
            Step.Ready ready,
            Providers.@Nullable Route route,
            @Nullable String taskId) {}

    private record AttemptEnd(
            UUID id,
            String state,
            @Nullable String task,
            @Nullable String eclass,
            @Nullable String ecode,
            @Nullable String detail,
            @Nullable Instant ended) {}

    private record Freed(
            UUID id, @Nullable String lane, @Nullable UUID attempt, long millis) {}

    /** Everything that one transaction will write. */
    private static final class Writes {
        private final Map<UUID, Job> jobs = new LinkedHashMap<>();
        private final List<Wallet.Settlement> settlements = new ArrayList<>();
        private final List<AttemptEnd> attempts = new ArrayList<>();
        private final List<Map<String, Object>> outputs = new ArrayList<>();
        private final List<UUID> gone = new ArrayList<>();
        private final List<Freed> freed = new ArrayList<>();
        private final List<UUID> stops = new ArrayList<>();
        private final Map<UUID, List<UUID>> made = new HashMap<>();
        private final Map<UUID, String> told = new LinkedHashMap<>();
        private final List<Map.Entry<Providers.Route, String>> elsewhere = new ArrayList<>();
    }

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final JobRows jobs;
    private final Wallet wallet;
    private final MediaStore media;
    private final Providers providers;
    private final Deliveries deliveries;
    private final Views views;
    private final Ids ids;
    private final Bell bell;
    private final ApplicationEventPublisher events;
    private final Batcher<Step.Told, Boolean> batcher;

    SettleJob(
            Transactions transactions,
            JdbcClient db,
            JsonMapper json,
            JobRows jobs,
            Wallet wallet,
            MediaStore media,
            Providers providers,
            Deliveries deliveries,
            Views views,
            Ids ids,
            Bell bell,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.jobs = jobs;
        this.wallet = wallet;
        this.media = media;
        this.providers = providers;
        this.deliveries = deliveries;
        this.views = views;
        this.ids = ids;
        this.bell = bell;
        this.events = events;
        this.batcher = new Batcher<>("settle-jobs", WRITERS, this::settleTogether);
    }

    /** @return false when it came too late or twice, and nothing changed */
    boolean tell(Step.Told told) {
        return batcher.ask(told);
    }

    /** One transaction, whatever the number. */
    List<Boolean> settleTogether(List<Step.Told> told) {
        return transactions.write(() -> settle(told));
    }

    private List<Boolean> settle(List<Step.Told> told) {
        List<UUID> wanted = told.stream().map(Step.Told::job).distinct().toList();
        Map<UUID, Place> places = lockPlaces(wanted);
        Map<UUID, Job> locked = new HashMap<>(jobs.lock(wanted));
        Map<UUID, Delivery> waiting = deliveries.pending(wanted);
        Instant now = jobs.now();
        Writes writes = new Writes();
        List<Boolean> answers = new ArrayList<>();
        for (Step.Told one : told) {
            Job job = locked.get(one.job());
            if (job == null) {
                answers.add(false);
                continue;
            }
            Place place = places.get(job.id());
            double jitter = (double) ids.below(JITTER_STEPS) / JITTER_STEPS;
            Step.Verdict verdict =
                    Step.of(one, job, place == null ? null : place.ready(), waiting.containsKey(job.id()), now, jitter);
            answers.add(note(one, job, place, verdict, now, writes));
            Job after = writes.jobs.get(job.id());
            if (after != null) locked.put(job.id(), after);
            if (writes.gone.contains(job.id())) places.remove(job.id());
            else if (freed(writes, job.id())) places.put(job.id(), open(Objects.requireNonNull(place)));
        }
        write(writes, waiting, now);
        return answers;
    }

    private static boolean freed(Writes writes, UUID job) {
        return writes.freed.stream().anyMatch(f -> f.id().equals(job));
    }

    private static Place open(Place place) {
        Step.Ready ready = place.ready();
        return new Place(
                new Step.Ready(ready.attempt(), null, ready.repeatable(), ready.elsewhere()),
                place.route(),
                place.taskId());
    }

    /** @return whether anything follows */
    private boolean note(
            Step.Told told, Job job, @Nullable Place place, Step.Verdict verdict, Instant now, Writes writes) {
        JobState before = job.state();
        switch (verdict) {
            case Step.Verdict.Stale() -> {
                return false;
            }
            case Step.Verdict.Over(JobState next, List<UUID> outputs) -> {
                writes.jobs.put(job.id(), job.with(next));
                if (before.hold() != null) {
                    writes.settlements.add(new Wallet.Settlement(before.hold(), next.charged()));
                }
                noteOutputs(job, outputs, writes);
                writes.gone.add(job.id());
                writes.told.put(job.id(), next.phase().word());
                if (place != null) noteEnd(told, place, next, now, writes);
            }
            case Step.Verdict.Again(JobState next, Duration after, boolean sameAttempt, String taskId) -> {
                writes.jobs.put(job.id(), job.with(next));
                UUID attempt = place == null ? null : place.ready().attempt();
                boolean knownElsewhere = taskId != null || (place != null && place.taskId() != null);
                writes.freed.add(new Freed(
                        job.id(),
                        sameAttempt && knownElsewhere ? Lanes.POLL : job.lane(),
                        sameAttempt ? attempt : null,
                        after.toMillis()));
                if (attempt != null) {
                    writes.attempts.add(
                            sameAttempt
                                    ? new AttemptEnd(attempt, "elsewhere", taskId, null, null, null, null)
                                    : ended(attempt, told, now));
                }
                if (next.shownAsRetrying() && !before.shownAsRetrying()) writes.told.put(job.id(), "retrying");
                else if (next.waitingFor() != before.waitingFor()) writes.told.put(job.id(), "waiting");
            }
            case Step.Verdict.Parked(JobState next) -> {
                writes.jobs.put(job.id(), job.with(next));
                writes.gone.add(job.id());
                writes.told.put(job.id(), "waiting");
                UUID attempt = place == null ? null : place.ready().attempt();
                if (attempt != null) {
                    writes.attempts.add(new AttemptEnd(attempt, "lost", null, null, null, null, now));
                }
            }
            case Step.Verdict.StopAsked(JobState next) -> {
                if (next.equals(before)) return true;
                writes.jobs.put(job.id(), job.with(next));
                writes.stops.add(job.id());
                writes.told.put(job.id(), "stopping");
            }
        }
        return true;
    }

    private void noteOutputs(Job job, List<UUID> outputs, Writes writes) {
        if (outputs.isEmpty()) return;
        writes.made.put(job.id(), outputs);
        for (int place = 0; place < outputs.size(); place++) {
            writes.outputs.add(Map.of(
                    "job", job.id(), "place", place, "account", job.account().value(), "media", outputs.get(place)));
        }
    }

    private static void noteEnd(Step.Told told, Place place, JobState next, Instant now, Writes writes) {
        UUID attempt = place.ready().attempt();
        if (attempt == null) return;
        writes.attempts.add(
                next.phase() == JobState.Phase.SUCCEEDED
                        ? new AttemptEnd(attempt, "succeeded", null, null, null, null, now)
                        : ended(attempt, told, now));
        // It goes on over there although nobody wants it any more.
        if (place.taskId() != null && place.route() != null && !(told instanceof Step.Told.Ended)) {
            writes.elsewhere.add(Map.entry(place.route(), place.taskId()));
        }
    }

    private static AttemptEnd ended(UUID attempt, Step.Told told, Instant now) {
        return switch (told) {
            case Step.Told.Ended(UUID _, UUID _, Ending.Fail(Fault fault)) -> failed(attempt, "failed", fault, now);
            case Step.Told.Abandoned _ -> failed(attempt, "abandoned", Step.WORKER_DIED, now);
            case Step.Told.Overdue _ -> failed(attempt, "failed", Step.TOO_LATE, now);
            case Step.Told.Ended _, Step.Told.CancelAsked _ ->
                new AttemptEnd(attempt, "stopped", null, null, null, null, now);
        };
    }

    private static AttemptEnd failed(UUID attempt, String state, Fault fault, Instant now) {
        return new AttemptEnd(
                attempt, state, null, fault.errorClass().name(), fault.code(), shortened(fault.detail()), now);
    }

    private static String shortened(String detail) {
        return detail.length() <= 2_000 ? detail : detail.substring(0, 2_000);
    }

    private void write(Writes writes, Map<UUID, Delivery> waiting, Instant now) {
        if (writes.jobs.isEmpty()) return;
        if (!writes.settlements.isEmpty()) {
            wallet.settle(writes.settlements);
            CrashPoint.pass("between_charge_and_end");
        }
        insertOutputs(writes.outputs);
        endAttempts(writes.attempts);
        jobs.update(writes.jobs.values());
        leave(writes.gone);
        free(writes.freed);
        askToStop(writes.stops);
        writes.made.forEach((job, outputs) -> media.claim(SubmitJob.claimant(job), outputs));
        List<UUID> toDeliver = writes.told.entrySet().stream()
                .filter(e -> e.getValue().equals("succeeded") && waiting.containsKey(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        deliveries.begin(toDeliver, now.plus(Limits.DEADLINE_DELIVERY));
        deliveries.giveUp(writes.told.entrySet().stream()
                .filter(e -> e.getValue().equals("failed") || e.getValue().equals("canceled"))
                .map(Map.Entry::getKey)
                .filter(waiting::containsKey)
                .toList());
        for (Map.Entry<UUID, String> told : writes.told.entrySet()) {
            Job job = Objects.requireNonNull(writes.jobs.get(told.getKey()));
            List<UUID> outputs = writes.made.getOrDefault(job.id(), List.of());
            events.publishEvent(
                    new JobChanged(views.changed(job, outputs, now), told.getValue(), waiting.get(job.id())));
        }
        transactions.afterCommit(() -> {
            if (!writes.stops.isEmpty()) bell.stop();
            writes.elsewhere.forEach(
                    run -> Thread.startVirtualThread(() -> providers.stop(run.getKey(), run.getValue())));
        });
    }

    private Map<UUID, Place> lockPlaces(List<UUID> wanted) {
        Map<UUID, Place> found = new HashMap<>();
        db.sql("""
                        select r.job_id, r.attempt_id, r.lease_until, a.provider, a.model, a.task_id
                          from job_ready r left join job_attempt a on a.id = r.attempt_id
                         where r.job_id = any(cast(:ids as uuid[])) order by r.job_id for update of r
                        """)
                .param("ids", JobRows.array(wanted))
                .query((row, n) -> Map.entry(row.getObject("job_id", UUID.class), place(row)))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private Place place(ResultSet row) throws SQLException {
        String provider = row.getString("provider");
        String taskId = row.getString("task_id");
        Providers.Route route = provider == null ? null : new Providers.Route(provider, row.getString("model"));
        return new Place(
                new Step.Ready(
                        row.getObject("attempt_id", UUID.class),
                        JobRows.instant(row, "lease_until"),
                        route != null && providers.repeatable(route),
                        taskId != null),
                route,
                taskId);
    }

    private void insertOutputs(List<Map<String, Object>> outputs) {
        if (outputs.isEmpty()) return;
        db.sql("""
                        insert into job_output (job_id, place, account_id, media_id)
                        select job, place, account, media
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(job uuid, place smallint, account uuid,
                               media uuid)
                        """).param("rows", json.writeValueAsString(outputs)).update();
    }

    private void endAttempts(List<AttemptEnd> ends) {
        if (ends.isEmpty()) return;
        db.sql("""
                        update job_attempt a
                           set state = n.state, task_id = coalesce(n.task, a.task_id), error_class = n.eclass,
                               error_code = n.ecode, detail = n.detail, ended_at = n.ended
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, state text, task text,
                               eclass text, ecode text, detail text, ended timestamptz)
                         where a.id = n.id
                        """).param("rows", json.writeValueAsString(ends)).update();
    }

    private void leave(List<UUID> gone) {
        if (gone.isEmpty()) return;
        db.sql("delete from job_ready where job_id = any(cast(:ids as uuid[]))")
                .param("ids", JobRows.array(gone))
                .update();
    }

    private void free(List<Freed> freed) {
        if (freed.isEmpty()) return;
        db.sql("""
                        update job_ready r
                           set lane = n.lane, attempt_id = n.attempt, worker = null, lease_until = null,
                               not_before = reverie_now() + n.millis * interval '1 millisecond'
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, lane text, attempt uuid,
                               millis bigint)
                         where r.job_id = n.id
                        """).param("rows", json.writeValueAsString(freed)).update();
    }

    private void askToStop(List<UUID> stops) {
        if (stops.isEmpty()) return;
        db.sql("update job_ready set stop = true where job_id = any(cast(:ids as uuid[]))")
                .param("ids", JobRows.array(stops))
                .update();
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
