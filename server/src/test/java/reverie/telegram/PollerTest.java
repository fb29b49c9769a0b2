package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Ids;
import reverie.platform.Leases;
import reverie.telegram.api.Update;

@ReverieTest
class PollerTest {
    @Autowired
    GivenTelegram telegram;

    @Autowired
    Poller poller;

    @Autowired
    Updates updates;

    @Autowired
    JdbcClient db;

    @Autowired
    TestClock clock;

    @BeforeEach
    void bot() {
        telegram.bot();
    }

    long stored() {
        return db.sql("select count(*) from telegram_update").query(Long.class).single();
    }

    @Test
    void an_update_that_comes_twice_is_answered_once() {
        var anna = telegram.anna();
        telegram.fault("duplicate", anna.id(), null, 1);
        anna.says("/help");

        telegram.runs();
        telegram.runs();

        assertThat(stored()).isEqualTo(1);
        assertThat(anna.heard()).hasSize(1);
    }

    @Test
    void what_comes_in_the_wrong_order_is_answered_in_the_right_one() {
        var anna = telegram.anna();
        telegram.fault("out_of_order", anna.id(), null, 1);
        anna.says("/help");
        anna.says("/balance");

        telegram.runs();

        assertThat(anna.heard()).hasSize(2);
        assertThat(anna.heard().get(0)).contains("Help");
        assertThat(anna.heard().get(1)).contains("You can spend");
    }

    @Test
    void updates_are_confirmed_only_after_they_are_stored() {
        var anna = telegram.anna();
        anna.says("/help");
        Leases.Lease lease = telegram.lease();
        poller.step(lease, Duration.ZERO);
        assertThat(stored()).isEqualTo(1);

        // A node that begins anew goes on behind what is stored, not before it.
        poller.forget();
        anna.says("/balance");
        poller.step(lease, Duration.ZERO);

        assertThat(stored()).isEqualTo(2);
    }

    /** Telegram: “the identifier of the next update will be chosen randomly instead of sequentially”. */
    @Test
    void after_a_week_without_a_word_updates_are_numbered_anew_and_still_heard() {
        var anna = telegram.anna();
        anna.says("/help");
        telegram.runs();
        clock.advance(Duration.ofDays(8));

        anna.says("/balance");
        telegram.runs();
        assertThat(anna.last()).contains("You can spend");

        anna.says("/language");
        telegram.runs();
        assertThat(anna.last()).contains("Which language");
    }

    @Test
    void a_bot_that_slept_for_a_week_hears_what_is_numbered_anew() {
        var anna = telegram.anna();
        anna.says("/help");
        telegram.runs();
        clock.advance(Duration.ofDays(8));
        updates.tidy();
        poller.forget();

        anna.says("/balance");
        telegram.runs();

        assertThat(anna.last()).contains("You can spend");
    }

    @Test
    void a_leader_that_was_replaced_stores_nothing() {
        Leases old = new Leases(db, new Ids(Clock.systemUTC()));
        Leases.Lease lost = old.take(BotRunner.LEASE, Limits.LEASE).orElseThrow();
        clock.advance(Limits.LEASE.plusSeconds(1));
        telegram.lease();

        boolean kept = updates.store(
                lost, 7, List.of(new Update(1, 5, "{\"update_id\":1,\"message\":{\"chat\":{\"id\":5}}}")), 2);

        assertThat(kept).isFalse();
        assertThat(stored()).isZero();
    }

    @Test
    void the_next_node_leads_within_fifteen_seconds_of_the_last_one_falling_silent() {
        Leases one = new Leases(db, new Ids(Clock.systemUTC()));
        Leases two = new Leases(db, new Ids(Clock.systemUTC()));
        assertThat(one.take(BotRunner.LEASE, Limits.LEASE)).isPresent();

        Duration waited = Duration.ZERO;
        while (two.take(BotRunner.LEASE, Limits.LEASE).isEmpty()) {
            clock.advance(Limits.HEARTBEAT);
            waited = waited.plus(Limits.HEARTBEAT);
        }

        assertThat(waited).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void when_somebody_else_polls_the_bot_steps_back_and_loses_nothing() {
        var anna = telegram.anna();
        anna.says("/help");
        telegram.runs();
        telegram.fault("conflict", null, null, 2);
        anna.says("/balance");

        assertThat(poller.step(telegram.lease(), Duration.ZERO)).isPositive();
        assertThat(poller.step(telegram.lease(), Duration.ZERO)).isPositive();
        telegram.runs();

        assertThat(anna.last()).contains("You can spend");
    }

    @Test
    void what_could_not_be_handled_is_taken_up_again_only_when_its_time_is_over() {
        var anna = telegram.anna();
        anna.says("/help");
        telegram.polls();
        // Somebody took it and was never heard of again.
        assertThat(updates.take(10)).hasSize(1);

        telegram.handles();
        telegram.sends();
        assertThat(anna.heard()).isEmpty();

        clock.advance(Limits.HANDLING.plusSeconds(1));
        telegram.handles();
        telegram.sends();
        assertThat(anna.heard()).hasSize(1);
    }

    @Test
    void many_chats_with_many_messages_are_answered_each_in_its_order() {
        int people = 20;
        List<GivenTelegram.Person> all = java.util.stream.IntStream.range(0, people)
                .mapToObj(i -> telegram.person("P" + i, "person_" + i, "en"))
                .toList();
        all.forEach(p -> p.says("/help"));
        all.forEach(p -> p.says("/balance"));
        all.forEach(p -> p.says("/history"));

        telegram.polls();
        telegram.handles();
        for (int i = 0; i < 40; i++) {
            telegram.sends();
            clock.advance(Duration.ofMillis(200));
        }

        for (var person : all) {
            assertThat(person.heard()).hasSize(3);
            assertThat(person.heard().get(0)).contains("Help");
            assertThat(person.heard().get(1)).contains("You can spend");
            assertThat(person.heard().get(2)).contains("Nothing made yet");
        }
    }
}
