package reverie.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import reverie.job.JobChanged;
import reverie.job.Jobs;
import reverie.job.Quote;
import reverie.platform.AccountId;
import reverie.wallet.Balance;
import reverie.wallet.VerifyLedger;
import reverie.wallet.Wallet;

/** Paid jobs that do nothing, from quote to charge, by the service layer: what our own part costs. */
final class JobsBench implements Bench.Scenario {
    private static final String NOTHING = "noop/nothing";
    private static final int SECONDS = 8;
    private static final int PEOPLE_MAX = 1000;
    private static final int LINE = 1000;

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
    }

    private void listen(World world) {
        world.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) event -> {
            if (event.getPayload() instanceof JobChanged changed && changed.job().isOver()) {
                UUID id = changed.job().id();
                early.put(id, true);
                CountDownLatch latch = waiting.remove(id);
                if (latch != null) latch.countDown();
            }
        });
    }

    private void await(UUID job) throws InterruptedException {
        var latch = new CountDownLatch(1);
        waiting.put(job, latch);
        if (early.remove(job) != null) latch.countDown();
        if (!latch.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("A job did not end: " + job);
        waiting.remove(job);
        early.remove(job);
    }

    private void round(
            Jobs jobs, List<AccountId> people, int seconds, @org.jspecify.annotations.Nullable Report report)
            throws Exception {
        var stop = new AtomicBoolean();
        var failures = new AtomicInteger();
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
                        failures.incrementAndGet();
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
    }

    private static UUID submit(Jobs jobs, AccountId person) {
        var asker = new Jobs.Asker(person, "api", "en");
        Quote quote = jobs.quote(asker, NOTHING, Map.of());
        return jobs.submit(asker, quote.id(), null, null).id();
    }

    /** One person's long line, then another's single job: how many of the line end before it. */
    private void fairness(World world, Jobs jobs, List<AccountId> people, Report report) throws Exception {
        AccountId eager = people.get(0);
        AccountId other = people.get(1);
        var asker = new Jobs.Asker(eager, "api", "en");
        List<UUID> line = new ArrayList<>();
        for (int i = 0; i < LINE; i++) {
            Quote quote = jobs.quote(asker, NOTHING, Map.of("milliseconds", 20));
            line.add(jobs.submit(asker, quote.id(), null, null).id());
        }
        long before = over(jobs, line);
        UUID single = submit(jobs, other);
        await(single);
        long after = over(jobs, line);
        report.add("line_ended_before_the_others_job", after - before, "jobs");
        report.note("line of " + LINE + ", " + before + " ended when the other asked");
        for (UUID job : line) await(job);
        world.get(Wallet.class);
    }

    private static long over(Jobs jobs, List<UUID> line) {
        return line.stream().filter(id -> jobs.find(id, "en").orElseThrow().isOver()).count();
    }

    private static void afterwards(World world, List<AccountId> people, Report report) {
        long held = world.get(Wallet.class).balances(people).values().stream()
                .map(Balance::held)
                .mapToLong(c -> c.micros())
                .sum();
        report.add("held_afterwards", held, "micros");
        report.add("ledger_findings", world.get(VerifyLedger.class).verify().size(), "findings");
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }
}
