package reverie.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole Reverie with its own PostgreSQL, which dies under it: as a whole, and each of its connections. */
class DatabaseDiesTest {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ASKING = 6;

    @TempDir
    static Path home;

    private static Node node;

    @BeforeAll
    static void open() throws IOException {
        lendPrograms();
        node = Node.in(home).roles("web,worker").start();
    }

    /** Unpacking them takes longer than all the rest; the tests' own server has them, if it ever ran here. */
    private static void lendPrograms() throws IOException {
        Path own = Path.of("target/test-postgres").toAbsolutePath();
        if (!Files.isDirectory(own)) return;
        try (var folders = Files.list(own)) {
            for (Path folder :
                    folders.filter(f -> Files.exists(f.resolve(".complete"))).toList()) {
                Files.createDirectories(home.resolve("postgres"));
                Files.createSymbolicLink(home.resolve("postgres").resolve(folder.getFileName()), folder);
            }
        }
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @Test
    void when_the_server_is_killed_under_load_it_is_back_within_ten_seconds_and_no_answered_job_is_lost()
            throws Exception {
        Map<String, String> answered = new ConcurrentHashMap<>();
        var stop = new AtomicBoolean();
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < ASKING; i++) {
            int person = i;
            people.add(Thread.startVirtualThread(() -> {
                for (int n = 0; !stop.get(); n++) answered.put(person + "-" + n, asks(person + "-" + n));
            }));
        }
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> answered.size() > 20);
            long killed = postgres();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            long at = System.nanoTime();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(pidFile()) && postgres() != killed && answers());
            assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(BACK_WITHIN);
            int before = answered.size();
            Awaitility.await().atMost(PATIENCE).until(() -> answered.size() > before + 20);
        } finally {
            stop.set(true);
            for (Thread person : people) person.join();
        }
        assertThat(node.isAlive()).isTrue();
        endsExactly(answered);
    }

    @Test
    void when_every_connection_is_cut_while_a_job_runs_it_is_not_run_again() throws Exception {
        String job = node.post("/api/v1/jobs", nothing(3_000)).path("id").asString();
        Awaitility.await().atMost(PATIENCE).until(() -> state(job).equals("running"));
        for (int i = 0; i < 4; i++) {
            sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and datname = 'reverie'");
            Awaitility.await().pollDelay(Duration.ofMillis(900)).until(() -> true);
        }
        endsExactly(Map.of("cut", job));
        assertThat(sql("select attempts from job where id = '" + job + "'")).isEqualTo(1);
    }

    /** As a good client does: the same key until there is an answer. */
    private static String asks(String key) {
        while (true) {
            try {
                return node.post("/api/v1/jobs", nothing(0), "Idempotency-Key", key)
                        .path("id")
                        .asString();
            } catch (Node.Refused e) {
                assertThat(e.status).as(e.getMessage()).isEqualTo(503);
            }
        }
    }

    private static boolean answers() {
        try {
            return node.get("/api/v1/wallet").has("available");
        } catch (Node.Refused e) {
            assertThat(e.status).as(e.getMessage()).isEqualTo(503);
            return false;
        }
    }

    /** Each job that was told of has succeeded and is paid once; there are no others; nothing is held. */
    private static void endsExactly(Map<String, String> answered) throws SQLException, IOException {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> sql("select count(*) from job where ended_at is null") == 0);
        String jobs = "('" + String.join("','", answered.values()) + "')";
        assertThat(sql("select count(*) from job where state = 'succeeded' and id::text in " + jobs))
                .isEqualTo(answered.size());
        assertThat(sql("select count(*) from ledger_transaction where kind = 'charge' and job_id::text in " + jobs))
                .isEqualTo(answered.size());
        assertThat(sql("select count(*) from job where not exists (select 1 from ledger_transaction t"
                        + " where t.job_id = job.id and t.kind = 'charge')"))
                .isZero();
        JsonNode wallet = node.get("/api/v1/wallet");
        assertThat(wallet.path("held").decimalValue()).isZero();
        assertThat(node.get("/api/v1/admin/ledger/verification").path("findings"))
                .isEmpty();
    }

    private static String state(String job) {
        return node.get("/api/v1/jobs/" + job).path("state").asString();
    }

    private static Map<String, ?> nothing(int milliseconds) {
        return Map.of("model", "noop/nothing", "inputs", Map.of("milliseconds", milliseconds));
    }

    private static Path pidFile() {
        return home.resolve("postgres/data/postmaster.pid");
    }

    private static long postgres() throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
    }

    private static long sql(String sql) throws SQLException, IOException {
        String port = Files.readAllLines(pidFile()).get(3).strip();
        String password = Files.readString(home.resolve("postgres/password")).strip();
        try (Connection c = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/reverie", "reverie", password);
                var rows = c.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
