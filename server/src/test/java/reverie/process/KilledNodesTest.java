package reverie.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.TestDatabase;
import tools.jackson.databind.JsonNode;

/** Whole processes on one database, killed at the worst moments: nothing lost, nothing doubled, nothing held. */
class KilledNodesTest {
    private static final String NOTHING = "noop/nothing";
    private static final Duration END_MAX = Duration.ofSeconds(90);

    @TempDir
    Path home;

    @Test
    void a_worker_that_dies_before_it_settles_is_followed_by_another() {
        killedAt("before_settle");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {"after_submit_commit", "after_claim", "before_run", "after_run", "after_store", "after_settle"})
    void a_process_that_dies_at_any_named_point_loses_nothing(String point) {
        killedAt(point);
    }

    private void killedAt(String point) {
        String database = TestDatabase.fresh("reverie_killed_" + point);
        try (Node first = Node.start(database, home("one"), "web,worker", point)) {
            try {
                submit(first, 50);
            } catch (IllegalStateException e) {
                // The answer may be lost with the process: what was committed is not.
                assertThat(point).isEqualTo("after_submit_commit");
            }
            first.awaitEnd();
        }
        try (Node second = Node.start(database, home("one"), "web,worker", "")) {
            JsonNode job = awaitEnd(second);
            assertThat(job.path("state").asString()).isEqualTo("succeeded");
            assertThat(job.path("charged").decimalValue())
                    .isEqualByComparingTo(job.path("quoted").decimalValue());
            exact(second);
        }
    }

    @Test
    void of_two_nodes_the_worker_is_killed_and_the_other_ends_its_job_once() {
        String database = TestDatabase.fresh("reverie_two_nodes");
        try (Node web = Node.start(database, home("shared"), "web,worker", "");
                Node worker = Node.start(database, home("shared"), "worker", "")) {
            for (int i = 0; i < 6; i++) submit(web, 2_000);
            worker.kill();

            Awaitility.await()
                    .atMost(END_MAX)
                    .untilAsserted(() -> assertThat(web.get("/api/v1/jobs?state=succeeded&limit=100")
                                    .path("items")
                                    .size())
                            .isEqualTo(6));
            exact(web);
        }
    }

    @Test
    void a_node_that_is_told_to_stop_hands_back_what_it_runs() {
        String database = TestDatabase.fresh("reverie_sigterm");
        try (Node web = Node.start(database, home("shared"), "web,worker", "")) {
            submit(web, 3_000);
        }
        try (Node next = Node.start(database, home("shared"), "web,worker", "")) {
            assertThat(awaitEnd(next).path("state").asString()).isEqualTo("succeeded");
            exact(next);
        }
    }

    private static void submit(Node node, int milliseconds) {
        node.post("/api/v1/jobs", Map.of("model", NOTHING, "inputs", Map.of("milliseconds", milliseconds)));
    }

    private static JsonNode awaitEnd(Node node) {
        return Awaitility.await()
                .atMost(END_MAX)
                .until(
                        () -> node.get("/api/v1/jobs").path("items").path(0),
                        job -> !job.path("state").asString("queued").matches("queued|running"));
    }

    /** Nothing is held, and the ledger is whole. */
    private static void exact(Node node) {
        JsonNode wallet = node.get("/api/v1/wallet");
        assertThat(wallet.path("held").decimalValue()).isZero();
        assertThat(node.get("/api/v1/admin/ledger/verification").path("findings"))
                .isEmpty();
    }

    private Path home(String name) {
        try {
            return Files.createDirectories(home.resolve(name.toLowerCase(Locale.ROOT)));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
