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

/** What is said around the films: languages, help, linking, groups, what nobody expected. */
@ReverieTest
class TalkTest {
    private static final Path PHOTO = Path.of("src/test/resources/photos/coffee.jpg");

    @Autowired
    GivenTelegram telegram;

    @Autowired
    Accounts accounts;

    @Autowired
    TelegramDoor door;

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
        assertThat(anna.last()).contains("don't know that command");
        anna.press(lastMessage(), "from:another:age");
        runs();
        assertThat(anna.last()).contains("from an earlier talk");
    }

    private long lastMessage() {
        long last = 0;
        for (var message : anna.chat().path("messages")) {
            if (!message.path("out").asBoolean())
                last = message.path("message_id").asLong();
        }
        return last;
    }

    @Test
    void in_a_group_only_what_is_meant_for_the_bot_is_answered() {
        var here = anna.in(telegram.group("Film club"));
        here.says("what a day");
        here.says("/help@SomeOtherBot");
        here.sendsPhoto(PHOTO);
        runs();
        assertThat(here.heard()).isEmpty();

        here.says("/start@ReverieSandboxBot");
        runs();
        assertThat(here.last()).contains("Send a photo with my name");
        here.says("/balance");
        runs();
        assertThat(here.last()).contains("between the two of us");
    }

    @Test
    void in_a_group_a_photo_with_the_bots_name_belongs_to_who_sent_it() {
        long club = telegram.group("Film club");
        var here = anna.in(club);
        var ben = telegram.person("Ben", "ben_films", "en").in(club);
        here.sends(PHOTO, "photo", "look @ReverieSandboxBot");
        runs();
        assertThat(here.buttons().getFirst()).endsWith(" · 1");

        ben.taps(here.buttons().getFirst());
        clock.advance(Duration.ofSeconds(10));
        runs();

        assertThat(here.last()).contains("somebody else's");
    }
}
