package reverie.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reverie.platform.postgres.EmbeddedPostgres;

/** PostgreSQL's own measure, TPC-B, against our server: its own tables beside ours. */
record Pgbench(String program, EmbeddedPostgres server) {
    private static final String SCALE = "20";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("actually processed: ([0-9]+)");

    record Run(double perSecond, double transactions) {}

    /** Null where the program is not installed: the embedded server has none of its own. */
    static @Nullable Pgbench find(EmbeddedPostgres server) throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path program = Path.of(folder, "pgbench");
            if (Files.isExecutable(program)) return new Pgbench(program.toString(), server);
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) return null;
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.map(v -> v.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .map(found -> new Pgbench(found.toString(), server))
                    .findFirst()
                    .orElse(null);
        }
    }

    void prepare() throws IOException, InterruptedException {
        call("-i", "-s", SCALE, "-q");
    }

    Run run(int clients, int seconds) throws IOException, InterruptedException {
        String said = call("-n", "-c", Integer.toString(clients), "-j", "2", "-M", "prepared", "-T", "" + seconds);
        Matcher tps = TPS.matcher(said);
        Matcher count = COUNT.matcher(said);
        if (!tps.find() || !count.find()) throw new IOException("pgbench said: " + said);
        return new Run(Double.parseDouble(tps.group(1)), Double.parseDouble(count.group(1)));
    }

    private String call(String... options) throws IOException, InterruptedException {
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
