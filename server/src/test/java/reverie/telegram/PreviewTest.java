package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.Accounts;
import reverie.platform.Credits;
import reverie.wallet.Balance;
import reverie.wallet.Wallet;

/** The moving preview that comes after the suggestions by itself. */
@ReverieTest
class PreviewTest {
    private static final Path PHOTO = Path.of("src/test/resources/photos/coffee.jpg");

    @Autowired
    GivenTelegram telegram;

    @Autowired
    Accounts accounts;

    @Autowired
    Wallet wallet;

    @Autowired
    Budget budget;

    @Autowired
    TestClock clock;

    GivenTelegram.Person anna;

    @BeforeEach
    void suggestionsWereMade() {
        anna = telegram.bot().anna();
        anna.says("/start");
        anna.sendsPhoto(PHOTO);
        telegram.runs();
        clock.advance(Duration.ofSeconds(4));
    }

    boolean hasPreview() {
        return anna.heard().stream().anyMatch(text -> text.startsWith("[animation]"));
    }

    @Test
    void a_small_free_preview_follows_the_suggestions_and_says_what_it_is() {
        assertThat(anna.buttons().getFirst()).endsWith(" · 1");
        assertThat(hasPreview()).isFalse();

        telegram.makesPreviews();
        telegram.sends();

        assertThat(anna.last()).startsWith("[animation]").contains("preview · local", "free");
        var account =
                accounts.findExternal("telegram", String.valueOf(anna.id())).orElseThrow();
        assertThat(wallet.balance(account)).isEqualTo(new Balance(Credits.of(2), Credits.ZERO));
    }

    @Test
    void whoever_has_chosen_gets_no_preview_any_more() {
        anna.taps(anna.buttons().getFirst());
        telegram.runs();

        telegram.makesPreviews();
        telegram.sends();

        assertThat(hasPreview()).isFalse();
    }

    @Test
    void one_that_still_waits_when_the_choice_is_made_is_not_sent() {
        telegram.makesPreviews();
        anna.taps(anna.buttons().getFirst());
        telegram.polls();
        telegram.handles();

        telegram.sends();

        assertThat(hasPreview()).isFalse();
    }

    @Test
    void while_telegram_wants_quiet_it_is_left_out_and_the_answers_come() {
        telegram.makesPreviews();
        budget.quiet(Duration.ofSeconds(9));
        anna.says("/help");
        telegram.runs();
        assertThat(anna.last()).doesNotContain("Help");

        clock.advance(Duration.ofSeconds(10));
        telegram.sends();

        assertThat(anna.last()).contains("Help");
        assertThat(hasPreview()).isFalse();
    }

    @Test
    void one_that_telegram_does_not_take_is_not_tried_again() {
        telegram.fault("broken", anna.id(), "sendAnimation", 1);
        telegram.makesPreviews();
        telegram.sends();
        clock.advance(Duration.ofSeconds(4));
        telegram.sends();

        assertThat(hasPreview()).isFalse();
        assertThat(telegram.calls())
                .filteredOn(c -> c.startsWith("sendAnimation"))
                .hasSize(1);
    }
}
