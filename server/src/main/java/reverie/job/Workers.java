package reverie.job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Ids;
import reverie.platform.Roles;
import reverie.platform.Settings;
import tools.jackson.databind.json.JsonMapper;

/** This node's hands: takes up what there is room for, keeps its leases alive, and puts work down when it ends. */
@Component
class Workers implements SmartLifecycle, Bell.Listener {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final Duration PUT_DOWN_WITHIN = Duration.ofSeconds(20);

    private record Beat(UUID job, UUID attempt, double progress) {}

    private final ClaimJobs claims;
    private final RunJob runJob;
    private final Running running;
    private final Lanes lanes;
    private final Bell bell;
    private final LineNews news;
    private final Scratch scratch;
    private final JdbcClient db;
    private final JsonMapper json;
    private final Clock clock;
    private final Settings settings;
    private final UUID worker;

    private final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore beatNow = new Semaphore(0);
    private volatile boolean going;
    private volatile @Nullable Thread claimer;
    private volatile @Nullable Thread heart;

    Workers(
            ClaimJobs claims,
            RunJob runJob,
            Running running,
            Lanes lanes,
            Bell bell,
            LineNews news,
            Scratch scratch,
            JdbcClient db,
            JsonMapper json,
            Clock clock,
            Settings settings,
            Ids ids) {
        this.claims = claims;
        this.runJob = runJob;
        this.running = running;
        this.lanes = lanes;
        this.bell = bell;
        this.news = news;
        this.scratch = scratch;
        this.db = db;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
        this.worker = ids.next();
    }

    @Override
    public void start() {
        if (!settings.does(Roles.WORKER) || going) return;
        begin();
    }

    /** Works from now on, whatever the roles say. */
    synchronized void begin() {
        going = true;
        bell.add(this);
        bell.listen();
        claimer = Thread.ofPlatform().daemon().name("job-claimer").start(this::take);
        heart = Thread.ofPlatform().daemon().name("job-heart").start(this::keepAlive);
    }

    @Override
    public void work() {
        if (wake.availablePermits() == 0) wake.release();
    }

    @Override
    public void stopRuns() {
        if (beatNow.availablePermits() == 0) beatNow.release();
    }

    private void take() {
        while (going) {
            try {
                int taken = takeOnce();
                news.maybeTell();
                scratch.maybeSweep();
                if (taken > 0) continue;
                if (wake.tryAcquire(Limits.POLL.toMillis(), TimeUnit.MILLISECONDS)) wake.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // Also an Error: without this thread nothing is ever taken up again.
                log.warn("Nothing could be taken up for a moment: {}", e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            wake.tryAcquire(2, 500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int takeOnce() {
        int taken = 0;
        for (String lane : lanesWithWork()) {
            AtomicInteger used = busy.computeIfAbsent(lane, l -> new AtomicInteger());
            int free = lanes.cap(lane) - used.get();
            if (free <= 0) continue;
            for (ClaimJobs.Claimed claimed : claims.claim(lane, free, worker)) {
                taken++;
                used.incrementAndGet();
                Thread.ofVirtual().name("job-" + claimed.job().id()).start(() -> {
                    try {
                        runJob.run(claimed);
                    } catch (RuntimeException e) {
                        log.warn(
                                "Job {} could not be settled; its lease will run out",
                                claimed.job().id(),
                                e);
                    } finally {
                        used.decrementAndGet();
                        work();
                    }
                });
            }
        }
        return taken;
    }

    /** One small question instead of one per lane while nothing is to be done. */
    private Set<String> lanesWithWork() {
        return Set.copyOf(db.sql("""
                        with recursive l(lane) as (
                            (select lane from job_ready where lease_until is null order by lane limit 1)
                            union all
                            select (select r.lane from job_ready r
                                     where r.lease_until is null and r.lane > l.lane order by r.lane limit 1)
                              from l where l.lane is not null
                        )
                        select lane from l where lane is not null
                        """).query(String.class).list());
    }

    /** Runs in this thread what can be taken up now, until nothing is left; for tests. */
    int drain() {
        int ran = 0;
        while (true) {
            int before = ran;
            for (String lane : lanesWithWork()) {
                for (ClaimJobs.Claimed claimed : claims.claim(lane, lanes.cap(lane), worker)) {
                    runJob.run(claimed);
                    ran++;
                }
            }
            if (ran == before) return ran;
        }
    }

    private void keepAlive() {
        while (going) {
            try {
                if (beatNow.tryAcquire(Limits.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) beatNow.drainPermits();
                beat();
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // Also an Error: without this thread all that runs would be given up.
                log.warn("The leases could not be renewed; trying again in {}: {}", Limits.HEARTBEAT, e.toString());
            }
        }
    }

    /** Renews every lease of this worker at once, and learns which runs are to stop. */
    void beat() {
        List<Running.Run> runs = List.copyOf(running.all());
        if (runs.isEmpty()) return;
        List<Beat> beats = runs.stream()
                .map(r -> new Beat(r.job(), r.attempt(), r.progress()))
                .toList();
        // Whoever is being settled right now needs no lease any more: those rows are passed over.
        Map<UUID, Boolean> stops = new ConcurrentHashMap<>();
        db.sql("""
                        with mine as (
                            select r.job_id, n.progress
                              from job_ready r
                              join jsonb_to_recordset(cast(:rows as jsonb)) as n(job uuid, attempt uuid, progress real)
                                on n.job = r.job_id and n.attempt = r.attempt_id
                             where r.worker = :worker
                             order by r.job_id for update of r skip locked
                        )
                        update job_ready r
                           set lease_until = reverie_now() + make_interval(secs => :seconds), progress = m.progress
                          from mine m where m.job_id = r.job_id
                        returning r.attempt_id, r.stop
                        """)
                .param("rows", json.writeValueAsString(beats))
                .param("worker", worker)
                .param("seconds", Limits.LEASE.toSeconds())
                .query((row, n) -> stops.put(row.getObject(1, UUID.class), row.getBoolean(2)))
                .list();
        var now = clock.instant();
        for (Running.Run run : runs) {
            Boolean stop = stops.get(run.attempt());
            if (stop != null) run.renewed(now);
            // Without a lease the result would be refused: better to stop than to work for nothing.
            boolean lost = stop == null && run.renewed().plus(Limits.LEASE).isBefore(now);
            if (lost || Boolean.TRUE.equals(stop)) run.stop();
        }
    }

    @Override
    public void stop() {
        if (!going) return;
        going = false;
        bell.remove(this);
        Thread taking = claimer;
        if (taking != null) taking.interrupt();
        runJob.shutDown();
        long deadline = System.nanoTime() + PUT_DOWN_WITHIN.toNanos();
        try {
            while (!running.all().isEmpty() && System.nanoTime() < deadline) {
                wake.tryAcquire(1, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Thread beating = heart;
        if (beating != null) beating.interrupt();
    }

    @Override
    public boolean isRunning() {
        return going;
    }
}
