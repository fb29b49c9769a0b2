package reverie.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
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
 * Bots in processes of their own, one of which leads, before the stand-in of Telegram, which lives in a process that
 * outlives them. Leaders die and stand still; nobody is answered wrongly, nothing is paid twice.
 */
class BotNodesTest {
    /** Followed by the kind of what is sent. */
    static final List<String> SENDER_DIES = List.of("before_send_", "after_send_");

    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    static Path home;

    private static String database = "";
    private static Node town;
    private static int people;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh("reverie_bots");
        town = Node.in(home).database(database).roles("web,worker").start();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    static List<String> senderDies() {
        return SENDER_DIES;
    }

    private static Node.Plan bot() {
        return Node.in(home)
                .database(database)
                .roles("bot")
                .with("TELEGRAM_BOT_TOKEN", "7000000001:the-test")
                .with("TELEGRAM_API_URL", town.address() + "/sandbox/telegram-api");
    }

    @Test
    void a_leader_that_dies_with_an_answer_on_its_way_is_followed_within_fifteen_seconds() {
        var anna = new Person();
        try (Node first = bot().dyingAt("after_send_message").start()) {
            long fence = awaitLeader(0);
            try (Node second = bot().start()) {
                anna.says("/help");
                first.awaitEnd();
                long died = System.nanoTime();
                anna.says("/balance");
                awaitLeader(fence);
                assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(TAKEN_OVER_WITHIN);

                Awaitility.await().atMost(PATIENCE).until(() -> anna.heard("You can spend") == 1);
            }
        }
        assertThat(anna.heard("Help"))
                .as("nobody knows whether the first came, so it is sent once more and no oftener")
                .isBetween(1L, 2L);
        assertThat(count("select count(*) from telegram_update where state = 'new'"))
                .isZero();
    }

    @Tag("long")
    @Test
    void a_leader_that_stood_still_and_wakes_up_is_not_listened_to_any_more() {
        var boris = new Person();
        try (Node first = bot().start()) {
            long fence = awaitLeader(0);
            boris.says("/help");
            Awaitility.await().atMost(PATIENCE).until(() -> boris.heard("Help") == 1);
            try (Node second = bot().start()) {
                first.signal("STOP");
                boris.says("/balance");
                long next = awaitLeader(fence);
                Awaitility.await().atMost(PATIENCE).until(() -> boris.heard("You can spend") == 1);

                first.signal("CONT");
                boris.says("/history");
                Awaitility.await().atMost(PATIENCE).until(() -> boris.heard("Nothing made yet") == 1);
                // The one that woke up had a poll open, and what it was told comes to nothing.
                Awaitility.await()
                        .during(Duration.ofSeconds(6))
                        .atMost(PATIENCE)
                        .until(() -> fence() == next);
            }
            assertThat(boris.heard("Help")).isEqualTo(1);
            assertThat(boris.heard("You can spend")).isEqualTo(1);
            assertThat(boris.heard("Nothing made yet")).isEqualTo(1);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("senderDies")
    void a_film_whose_sender_dies_is_paid_once_and_comes_at_most_twice(String point) {
        var carla = new Person();
        try (Node first = bot().dyingAt(point + "result").start()) {
            long fence = awaitLeader(0);
            try (Node second = bot().start()) {
                carla.says("/start");
                carla.sends(Path.of("src/test/resources/photos/astronaut.jpg"));
                Awaitility.await().atMost(PATIENCE).until(() -> carla.taps(" · 1"));
                first.awaitEnd();
                awaitLeader(fence);
                Awaitility.await().atMost(PATIENCE).until(() -> carla.films() > 0);
                Awaitility.await().atMost(PATIENCE).until(() -> count("""
                        select count(*) from telegram_outbox where kind = 'result' and state <> 'sent'""") == 0);
            }
        }
        assertThat(carla.films()).isEqualTo(point.equals("before_send_") ? 1 : 2);
        assertThat(count("""
                        select count(*) from ledger_transaction t join job j on j.id = t.job_id
                         where t.kind = 'charge' and j.surface = 'telegram'""") - charged).isEqualTo(1);
        charged++;
        assertThat(count("select count(*) from ledger_transaction where kind = 'reversal'"))
                .isZero();
        assertThat(count("select count(*) from telegram_outbox where why like '%without an answer%'"))
                .as("that it may have come twice is written down")
                .isPositive();
        assertThat(town.get("/api/v1/admin/ledger/verification").path("findings"))
                .isEmpty();
    }

    private static long charged;

    /** @return the fence of a leader after that one */
    private static long awaitLeader(long after) {
        Awaitility.await().atMost(PATIENCE).until(() -> fence() > after);
        return fence();
    }

    private static long fence() {
        return count("select fence from leader_lease where name = 'telegram' and held_until >= reverie_now()");
    }

    private static long count(String sql) {
        try (var c = DriverManager.getConnection(database);
                var rows = c.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody in the stand-in's town. */
    private static final class Person {
        private final long id;

        Person() {
            id = town.post("/sandbox/telegram/people", Map.of("firstName", "P" + ++people, "languageCode", "en"))
                    .path("id")
                    .asLong();
        }

        private String path(String what) {
            return "/sandbox/telegram/people/" + id + "/" + what;
        }

        void says(String text) {
            town.post(path("text"), Map.of("text", text));
        }

        void sends(Path photo) {
            town.postFile(path("file") + "?as=photo", photo);
        }

        private List<JsonNode> messages(Predicate<JsonNode> which) {
            List<JsonNode> found = new ArrayList<>();
            town.get(path("chat")).path("messages").forEach(message -> {
                if (!message.path("out").asBoolean() && which.test(message)) found.add(message);
            });
            return found;
        }

        long heard(String words) {
            return messages(m -> m.path("text").asString("").contains(words)).size();
        }

        long films() {
            return messages(m -> m.path("kind").asString("").equals("video")).size();
        }

        /** @return whether there was a button with these words */
        boolean taps(String words) {
            for (JsonNode message : messages(m -> m.has("reply_markup"))) {
                for (JsonNode row : message.path("reply_markup").path("inline_keyboard")) {
                    for (JsonNode button : row) {
                        if (!button.path("text").asString("").contains(words)) continue;
                        town.post(
                                path("tap"),
                                Map.of(
                                        "message",
                                        message.path("message_id").asLong(),
                                        "data",
                                        button.path("callback_data").asString("")));
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
