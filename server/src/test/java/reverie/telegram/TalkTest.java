package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.Accounts;

/** What is said around the films: languages, help, linking, what nobody expected. */
@ReverieTest
class TalkTest {
    @Autowired
    GivenTelegram telegram;

    @Autowired
    Accounts accounts;

    @Autowired
    TelegramDoor door;

    @Autowired
    JdbcClient db;

    @Autowired
    TestClock clock;

    GivenTelegram.Person anna;

    @BeforeEach
    void somebodyWhoStarted() {
        anna = telegram.bot().anna();
        anna.says("/start");
        telegram.runs();
        clock.advance(Duration.ofSeconds(10));
    }

    void runs() {
        telegram.runs();
        clock.advance(Duration.ofSeconds(4));
        telegram.sends();
    }

    @Test
    void every_button_of_every_menu_answers() {
        for (String button : new String[] {"Animate", "Balance", "My films", "Open on the web", "Language", "Help"}) {
            anna.taps(button);
            runs();
            assertThat(anna.buttons()).as(button).contains("Home");
            anna.taps("Home");
            runs();
            assertThat(anna.buttons()).contains("Help");
        }
        anna.taps("Help");
        runs();
        for (String topic : new String[] {"Photos", "Ideas", "Credits", "If it fails", "Privacy", "AI"}) {
            anna.taps(topic);
            runs();
            assertThat(anna.last()).doesNotContain("bot.");
            anna.taps("Back");
            runs();
        }
        assertThat(anna.heard()).hasSize(1);
        assertThat(telegram.calls()).contains("answerCallbackQuery 200").noneMatch(call -> call.endsWith(" 400"));
    }

    @Test
    void the_language_is_the_accounts_own_and_changes_at_once() {
        anna.taps("Language");
        runs();
        anna.taps("Русский");
        runs();

        assertThat(anna.last()).contains("Теперь по-русски");
        var account =
                accounts.findExternal("telegram", String.valueOf(anna.id())).orElseThrow();
        assertThat(accounts.account(account).locale()).isEqualTo("ru");
        anna.says("/language hi");
        runs();
        assertThat(anna.last()).contains("अब से हिन्दी में");
    }

    @Test
    void without_a_public_address_the_web_is_reached_by_hand_and_no_link_is_shown() {
        anna.says("/link");
        runs();

        assertThat(anna.last())
                .contains("anna_reads")
                .containsPattern("\\b\\d{6}\\b")
                .doesNotContain("http");
        assertThat(anna.buttons()).containsExactly("Home");
    }

    @Test
    void somebody_without_a_username_is_told_how_to_get_one() {
        var ben = telegram.person("Ben", null, "en");
        ben.says("/link");
        runs();

        assertThat(ben.last()).contains("need a Telegram username");
    }

    @Test
    void a_link_that_ran_out_is_told_so_and_the_talk_goes_on() {
        anna.says("/start notacodethatanybodymade");
        runs();

        assertThat(anna.last()).contains("has run out", "You have 2 credits");
    }

    @Test
    void the_web_knows_where_the_bot_is_while_it_runs() {
        assertThat(door.username()).contains("ReverieSandboxBot");
        assertThat(door.deepLink("abc")).endsWith("/sandbox/telegram?start=abc");
    }

    @Test
    void what_nobody_expected_is_answered_kindly() {
        anna.says("hello?");
        runs();
        assertThat(anna.last()).contains("I'd like a photo first");
        anna.says("/teapot");
        runs();
        assertThat(anna.last()).contains("don't know that command", "/history — Your films");
        anna.press(anna.newestMessage(), "from:another:age");
        runs();
        assertThat(anna.last()).contains("from an earlier talk");
    }

    @Test
    void somebody_suspended_is_told_so_whatever_they_say_or_press() {
        var account =
                accounts.findExternal("telegram", String.valueOf(anna.id())).orElseThrow();
        db.sql("update account set suspended_at = reverie_now(), suspended_because = 'test' where id = :id")
                .param("id", account.value())
                .update();

        anna.says("/balance");
        runs();
        assertThat(anna.last()).contains("This account is paused").doesNotContain("You can spend");
        anna.taps("Animate a photo");
        runs();
        assertThat(anna.last()).contains("This account is paused");
    }
}
