package reverie.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reverie.TestDatabase;
import tools.jackson.databind.JsonNode;

/**
 * Whole processes on one database, killed at the worst moments: nothing lost, nothing doubled, nothing held. One of
 * them, with the web role alone, lives through the whole class; workers come and die.
 */
class KilledNodesTest {
    /** In the order of a job's life. */
    private static final List<String> WORKER_DIES = List.of(
            "after_claim",
            "before_run",
            "after_run",
            "after_store",
            "before_settle",
            "between_charge_and_end",
            "after_settle");

    private static final List<String> DOOR_DIES = List.of("between_hold_and_job", "after_submit_commit");
    private static final Duration END_MAX = Duration.ofSeconds(90);
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(25);

    @TempDir
    static Path home;

    private static String database = "";
    private static Node web;
    private static Duration ahead = Duration.ZERO;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh("reverie_killed");
        web = Node.in(home).database(database).roles("web,realtime").start();
    }

    @AfterAll
    static void close() {
        web.close();
    }

    private static Node.Plan worker() {
        return Node.in(home).database(database).roles("worker");
    }

    static List<String> workerDies() {
        return WORKER_DIES;
    }

    static List<String> doorDies() {
        return DOOR_DIES;
    }

    /** Every lease that is not renewed is over. */
    private static void leasesPass() {
        ahead = ahead.plus(LEASE_AND_MORE);
        TestDatabase.setClock(database, ahead);
    }

    @Test
    void at_one_point_after_the_other_workers_die_and_the_job_is_made_and_paid_once() {
        String job = submit(web, 50, "one after the other");
        for (String point : List.of("after_claim", "after_run", "between_charge_and_end")) diesAt(point);
        try (Node rescuer = worker().start()) {
            paidOnce(job, 4);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("workerDies")
    void a_worker_that_dies_at_any_named_point_loses_nothing(String point) {
        String job = submit(web, 50, point);
        diesAt(point);
        try (Node rescuer = worker().start()) {
            paidOnce(job, point.equals("after_settle") ? 1 : 2);
        }
    }

    @Tag("long")
    @Test
    void a_film_whose_maker_dies_after_it_is_stored_is_made_again_and_is_there_once() throws Exception {
        Path photo = Path.of("src/test/resources/photos/astronaut.jpg");
        String medium = web.postFile("/api/v1/media", photo).path("id").asString();
        String job = web.post(
                        "/api/v1/jobs",
                        Map.of(
                                "model",
                                "local/photo-motion",
                                "inputs",
                                Map.of("photo", medium, "idea", "slow zoom in", "seconds", 4)))
                .path("id")
                .asString();
        diesAt("after_store");
        try (Node rescuer = worker().start()) {
            JsonNode ended = paidOnce(job, 2);
            assertThat(ended.path("outputs").size()).isEqualTo(1);
        }
        assertThat(count("select count(*) from media where job_id = '" + job + "'"))
                .as("the first one waits to be swept")
                .isEqualTo(2);
        assertThat(count("select count(*) from job_output where job_id = '" + job + "'"))
                .isEqualTo(1);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("doorDies")
    void a_door_that_dies_while_it_takes_a_job_has_taken_it_whole_or_not_at_all(String point) {
        String own = TestDatabase.fresh("reverie_door_dies");
        Path folder = home.resolve(point);
        try (Node first =
                Node.in(folder).database(own).roles("web").dyingAt(point).start()) {
            assertThatThrownBy(() -> submit(first, 0, "the answer is lost")).isInstanceOf(Node.NoAnswer.class);
            first.awaitEnd();
        }
        try (Node second = Node.in(folder).database(own).roles("web,worker").start()) {
            // Who got no answer asks again, with the same key.
            String job = submit(second, 0, "the answer is lost");
            Awaitility.await().atMost(END_MAX).until(() -> state(second, job).equals("succeeded"));
            assertThat(second.get("/api/v1/jobs").path("items").size()).isEqualTo(1);
            exact(second);
        }
    }

    @Test
    void of_two_workers_one_is_killed_and_the_other_ends_its_jobs_once_while_a_socket_elsewhere_hears_all_of_it()
            throws Exception {
        String mailbox = "asha@example.org";
        JsonNode person = web.post(
                "/api/v1/auth/sign-up",
                Map.of("email", mailbox, "password", "correct horse battery", "displayName", "Asha"));
        String token = person.path("accessToken").asString();
        try (Ear ear = new Ear(web.address(), token);
                Node killed = worker().start()) {
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                jobs.add(web.post("/api/v1/jobs", nothing(600_000 / 20), "Authorization", "Bearer " + token)
                        .path("id")
                        .asString());
            }
            Awaitility.await()
                    .atMost(END_MAX)
                    .until(() -> ear.states(jobs.getFirst()).contains("running"));
            killed.kill();
            count("update job set inputs = '{\"milliseconds\":10}'::jsonb where ended_at is null returning 1");
            leasesPass();
            try (Node other = worker().start()) {
                for (String job : jobs) {
                    Awaitility.await()
                            .atMost(END_MAX)
                            .until(() -> ear.states(job).contains("succeeded"));
                }
            }
            assertThat(ear.numbers())
                    .isEqualTo(LongStream.rangeClosed(1, ear.numbers().size())
                            .boxed()
                            .toList());
            assertThat(count("select count(*) from ledger_hold where state = 'charged' and job_id::text in ('"
                            + String.join("','", jobs) + "')"))
                    .isEqualTo(6);
        }
        exact(web);
    }

    @Test
    void a_worker_that_is_told_to_stop_hands_back_what_it_runs_at_once() {
        String job;
        try (Node stopped = worker().start()) {
            job = submit(web, 30_000, "handed back");
            Awaitility.await().atMost(END_MAX).until(() -> state(web, job).equals("running"));
        }
        assertThat(count("select count(*) from job_ready where job_id = '" + job + "' and lease_until is null"))
                .as("nobody has to wait for its lease to run out")
                .isEqualTo(1);
        web.post("/api/v1/jobs/" + job + "/cancel", Map.of());
        assertThat(state(web, job)).isEqualTo("canceled");
        exact(web);
    }

    @Test
    void every_point_where_a_process_can_be_made_to_die_is_died_at() throws IOException {
        var named = new TreeSet<String>();
        Pattern call = Pattern.compile("CrashPoint\\.pass\\(\"([a-z_]+)\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                call.matcher(Files.readString(source)).results().forEach(found -> named.add(found.group(1)));
            }
        }
        var tested = new TreeSet<>(WORKER_DIES);
        tested.addAll(DOOR_DIES);
        tested.addAll(BotNodesTest.SENDER_DIES);
        assertThat(named).isEqualTo(tested);
    }

    private static void diesAt(String point) {
        try (Node dying = worker().dyingAt(point).begin()) {
            dying.awaitEnd();
        }
        leasesPass();
    }

    private static Map<String, ?> nothing(int milliseconds) {
        return Map.of("model", "noop/nothing", "inputs", Map.of("milliseconds", milliseconds));
    }

    private static String submit(Node node, int milliseconds, String key) {
        return node.post("/api/v1/jobs", nothing(milliseconds), "Idempotency-Key", key)
                .path("id")
                .asString();
    }

    private static String state(Node node, String job) {
        return node.get("/api/v1/jobs/" + job).path("state").asString();
    }

    private static JsonNode paidOnce(String job, int attempts) {
        Awaitility.await().atMost(END_MAX).until(() -> !state(web, job).matches("queued|running"));
        JsonNode ended = web.get("/api/v1/jobs/" + job);
        assertThat(ended.path("state").asString()).isEqualTo("succeeded");
        assertThat(ended.path("charged").decimalValue())
                .isEqualByComparingTo(ended.path("quoted").decimalValue());
        assertThat(count("select count(*) from ledger_transaction where kind = 'charge' and job_id = '" + job + "'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from job_attempt where job_id = '" + job + "'"))
                .isEqualTo(attempts);
        exact(web);
        return ended;
    }

    /** Nothing is held, and the ledger is whole. */
    private static void exact(Node node) {
        JsonNode wallet = node.get("/api/v1/wallet");
        assertThat(wallet.path("held").decimalValue()).isZero();
        assertThat(node.get("/api/v1/admin/ledger/verification").path("findings"))
                .isEmpty();
    }

    private static long count(String sql) {
        try (var c = DriverManager.getConnection(database);
                var rows = c.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A browser's socket: what it heard of an account, in order. */
    private static final class Ear implements AutoCloseable {
        private final Socket socket;
        private final List<JSONObject> heard = new CopyOnWriteArrayList<>();

        Ear(String address, String token) {
            socket = IO.socket(
                    URI.create(address),
                    IO.Options.builder()
                            .setForceNew(true)
                            .setTransports(new String[] {"websocket"})
                            .setAuth(Map.of("token", token, "last", "0"))
                            .build());
            for (String name : List.of("job.updated", "wallet.updated", "account.updated")) {
                socket.on(name, data -> heard.add((JSONObject) data[0]));
            }
            socket.connect();
            Awaitility.await().atMost(END_MAX).until(socket::connected);
        }

        List<Long> numbers() {
            return heard.stream()
                    .filter(e -> e.has("id"))
                    .map(e -> e.optLong("id"))
                    .toList();
        }

        List<String> states(String job) {
            return heard.stream()
                    .map(e -> e.optJSONObject("job"))
                    .filter(j -> j != null && j.optString("id").equals(job))
                    .map(j -> j.optString("state"))
                    .toList();
        }

        @Override
        public void close() {
            socket.disconnect();
        }
    }
}
