package reverie.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.catalog.ModelId;
import reverie.platform.CrashPoint;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.provider.Providers;
import reverie.provider.spi.Availability;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes up what waits: the next jobs of a lane, fair between people, each with a lease, an attempt and a route. The
 * attempt is committed before anything is asked of a provider.
 */
@Component
class ClaimJobs {
    /** Rows looked at beyond what is free: the front of the line may be one person's. */
    private static final int LOOK_MORE = 64;

    private static final Duration AGAIN_IF_BUSY = Duration.ofSeconds(1);
    private static final Duration AGAIN_IF_UNAVAILABLE = Duration.ofSeconds(5);

    /**
     * @param permit given back by whoever runs it
     * @param taskId of a run that goes on elsewhere; null: begin it
     */
    record Claimed(
            Job job,
            Model model,
            UUID attempt,
            Providers.Route route,
            Providers.@Nullable Permit permit,
            @Nullable String taskId) {}

    private record Chosen(Providers.Route route, Providers.Permit permit) {}

    private record Elsewhere(UUID job, UUID attempt, Providers.Route route, String taskId) {}

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final JobRows jobs;
    private final Catalog catalog;
    private final Providers providers;
    private final Views views;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    ClaimJobs(
            Transactions transactions,
            JdbcClient db,
            JsonMapper json,
            JobRows jobs,
            Catalog catalog,
            Providers providers,
            Views views,
            Ids ids,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.jobs = jobs;
        this.catalog = catalog;
        this.providers = providers;
        this.views = views;
        this.ids = ids;
        this.events = events;
    }

    /** @param free how many this node has room for in that lane */
    List<Claimed> claim(String lane, int free, UUID worker) {
        List<Providers.Permit> permits = new ArrayList<>();
        try {
            List<Claimed> claimed = lane.equals(Lanes.POLL)
                    ? transactions.write(() -> claimElsewhere(free, worker))
                    : transactions.write(() -> claimNext(lane, free, worker, permits));
            if (!claimed.isEmpty()) CrashPoint.pass("after_claim");
            return claimed;
        } catch (RuntimeException e) {
            permits.forEach(Providers.Permit::close);
            throw e;
        }
    }

    private List<Claimed> claimNext(String lane, int free, UUID worker, List<Providers.Permit> permits) {
        List<UUID> next = next(lane, free);
        if (next.isEmpty()) return List.of();
        Map<UUID, Job> locked = jobs.lock(next);
        Instant now = jobs.now();
        List<Claimed> claimed = new ArrayList<>();
        Map<UUID, Duration> deferred = new HashMap<>();
        for (UUID id : next) {
            Job job = locked.get(id);
            if (job == null || job.state().isFinal()) continue;
            Model model = catalog.find(new ModelId(job.model())).orElse(null);
            Chosen chosen = model == null ? null : choose(model).orElse(null);
            if (model == null || chosen == null) {
                deferred.put(id, model != null && canRun(model) ? AGAIN_IF_BUSY : AGAIN_IF_UNAVAILABLE);
                continue;
            }
            permits.add(chosen.permit());
            JobState started = job.state().started(now, Limits.deadlineRunning(job.expected()));
            claimed.add(new Claimed(job.with(started), model, ids.next(), chosen.route(), chosen.permit(), null));
        }
        putOff(deferred);
        if (claimed.isEmpty()) return claimed;
        lease(claimed, worker);
        advance(lane, claimed);
        begin(claimed, worker, now);
        jobs.update(claimed.stream().map(Claimed::job).toList());
        for (Claimed one : claimed) {
            JobState before = Objects.requireNonNull(locked.get(one.job().id())).state();
            boolean shown = before.phase() == JobState.Phase.QUEUED || before.shownAsRetrying();
            if (shown) events.publishEvent(new JobChanged(views.changed(one.job(), List.of(), now), "started", null));
        }
        return claimed;
    }

    private List<UUID> next(String lane, int free) {
        return db.sql("""
                        with busy as (
                            select account_id, count(*) as n from job_ready
                             where lane = :lane and lease_until is not null group by account_id
                        ), head as materialized (
                            select r.job_id, r.account_id, r.band, r.vt, r.share from job_ready r
                             where r.lane = :lane and r.lease_until is null and r.not_before <= reverie_now()
                               and not exists (select 1 from busy b where b.account_id = r.account_id
                                                                      and b.n >= r.share)
                             order by r.band, r.vt, r.job_id limit :look for update of r skip locked
                        ), ranked as (
                            select h.*, coalesce(b.n, 0) + row_number() over (
                                       partition by h.account_id order by h.band, h.vt, h.job_id) as nth
                              from head h left join busy b on b.account_id = h.account_id
                        )
                        select job_id from ranked where nth <= share order by band, vt, job_id limit :free
                        """)
                .param("lane", lane)
                .param("look", free + LOOK_MORE)
                .param("free", free)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The first route that can run it and has room now. */
    private Optional<Chosen> choose(Model model) {
        for (Providers.Route route : model.routes()) {
            if (!(providers.availability(route) instanceof Availability.Ready)) continue;
            Optional<Providers.Permit> permit = providers.tryAcquire(route);
            if (permit.isPresent()) return Optional.of(new Chosen(route, permit.get()));
        }
        return Optional.empty();
    }

    private boolean canRun(Model model) {
        return model.routes().stream().anyMatch(r -> providers.availability(r) instanceof Availability.Ready);
    }

    private void putOff(Map<UUID, Duration> deferred) {
        if (deferred.isEmpty()) return;
        List<Map.Entry<UUID, Duration>> rows = List.copyOf(deferred.entrySet());
        db.sql("""
                        update job_ready r
                           set not_before = reverie_now() + n.millis * interval '1 millisecond'
                          from unnest(cast(:ids as uuid[]), cast(:millis as bigint[])) as n(id, millis)
                         where r.job_id = n.id
                        """)
                .param("ids", JobRows.array(rows.stream().map(Map.Entry::getKey).toList()))
                .param(
                        "millis",
                        rows.stream()
                                .map(e -> Long.toString(e.getValue().toMillis()))
                                .toArray(String[]::new))
                .update();
    }

    private void lease(List<Claimed> claimed, UUID worker) {
        db.sql("""
                        update job_ready r
                           set worker = :worker, attempt_id = n.attempt, progress = 0,
                               lease_until = reverie_now() + make_interval(secs => :seconds)
                          from unnest(cast(:ids as uuid[]), cast(:attempts as uuid[])) as n(id, attempt)
                         where r.job_id = n.id
                        """)
                .param("worker", worker)
                .param("seconds", Limits.LEASE.toSeconds())
                .param(
                        "ids",
                        JobRows.array(claimed.stream().map(c -> c.job().id()).toList()))
                .param(
                        "attempts",
                        JobRows.array(claimed.stream().map(Claimed::attempt).toList()))
                .update();
    }

    /** The lane has got to the furthest start tag that was taken up. */
    private void advance(String lane, List<Claimed> claimed) {
        db.sql("""
                        insert into job_lane as l (lane, vt)
                        select :lane, max(vt) from job_ready where job_id = any(cast(:ids as uuid[]))
                            on conflict (lane) do update set vt = greatest(l.vt, excluded.vt)
                        """)
                .param("lane", lane)
                .param(
                        "ids",
                        JobRows.array(claimed.stream().map(c -> c.job().id()).toList()))
                .update();
    }

    private void begin(List<Claimed> claimed, UUID worker, Instant now) {
        List<Map<String, Object>> rows = claimed.stream()
                .map(c -> Map.<String, Object>of(
                        "id",
                        c.attempt(),
                        "job",
                        c.job().id(),
                        "number",
                        c.job().state().attempts(),
                        "provider",
                        c.route().provider(),
                        "model",
                        c.route().model(),
                        "now",
                        now))
                .toList();
        db.sql("""
                        insert into job_attempt (id, job_id, number, provider, model, worker, state, started_at)
                        select id, job, number, provider, model, :worker, 'running', now
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, job uuid, number smallint,
                               provider text, model text, now timestamptz)
                        """)
                .param("worker", worker)
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    /** Runs that go on elsewhere and are to be asked after now. They need no room in their lane. */
    private List<Claimed> claimElsewhere(int free, UUID worker) {
        List<Elsewhere> due = db.sql("""
                        select r.job_id, r.attempt_id, a.provider, a.model, a.task_id
                          from job_ready r join job_attempt a on a.id = r.attempt_id
                         where r.lane = 'poll' and r.lease_until is null and r.not_before <= reverie_now()
                           and a.task_id is not null
                         order by r.not_before limit :free for update of r skip locked
                        """)
                .param("free", free)
                .query((row, n) -> new Elsewhere(
                        row.getObject("job_id", UUID.class),
                        row.getObject("attempt_id", UUID.class),
                        new Providers.Route(row.getString("provider"), row.getString("model")),
                        row.getString("task_id")))
                .list();
        if (due.isEmpty()) return List.of();
        db.sql("""
                        update job_ready set worker = :worker,
                               lease_until = reverie_now() + make_interval(secs => :seconds)
                         where job_id = any(cast(:ids as uuid[]))
                        """)
                .param("worker", worker)
                .param("seconds", Limits.LEASE.toSeconds())
                .param("ids", JobRows.array(due.stream().map(Elsewhere::job).toList()))
                .update();
        Map<UUID, Job> found = find(due.stream().map(Elsewhere::job).toList());
        List<Claimed> claimed = new ArrayList<>();
        for (Elsewhere one : due) {
            Job job = found.get(one.job());
            Model model =
                    job == null ? null : catalog.find(new ModelId(job.model())).orElse(null);
            if (job != null && model != null) {
                claimed.add(new Claimed(job, model, one.attempt(), one.route(), null, one.taskId()));
            }
        }
        return claimed;
    }

    private Map<UUID, Job> find(Collection<UUID> wanted) {
        return JobRows.byId(db.sql("select * from job where id = any(cast(:ids as uuid[]))")
                .param("ids", JobRows.array(wanted))
                .query(jobs::job)
                .list());
    }
}
