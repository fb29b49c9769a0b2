package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.Accounts;
import reverie.platform.Roles;
import reverie.platform.Settings;
import reverie.platform.Texts;
import reverie.telegram.api.Button;
import reverie.telegram.api.Incoming;

/** Nothing in a chat leads to an address that a phone can't open; and where there is a public one, it leads there. */
@ReverieTest
class AddressTest {
    private static final UUID JOB = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Autowired
    GivenTelegram telegram;

    @Autowired
    Accounts accounts;

    @Autowired
    Menu menu;

    @Autowired
    Words words;

    @Autowired
    Registry registry;

    @Autowired
    TestClock clock;

    @BeforeEach
    void theBotRuns() {
        telegram.bot();
    }

    private static Settings at(@Nullable String address) {
        return new Settings(
                Path.of("home"), 0, Set.of(Roles.BOT), address == null ? null : URI.create(address), null, true, false);
    }

    private Talk annaSays(String words) {
        var who = new Incoming.Who(7, false, 7, "anna_reads", "Anna", "en");
        return new Talk(new Incoming.Words(who, words, false), 1, accounts, this.words);
    }

    private static List<String> addresses(Screen screen) {
        List<String> addresses = new ArrayList<>();
        for (List<Button> row : screen.rows()) {
            for (Button button : row) {
                if (button.url() != null) addresses.add(button.url());
            }
        }
        return addresses;
    }

    @Test
    void under_a_name_that_only_this_house_knows_the_web_is_reached_by_hand() {
        for (String address :
                new String[] {null, "http://localhost:8080", "https://nas.local", "https://192.168.1.2"}) {
            Screen screen = new LinkCommand(accounts, at(address), menu).screen(annaSays("/link"), "");

            assertThat(addresses(screen)).isEmpty();
            assertThat(screen.html()).containsPattern("\\d{6}").doesNotContain("http");
            assertThat(addresses(new Following(words, at(address)).tooLarge("en", JOB, 60L << 20)))
                    .isEmpty();
        }
    }

    @Test
    void with_a_public_address_one_tap_signs_in_and_a_film_too_large_is_one_tap_away() {
        Settings settings = at("https://reverie.example");

        Screen link = new LinkCommand(accounts, settings, menu).screen(annaSays("/link"), "");
        assertThat(addresses(link)).hasSize(1).first().asString().startsWith("https://reverie.example/link/");
        assertThat(link.html()).contains("anna_reads").containsPattern("\\d{6}");
        Screen tooLarge = new Following(words, settings).tooLarge("en", JOB, 60L << 20);
        assertThat(tooLarge.html()).contains("60 MB");
        assertThat(addresses(tooLarge)).containsExactly("https://reverie.example/jobs/" + JOB);
    }

    /** Every screen that stands by itself, in every language. */
    @Test
    void without_a_public_address_no_screen_shows_any() {
        var anna = telegram.anna();
        for (String language : Texts.LANGUAGES) {
            anna.says("/language " + language);
            for (String command : registry.names()) anna.says("/" + command);
            anna.says("/teapot");
            anna.says("hello?");
        }
        for (int i = 0; i < 40; i++) {
            telegram.runs();
            clock.advance(Duration.ofSeconds(4));
        }

        assertThat(anna.heard()).hasSizeGreaterThan(20);
        for (var message : anna.chat().path("messages")) {
            assertThat(message.toString()).doesNotContain("\"url\":\"http").doesNotContain("localhost");
            assertThat(message.path("text").asString("")).doesNotContain("http");
        }
    }
}
