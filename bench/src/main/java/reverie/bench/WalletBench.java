package reverie.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;
import reverie.platform.Batcher;
import reverie.platform.Credits;
import reverie.platform.Ids;
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
 */
final class WalletBench implements Bench.Scenario {
    private static final int CLIENTS = 16;
    private static final int CLIENTS_BATCHED = 256;
    private static final int WRITERS = 2;
    private static final int SECONDS = 3;
    private static final int ROUNDS = 3;
    private static final int PEOPLE = 500;
    private static final Credits AMOUNT = Credits.of("0.01");

    private record Move(AccountId from, AccountId to, String reference) {}

    /** @param cpuMicros of the whole leg, of all processes that took part */
    private record Leg(double perSecond, double cpuMicros) {}

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
        runners.put(name + "_one_by_one", seconds -> transfers(world, wallet, people, false, false, seconds));
        runners.put(name + "_batched", seconds -> transfers(world, wallet, people, true, false, seconds));
        runners.put(name + "_hot_account", seconds -> transfers(world, wallet, people, true, true, seconds));
    }

    private static void measure(Map<String, Runner> runners, Report report) throws Exception {
        Map<String, List<Leg>> legs = new LinkedHashMap<>();
        // Round 0 is for the compilers and the caches.
        for (int round = 0; round <= ROUNDS; round++) {
            for (var runner : runners.entrySet()) {
                Leg leg = runner.getValue().run(SECONDS);
                if (round > 0)
                    legs.computeIfAbsent(runner.getKey(), n -> new ArrayList<>()).add(leg);
            }
        }
        List<Leg> peer = legs.get("tpcb");
        legs.forEach((name, measured) -> {
            report.add(name, median(measured.stream().map(Leg::perSecond).toList()), "tx/s");
            report.add(
                    name + "_cpu", median(measured.stream().map(Leg::cpuMicros).toList()), "µs/tx");
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

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Leg tpcb(World world, Pgbench pgbench, int seconds) throws Exception {
        Cpu before = Cpu.now(world.get(EmbeddedPostgres.class).pid());
        Pgbench.Run run = pgbench.run(CLIENTS, seconds);
        Cpu used = Cpu.now(world.get(EmbeddedPostgres.class).pid()).since(before);
        return new Leg(run.perSecond(), (used.postgres() + used.children()) / run.transactions());
    }

    private static Leg transfers(
            World world, Wallet wallet, List<AccountId> people, boolean together, boolean hot, int seconds)
            throws Exception {
        Ids ids = world.get(Ids.class);
        Transactions transactions = world.get(Transactions.class);
        long server = world.get(EmbeddedPostgres.class).pid();
        // What waits at the same moment shares a commit, as submissions and settlements do.
        try (var batcher = new Batcher<Move, Boolean>("bench-wallet", WRITERS, moves -> transactions.write(() ->
                wallet.transfer(moves.stream()
                        .map(m -> new Wallet.TransferRequest(m.from(), m.to(), AMOUNT, m.reference(), "bench"))
                        .toList())))) {
            var stop = new AtomicBoolean();
            var done = new LongAdder();
            List<Thread> threads = new ArrayList<>();
            Cpu before = Cpu.now(server);
            long began = System.nanoTime();
            for (int i = 0; i < (together ? CLIENTS_BATCHED : CLIENTS); i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    while (!stop.get()) {
                        AccountId from = people.get(1 + ids.below(people.size() - 1));
                        AccountId to = hot ? people.getFirst() : people.get(ids.below(people.size()));
                        if (from.equals(to)) continue;
                        String reference = "bench:" + ids.next();
                        boolean moved = together
                                ? batcher.ask(new Move(from, to, reference))
                                : wallet.transfer(from, to, AMOUNT, reference, "bench");
                        if (moved) done.increment();
                    }
                }));
            }
            TimeUnit.SECONDS.sleep(seconds);
            double moved = done.sum();
            double perSecond = moved / ((System.nanoTime() - began) / 1e9);
            Cpu used = Cpu.now(server).since(before);
            stop.set(true);
            for (Thread thread : threads) thread.join();
            return new Leg(perSecond, (used.postgres() + used.java()) / Math.max(1, moved));
        }
    }
}
