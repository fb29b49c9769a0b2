package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Ids;

@ReverieTest
class PostmanTest {
    @Autowired
    GivenTelegram telegram;

    @Autowired
    Outbox outbox;

    @Autowired
    Watches watches;

    @Autowired
    Postman postman;

    @Autowired
    Chats chats;

    @Autowired
    JdbcClient db;

    @Autowired
    TestClock clock;

    @Autowired
    Ids ids;

    GivenTelegram.Person anna;

    @BeforeEach
    void somebodyWhoStarted() {
        anna = telegram.bot().anna();
        anna.says("/start");
        telegram.runs();
        clock.advance(Duration.ofMinutes(1));
    }

    void put(String... texts) {
        outbox.put(java.util.Arrays.stream(texts)
                .map(text -> Letter.message(anna.id(), Screen.of(text)))
                .toList());
    }

    String state() {
        return db.sql("select state from telegram_outbox order by id desc limit 1")
                .query(String.class)
                .single();
    }

    /** A job that is followed in a message of its own. */
    UUID followed() {
        UUID job = ids.next();
        watches.begin(List.of(new Watches.Watch(job, anna.id(), "en", "Rain", "test", null)));
        outbox.put(List.of(Letter.status(anna.id(), job, Screen.of("Starting"), Letter.ANSWER)));
        telegram.sends();
        return job;
    }

    @Test
    void when_telegram_wants_quiet_the_whole_token_is_quiet_for_as_long_as_it_said() {
        telegram.fault("too_many", anna.id(), "sendMessage", 1);
        put("one");
        telegram.sends();
        int asked = telegram.calls().size();
        put("two");
        telegram.sends();
        assertThat(telegram.calls()).hasSize(asked);

        clock.advance(Duration.ofSeconds(8));
        telegram.sends();

        assertThat(anna.heard()).endsWith("one", "two");
    }

    @Test
    void a_broken_telegram_is_tried_three_times_and_no_more() {
        telegram.fault("broken", anna.id(), "sendMessage", 0);
        put("one");
        for (int i = 0; i < 6; i++) {
            telegram.sends();
            clock.advance(Duration.ofSeconds(20));
        }

        assertThat(telegram.calls().stream().filter("sendMessage 500"::equals)).hasSize(3);
        assertThat(state()).isEqualTo("failed");
    }

    @Test
    void after_a_short_failure_the_message_arrives_once() {
        telegram.fault("broken", anna.id(), "sendMessage", 2);
        put("one");
        for (int i = 0; i < 6; i++) {
            telegram.sends();
            clock.advance(Duration.ofSeconds(20));
        }

        assertThat(anna.heard().stream().filter("one"::equals)).hasSize(1);
        assertThat(state()).isEqualTo("sent");
    }

    @Test
    void an_answer_that_waits_for_its_next_try_is_still_read_before_the_next_one() {
        telegram.fault("broken", anna.id(), "sendMessage", 1);
        put("one", "two");
        for (int i = 0; i < 3; i++) {
            telegram.sends();
            clock.advance(Duration.ofSeconds(20));
        }

        assertThat(anna.heard()).endsWith("one", "two");
    }

    @Test
    void an_old_screen_never_comes_over_a_newer_one() {
        long message = anna.chat().path("messages").get(1).path("message_id").asLong();
        telegram.fault("broken", anna.id(), "editMessageText", 1);
        outbox.put(List.of(
                Letter.edit(anna.id(), message, Screen.of("older")),
                Letter.edit(anna.id(), message, Screen.of("newer"))));
        for (int i = 0; i < 3; i++) {
            telegram.sends();
            clock.advance(Duration.ofSeconds(20));
        }

        assertThat(anna.last()).isEqualTo("newer");
    }

    @Test
    void a_telegram_that_says_nothing_at_all_is_asked_again_later_and_the_message_arrives_once() throws Exception {
        telegram.fault("hang", anna.id(), "sendMessage", 1);
        put("one");
        Thread sending = Thread.startVirtualThread(telegram::sends);
        await().until(() -> !telegram.hasFaults());
        // What hangs is cut off: the line is dead, and nothing was done.
        telegram.noFaults();
        sending.join();
        assertThat(anna.heard()).doesNotContain("one");

        clock.advance(Duration.ofSeconds(11));
        telegram.sends();

        assertThat(anna.heard().stream().filter("one"::equals)).hasSize(1);
    }

    @Test
    void whoever_blocks_the_bot_is_not_bothered_again_until_they_come_back() {
        anna.blocks(true);
        put("one", "two");
        telegram.sends();
        assertThat(telegram.calls().stream().filter("sendMessage 403"::equals)).hasSizeLessThanOrEqualTo(1);
        assertThat(chats.isBlocked(anna.id())).isTrue();

        telegram.polls();
        put("three");
        telegram.sends();
        assertThat(anna.last()).doesNotContain("three");

        anna.says("/balance");
        telegram.runs();
        assertThat(anna.last()).contains("You can spend");
        assertThat(chats.isBlocked(anna.id())).isFalse();
    }

    @Test
    void a_message_of_which_nobody_knows_whether_it_arrived_waits_before_it_is_sent_again() {
        telegram.fault("no_answer", anna.id(), "sendMessage", 1);
        put("one");
        telegram.sends();
        assertThat(anna.heard().stream().filter("one"::equals)).hasSize(1);
        clock.advance(Duration.ofSeconds(5));
        telegram.sends();
        assertThat(anna.heard().stream().filter("one"::equals)).hasSize(1);

        clock.advance(Duration.ofSeconds(10));
        telegram.sends();

        assertThat(state()).isEqualTo("sent");
        assertThat(db.sql("select unsure from telegram_outbox order by id desc limit 1")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void progress_of_which_nobody_knows_is_not_sent_again() {
        UUID job = followed();
        clock.advance(Duration.ofSeconds(5));
        telegram.fault("no_answer", anna.id(), "editMessageText", 1);
        outbox.progress(job, Screen.of("10%"));
        telegram.sends();
        clock.advance(Duration.ofMinutes(1));
        telegram.sends();

        assertThat(telegram.calls().stream().filter(c -> c.startsWith("editMessageText")))
                .hasSize(1);
        assertThat(state()).isEqualTo("dropped");
    }

    @Test
    void of_progress_that_waits_only_the_newest_is_sent_and_never_within_three_seconds() {
        UUID job = followed();
        outbox.progress(job, Screen.of("10%"));
        telegram.sends();
        outbox.progress(job, Screen.of("20%"));
        telegram.sends();
        assertThat(anna.last()).isEqualTo("Starting");

        clock.advance(Duration.ofSeconds(3).plusMillis(50));
        outbox.progress(job, Screen.of("30%"));
        telegram.sends();

        assertThat(anna.last()).isEqualTo("30%");
        assertThat(telegram.calls().stream().filter(c -> c.startsWith("editMessageText")))
                .hasSize(1);
    }

    @Test
    void an_edit_that_changes_nothing_is_fine() {
        UUID job = followed();
        clock.advance(Duration.ofSeconds(5));
        outbox.progress(job, Screen.of("Starting"));
        telegram.sends();

        assertThat(telegram.calls()).contains("editMessageText 400");
        assertThat(state()).isEqualTo("sent");
    }

    @Test
    void answers_go_before_last_words_and_progress() {
        UUID job = followed();
        clock.advance(Duration.ofSeconds(5));
        outbox.progress(job, Screen.of("90%"));
        outbox.put(List.of(Letter.status(anna.id(), job, Screen.of("Done in 4 s."), Letter.LAST_WORD)));
        put("answer");
        assertThat(outbox.next(10).getFirst().priority()).isEqualTo(Letter.ANSWER);

        for (int i = 0; i < 3; i++) {
            telegram.sends();
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(anna.last()).isEqualTo("answer");
    }

    @Test
    void what_was_being_sent_when_its_sender_died_is_sent_after_a_while() {
        put("one");
        assertThat(outbox.begin(outbox.next(1).getFirst().id())).isTrue();
        telegram.sends();
        assertThat(anna.last()).doesNotContain("one");

        postman.pickUp(true);
        telegram.sends();
        assertThat(anna.last()).doesNotContain("one");
        clock.advance(Limits.SEND_AGAIN_UNSURE.plusSeconds(1));
        telegram.sends();

        assertThat(anna.last()).isEqualTo("one");
    }

    @Test
    void in_a_chat_not_more_is_sent_than_telegram_allows() {
        String[] texts = new String[12];
        java.util.Arrays.setAll(texts, i -> "text " + i);
        put(texts);
        telegram.sends();
        assertThat(anna.heard().stream().filter(t -> t.startsWith("text"))).hasSizeLessThanOrEqualTo(Limits.CHAT_BURST);

        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofSeconds(1));
            telegram.sends();
        }

        assertThat(anna.heard()).endsWith(texts);
        assertThat(telegram.calls()).doesNotContain("sendMessage 429");
    }

    @Test
    void over_all_chats_not_more_is_sent_than_telegram_allows_and_everybody_gets_a_turn() {
        var people = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> telegram.person("P" + i, "person_" + i, "en"))
                .toList();
        people.forEach(p -> p.says("/help"));
        telegram.polls();
        telegram.handles();

        telegram.sends();
        long first = people.stream().filter(p -> !p.heard().isEmpty()).count();
        assertThat(first).isBetween(1L, 45L);
        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofMillis(200));
            telegram.sends();
        }

        assertThat(people).allMatch(p -> p.heard().size() == 1);
        assertThat(telegram.calls()).doesNotContain("sendMessage 429");
    }
}
