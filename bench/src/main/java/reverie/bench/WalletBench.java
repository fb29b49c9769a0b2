package reverie.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;
import reverie.platform.Batcher;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.platform.postgres.EmbeddedPostgres;
import reverie.wallet.VerifyLedger;
import reverie.wallet.Wallet;

/** Transfers between people beside pgbench's TPC-B on the same server, in one run. */
final class WalletBench implements Bench.Scenario {
    private static final int CLIENTS = 16;
    private static final int SECONDS = 8;
    private static final int PEOPLE = 2000;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private record Move(AccountId from, AccountId to, String reference) {}

    @Override
    public void run(Report report) throws Exception {
        try (World world = new World()) {
            List<AccountId> people = world.people(PEOPLE, 1_000_000);
            double tpcb = tpcb(world, report);
            double single = transfers(world, people, false, false);
            double batched = transfers(world, people, true, false);
            double hot = transfers(world, people, true, true);
            report.add("transfers_one_by_one", single, "tx/s");
            report.add("transfers_batched", batched, "tx/s");
            report.add("transfers_to_one_hot_account", hot, "tx/s");
            if (tpcb > 0) {
                report.add("tpcb", tpcb, "tx/s");
                report.add("one_by_one_to_tpcb", single / tpcb, "ratio");
                report.add("batched_to_tpcb", batched / tpcb, "ratio");
                report.add("hot_to_tpcb", hot / tpcb, "ratio");
            }
            report.add("ledger_findings", world.get(VerifyLedger.class).verify().size(), "findings");
        }
    }

    private static double transfers(World world, List<AccountId> people, boolean together, boolean hot)
            throws Exception {
        Wallet wallet = world.get(Wallet.class);
        Ids ids = world.get(Ids.class);
        Transactions transactions = world.get(Transactions.class);
        Credits amount = Credits.of("0.01");
        // What waits at the same moment shares a commit, as submissions and settlements do.
        try (var batcher = new Batcher<Move, Boolean>(
                "bench-wallet",
                2,
                moves -> transactions.write(() -> wallet.transfer(moves.stream()
                        .map(m -> new Wallet.TransferRequest(m.from(), m.to(), amount, m.reference(), "bench"))
                        .toList())))) {
            var stop = new AtomicBoolean();
            var done = new AtomicLong();
            List<Thread> threads = new ArrayList<>();
            int clients = together ? 256 : CLIENTS;
            long began = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    while (!stop.get()) {
                        AccountId from = people.get(1 + ids.below(people.size() - 1));
                        AccountId to = hot ? people.getFirst() : people.get(ids.below(people.size()));
                        if (from.equals(to)) continue;
                        String reference = "bench:" + ids.next();
                        boolean moved = together
                                ? batcher.ask(new Move(from, to, reference))
                                : wallet.transfer(from, to, amount, reference, "bench");
                        if (moved) done.incrementAndGet();
                    }
                }));
            }
            TimeUnit.SECONDS.sleep(SECONDS);
            double rate = done.get() / ((System.nanoTime() - began) / 1e9);
            stop.set(true);
            for (Thread thread : threads) thread.join();
            return rate;
        }
    }

    private static double tpcb(World world, Report report) throws IOException, InterruptedException {
        String pgbench = pgbench();
        if (pgbench == null) {
            report.note("pgbench is missing, so there is no ratio. Debian's package is postgresql-contrib"
                    + " (apt-get install postgresql-contrib).");
            return 0;
        }
        EmbeddedPostgres server = world.get(EmbeddedPostgres.class);
        Pgbench run = new Pgbench(pgbench, server);
        run.call("-i", "-s", "20", "-q");
        String said = run.call("-c", "16", "-j", "2", "-M", "prepared", "-T", Integer.toString(SECONDS));
        Matcher tps = TPS.matcher(said);
        if (!tps.find()) throw new IOException("pgbench said: " + said);
        return Double.parseDouble(tps.group(1));
    }

    /** One program, one server, its own tables beside ours. */
    private record Pgbench(String program, EmbeddedPostgres server) {
        String call(String... options) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(options));
            command.addAll(List.of("-h", "127.0.0.1", "-p", port(), "-U", server.user(), "reverie"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", server.password());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IOException("pgbench failed: " + said);
            return said;
        }

        private String port() {
            return server.url().replaceFirst(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1");
        }
    }

    private static @Nullable String pgbench() throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, "pgbench")))
                return Path.of(folder, "pgbench").toString();
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) return null;
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.map(v -> v.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst()
                    .orElse(null);
        }
    }
}
