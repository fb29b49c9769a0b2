package reverie.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Transactions;
import reverie.platform.postgres.EmbeddedPostgres;
import reverie.wallet.VerifyLedger;
import reverie.wallet.Wallet;

/**
 * Transfers between people beside pgbench's TPC-B on the same server. Short legs in turn, several rounds of them: what
 * else the machine does meets all of them alike. Each ratio is of one round, the median of the rounds is told; by time
 * (transactions a second) and by work (CPU of everything that took part), which other programs disturb least.
 *
 * <p>{@code ledger} is the wallet alone, which is what TPC-B is comparable with. {@code product} is the same call in
 * the running product, where the live log and the statistics write their rows in the same transaction.
 * {@code one_by_one} is as many callers as pgbench has clients, each of whom waits for its own transfer as pgbench's
 * do; the wallet lets those who wait at the same moment share a commit. {@code each_in_its_own_transaction} forbids it
 * that. A {@code crowd} is as many as a busy evening brings.
 */
final class WalletBench implements Bench.Scenario {
    private static final int CLIENTS = 16;
    private static final int CROWD = 256;
    private static final int SECONDS = 3;
    private static final int ROUNDS = 3;
    private static final int PEOPLE = 500;
    private static final Credits AMOUNT = Credits.of("0.01");

    /** With the CPU of one transaction, in microseconds: the server's, and that of who asks it. */
    private record Leg(double perSecond, double serverMicros, double clientMicros) {
        double cpuMicros() {
            return serverMicros + clientMicros;
        }
    }

    /** What is measured, by its name; some of it a number of transactions, some of it a run of another program. */
    private interface Runner {
        Leg run(int seconds) throws Exception;
    }

    @Override
    public void run(Report report) throws Exception {
        try (World world = new World()) {
            List<AccountId> people = world.people(PEOPLE, 1_000_000);
            Map<String, Runner> runners = new LinkedHashMap<>();
            Pgbench pgbench = Pgbench.find(world.get(EmbeddedPostgres.class));
            if (pgbench == null) {
                report.note("pgbench is missing, so there is no ratio. Debian's package is postgresql"
                        + " (apt-get install postgresql).");
            } else {
                pgbench.prepare();
                runners.put("tpcb", seconds -> tpcb(world, pgbench, seconds));
            }
            try (LedgerAlone alone = new LedgerAlone(world)) {
                wallets(runners, "ledger", world, alone.wallet(), people);
                wallets(runners, "product", world, world.get(Wallet.class), people);
                measure(runners, report);
            }
            report.add("ledger_findings", world.get(VerifyLedger.class).verify().size(), "findings");
        }
    }

    private static void wallets(
            Map<String, Runner> runners, String name, World world, Wallet wallet, List<AccountId> people) {
        Transactions transactions = world.get(Transactions.class);
        var each = new Transfers(wallet, people, false);
        Supplier<Boolean> alone = each::one;
        runners.put(
                name + "_each_in_its_own_transaction",
                s -> clients(world, CLIENTS, s, () -> transactions.write(alone)));
        runners.put(name + "_one_by_one", s -> clients(world, CLIENTS, s, each::one));
        runners.put(name + "_crowd", s -> clients(world, CROWD, s, each::one));
        var hot = new Transfers(wallet, people, true);
        runners.put(name + "_crowd_pays_one_account", s -> clients(world, CROWD, s, hot::one));
    }

    /** Transfers between random people; {@code hot}: all of them pay the first. */
    private record Transfers(Wallet wallet, List<AccountId> people, boolean hot) {
        boolean one() {
            var random = ThreadLocalRandom.current();
            int from = 1 + random.nextInt(people.size() - 1);
            int to = hot ? 0 : (from + 1 + random.nextInt(people.size() - 1)) % people.size();
            String reference = "bench:" + random.nextLong() + random.nextLong();
            return wallet.transfer(people.get(from), people.get(to), AMOUNT, reference, "bench");
        }
    }

    private static void measure(Map<String, Runner> runners, Report report) throws Exception {
        Map<String, List<Leg>> legs = new LinkedHashMap<>();
        // Round 0 is for the compilers and the caches.
        for (int round = 0; round <= ROUNDS; round++) {
            report.note(round == 0 ? "warming up" : "round " + round + " of " + ROUNDS);
            for (var runner : runners.entrySet()) {
                Leg leg = runner.getValue().run(SECONDS);
                if (round > 0)
                    legs.computeIfAbsent(runner.getKey(), n -> new ArrayList<>())
                            .add(leg);
            }
        }
        List<Leg> peer = legs.get("tpcb");
        legs.forEach((name, measured) -> {
            report.add(name, median(measured, Leg::perSecond), "tx/s");
            report.add(name + "_server_cpu", median(measured, Leg::serverMicros), "µs/tx");
            report.add(name + "_client_cpu", median(measured, Leg::clientMicros), "µs/tx");
            if (peer == null || name.equals("tpcb")) return;
            List<Double> byTime = new ArrayList<>();
            List<Double> byWork = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                byTime.add(measured.get(i).perSecond() / peer.get(i).perSecond());
                byWork.add(peer.get(i).cpuMicros() / measured.get(i).cpuMicros());
            }
            report.add(name + "_to_tpcb", median(byTime), "ratio");
            report.add(name + "_to_tpcb_by_work", median(byWork), "ratio");
        });
    }

    private static double median(List<Leg> legs, ToDoubleFunction<Leg> figure) {
        return median(legs.stream().map(figure::applyAsDouble).toList());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Leg tpcb(World world, Pgbench pgbench, int seconds) throws Exception {
        Cpu before = Cpu.now(world.get(EmbeddedPostgres.class).pid());
        Pgbench.Run run = pgbench.run(CLIENTS, seconds);
        Cpu used = Cpu.now(world.get(EmbeddedPostgres.class).pid()).since(before);
        return new Leg(run.perSecond(), used.postgres() / run.transactions(), used.children() / run.transactions());
    }

    /** So many callers, each of whom asks again once it was answered. */
    private static Leg clients(World world, int count, int seconds, BooleanSupplier transfer) throws Exception {
        long server = world.get(EmbeddedPostgres.class).pid();
        var stop = new AtomicBoolean();
        var done = new LongAdder();
        List<Thread> threads = new ArrayList<>();
        Cpu before = Cpu.now(server);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                while (!stop.get()) if (transfer.getAsBoolean()) done.increment();
            }));
        }
        TimeUnit.SECONDS.sleep(seconds);
        double moved = Math.max(1, done.sum());
        double perSecond = moved / ((System.nanoTime() - began) / 1e9);
        Cpu used = Cpu.now(server).since(before);
        stop.set(true);
        for (Thread thread : threads) thread.join();
        return new Leg(perSecond, used.postgres() / moved, used.java() / moved);
    }
}
