package reverie.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.job.JobChanged;
import reverie.job.Jobs;
import reverie.job.Quote;
import reverie.platform.AccountId;
import reverie.platform.Problem;
import reverie.wallet.Balance;
import reverie.wallet.VerifyLedger;
import reverie.wallet.Wallet;

/** Paid jobs that do nothing, from quote to charge, by the service layer: what our own part costs. */
final class JobsBench implements Bench.Scenario {
    private static final String NOTHING = "noop/nothing";
    private static final int SECONDS = 8;
    private static final int PEOPLE_MAX = 1000;
    private static final int LINE = 1000;
    private static final int KILLED_PEOPLE = 100;
    private static final int KILLED_SECONDS = 6;
    private static final int KILLED_PAUSE_MILLIS = 300;
    private static final int STARTED_WITHIN_SECONDS = 300;
    private static final int ENDED_WITHIN_SECONDS = 120;

    private final Map<UUID, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private final Map<UUID, Boolean> early = new ConcurrentHashMap<>();

    @Override
    public void run(Report report) throws Exception {
        try (World world = new World()) {
            listen(world);
            List<AccountId> people = world.people(PEOPLE_MAX, 100_000);
            Jobs jobs = world.get(Jobs.class);
            round(jobs, people.subList(0, 100), 4, null);
            for (int count : new int[] {1, 10, 100, 1000}) round(jobs, people.subList(0, count), SECONDS, report);
            fairness(world, jobs, people, report);
            afterwards(world, people, report);
        }
        killed(report);
    }

    /**
     * The same with two workers in processes of their own, one after the other: the first is killed as by kill -9 while
     * it works. What was promised must come once.
     */
    private void killed(Report report) throws Exception {
        try (World world = new World("web")) {
            listen(world);
            List<AccountId> people = world.people(KILLED_PEOPLE, 1_000);
            Jobs jobs = world.get(Jobs.class);
            Map<UUID, Boolean> accepted = new ConcurrentHashMap<>();
            var stop = new AtomicBoolean();
            List<Thread> threads = new ArrayList<>();
            Process first = worker(world);
            Process second = null;
            try {
                // Its worker has yet to start.
                await(submit(jobs, people.getFirst()), STARTED_WITHIN_SECONDS);
                for (AccountId person : people) {
                    threads.add(Thread.startVirtualThread(() -> {
                        while (!stop.get()) {
                            accepted.put(submit(jobs, person), true);
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(KILLED_PAUSE_MILLIS));
                        }
                    }));
                }
                TimeUnit.SECONDS.sleep(KILLED_SECONDS);
                kill(first);
                long at = System.nanoTime();
                second = worker(world);
                TimeUnit.SECONDS.sleep(KILLED_SECONDS);
                stop.set(true);
                for (Thread thread : threads) thread.join();
                awaitEnds(jobs, accepted.keySet());
                report.add("killed_until_all_ended", (System.nanoTime() - at) / 1e9, "s");
            } finally {
                stop.set(true);
                kill(first);
                if (second != null) kill(second);
            }
            reckon(world, people, accepted, report);
        }
    }

    private static Process worker(World world) throws IOException {
        return StartBench.command(world.home(), world.forAnotherNode("worker"), "run", "--sandbox");
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static void awaitEnds(Jobs jobs, Collection<UUID> accepted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENDED_WITHIN_SECONDS);
        List<UUID> open = new ArrayList<>(accepted);
        while (!open.isEmpty() && System.nanoTime() < until) {
            open.removeIf(id -> jobs.find(id, "en").orElseThrow().isOver());
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static void reckon(World world, List<AccountId> people, Map<UUID, Boolean> accepted, Report report) {
        Jobs jobs = world.get(Jobs.class);
        JdbcClient db = world.get(JdbcClient.class);
        long succeeded = accepted.keySet().stream()
                .filter(id -> jobs.find(id, "en").orElseThrow().state().equals("succeeded"))
                .count();
        long charges = db.sql("select count(*) from ledger_transaction where kind = 'charge'")
                .query(Long.class)
                .single();
        long paid = db.sql("select count(distinct job_id) from ledger_transaction where kind = 'charge'")
                .query(Long.class)
                .single();
        report.add("killed_jobs", accepted.size(), "jobs");
        report.add("killed_lost", accepted.size() - succeeded, "jobs");
        report.add("killed_double", charges - paid, "charges");
        report.add("killed_held", held(world, people), "micros");
        report.add(
                "killed_ledger_findings", world.get(VerifyLedger.class).verify().size(), "findings");
    }

    private void listen(World world) {
        world.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) event -> {
            if (event.getPayload() instanceof JobChanged changed
                    && changed.job().isOver()) {
                UUID id = changed.job().id();
                early.put(id, true);
                CountDownLatch latch = waiting.remove(id);
                if (latch != null) latch.countDown();
            }
        });
    }

    private void await(UUID job) throws InterruptedException {
        await(job, 60);
    }

    private void await(UUID job, int seconds) throws InterruptedException {
        var latch = new CountDownLatch(1);
        waiting.put(job, latch);
        if (early.remove(job) != null) latch.countDown();
        if (!latch.await(seconds, TimeUnit.SECONDS)) throw new IllegalStateException("A job did not end: " + job);
        waiting.remove(job);
        early.remove(job);
    }

    private void round(Jobs jobs, List<AccountId> people, int seconds, @org.jspecify.annotations.Nullable Report report)
            throws Exception {
        var stop = new AtomicBoolean();
        var failures = new AtomicInteger();
        var first = new AtomicReference<@org.jspecify.annotations.Nullable Exception>();
        var latencies = new ConcurrentLinkedQueue<Long>();
        List<Thread> threads = new ArrayList<>();
        long cpu = cpuMillis();
        long began = System.nanoTime();
        for (AccountId person : people) {
            threads.add(Thread.startVirtualThread(() -> {
                while (!stop.get()) {
                    try {
                        long asked = System.nanoTime();
                        await(submit(jobs, person));
                        latencies.add(System.nanoTime() - asked);
                    } catch (Exception e) {
                        if (failures.incrementAndGet() == 1) first.set(e);
                    }
                }
            }));
        }
        TimeUnit.SECONDS.sleep(seconds);
        int done = latencies.size();
        double passed = (System.nanoTime() - began) / 1e9;
        double used = cpuMillis() - cpu;
        stop.set(true);
        for (Thread thread : threads) thread.join();
        if (report == null) return;
        String people_ = "people_" + people.size();
        report.add(people_ + "_jobs", done / passed, "jobs/s");
        report.latencies(people_, latencies.stream().mapToLong(n -> n).toArray());
        report.add(people_ + "_java_cpu", used / Math.max(1, done), "ms/job");
        report.add(people_ + "_failures", failures.get(), "jobs");
        if (first.get() != null) report.note("the first failure: " + first.get());
    }

    private static UUID submit(Jobs jobs, AccountId person) {
        var asker = new Jobs.Asker(person, "api", "en");
        Quote quote = jobs.quote(asker, NOTHING, Map.of());
        return jobs.submit(asker, quote.id(), null, null).id();
    }

    /** One person's long line, then another's single job: how many of the line end before it begins. */
    private void fairness(World world, Jobs jobs, List<AccountId> people, Report report) throws Exception {
        AccountId eager = people.get(0);
        AccountId other = people.get(1);
        var asker = new Jobs.Asker(eager, "api", "en");
        List<UUID> line = new ArrayList<>();
        for (int i = 0; i < LINE; i++) {
            Quote quote = jobs.quote(asker, NOTHING, Map.of("milliseconds", 50));
            line.add(jobs.submit(asker, quote.id(), null, null).id());
        }
        UUID single = submit(jobs, other);
        await(single);
        long between = world.get(JdbcClient.class)
                .sql("""
                        select count(*) from job l join job s on s.id = :single
                         where l.account_id = :eager and l.ended_at > s.created_at and l.ended_at < s.started_at
                        """)
                .param("single", single)
                .param("eager", eager.value())
                .query(Long.class)
                .single();
        report.add("line_ended_before_the_others_job_began", between, "jobs");
        for (UUID job : line) {
            try {
                jobs.cancel(asker, job);
            } catch (Problem over) {
                if (!over.code().equals("already_over")) throw over;
            }
        }
        for (UUID job : line) await(job);
    }

    private static void afterwards(World world, List<AccountId> people, Report report) {
        // Of a round whose people were not waited for something may still run.
        JdbcClient db = world.get(JdbcClient.class);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENDED_WITHIN_SECONDS);
        while (System.nanoTime() < until
                && db.sql("select count(*) from job where ended_at is null")
                                .query(Long.class)
                                .single()
                        > 0) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        report.add("held_afterwards", held(world, people), "micros");
        report.add("ledger_findings", world.get(VerifyLedger.class).verify().size(), "findings");
    }

    private static long held(World world, List<AccountId> people) {
        return world.get(Wallet.class).balances(people).values().stream()
                .map(Balance::held)
                .mapToLong(c -> c.micros())
                .sum();
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }
}
