package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.Accounts;
import reverie.identity.Door;

/** A link from the web, opened in the chat: nothing happens before the person saw to what they say yes. */
@ReverieTest
class JoinTest {
    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36";

    @LocalServerPort
    int port;

    @Autowired
    GivenTelegram telegram;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient db;

    @Autowired
    TestClock clock;

    GivenTelegram.Person anna;

    @BeforeEach
    void theBotRuns() {
        anna = telegram.bot().anna();
        telegram.runs();
    }

    void runs() {
        telegram.runs();
        clock.advance(Duration.ofSeconds(4));
        telegram.sends();
    }

    Door visitor() {
        Door tab = new Door(port).with("User-Agent", CHROME);
        tab.enter("/api/v1/visits", Map.of());
        return tab;
    }

    Door person(String name, String email) {
        Door tab = new Door(port);
        tab.enter(
                "/api/v1/auth/sign-up",
                Map.of("email", email, "password", "a kind sentence for " + name, "displayName", name));
        return tab;
    }

    String code(Door tab) {
        return tab.post("/api/v1/links").body().path("code").asString();
    }

    String state(Door tab, String code) {
        return tab.get("/api/v1/links/" + code).body().path("state").asString();
    }

    boolean isKnown() {
        return accounts.findExternal("telegram", String.valueOf(anna.id())).isPresent();
    }

    @Test
    void opening_a_link_asks_who_waits_and_links_nothing_yet() {
        Door tab = visitor();
        String code = code(tab);

        anna.says("/start " + code);
        runs();

        assertThat(anna.last()).contains("Is this you?", "Chrome · Linux");
        assertThat(anna.buttons()).containsExactly("Yes, that's me", "No");
        assertThat(state(tab, code)).isEqualTo("waiting");
        assertThat(isKnown()).isFalse();
    }

    @Test
    void yes_turns_the_waiting_tab_into_the_person_with_one_welcome() {
        Door tab = visitor();
        String code = code(tab);
        anna.says("/start " + code);
        runs();

        anna.taps("Yes");
        runs();

        assertThat(anna.last()).contains("It's you, Anna", "You have 2 credits");
        assertThat(state(tab, code)).isEqualTo("verified");
        tab.enter("/api/v1/links/" + code + "/claim", Map.of());
        assertThat(tab.get("/api/v1/me")
                        .body()
                        .path("account")
                        .path("displayName")
                        .asString())
                .isEqualTo("Anna");
        // One account, opened once: the visitor became Anna.
        assertThat(db.sql("select count(*) from account where not host")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_yes_pressed_twice_is_one_yes() {
        Door tab = visitor();
        String code = code(tab);
        anna.says("/start " + code);
        runs();

        long question = anna.newestMessage();
        String yes = String.valueOf(Action.JOIN.button("Yes", code).data());
        anna.press(question, yes);
        anna.press(question, yes);
        runs();

        assertThat(anna.last()).contains("It's you, Anna").doesNotContain("has run out");
        assertThat(state(tab, code)).isEqualTo("verified");
    }

    @Test
    void an_account_that_waits_is_named_with_as_much_of_its_mailbox_as_its_owner_needs() {
        Door tab = person("Marie", "marie.curie@example.org");
        String code = code(tab);

        anna.says("/start " + code);
        runs();

        assertThat(anna.last())
                .contains("Is this your account?", "Marie", "m…@example.org")
                .doesNotContain("curie");
        anna.taps("Yes");
        runs();
        assertThat(state(tab, code)).isEqualTo("verified");
        assertThat(tab.get("/api/v1/me")
                        .body()
                        .path("links")
                        .path("telegram")
                        .path("username")
                        .asString())
                .isEqualTo("anna_reads");
    }

    @Test
    void no_voids_the_link_for_good_and_the_talk_goes_on() {
        Door tab = visitor();
        String code = code(tab);
        anna.says("/start " + code);
        runs();

        anna.taps("No");
        runs();

        assertThat(anna.last()).contains("that link is void", "You have 2 credits");
        assertThat(state(tab, code)).isEqualTo("expired");
        anna.says("/start " + code);
        runs();
        assertThat(anna.last()).contains("has run out");
    }

    @Test
    void a_yes_that_comes_too_late_links_nothing() {
        Door tab = visitor();
        String code = code(tab);
        anna.says("/start " + code);
        runs();
        clock.advance(Duration.ofMinutes(11));

        anna.taps("Yes");
        runs();

        assertThat(anna.last()).contains("has run out");
        assertThat(state(tab, code)).isEqualTo("expired");
    }

    @Test
    void the_yes_of_one_person_counts_for_that_person_only() {
        Door tab = visitor();
        String code = code(tab);
        anna.says("/start " + code);
        runs();
        anna.taps("Yes");
        runs();
        var ben = telegram.person("Ben", "ben_films", "en");

        ben.says("/start " + code);
        runs();

        assertThat(ben.last()).contains("has run out");
        assertThat(tab.get("/api/v1/links/" + code)
                        .body()
                        .path("telegram")
                        .path("name")
                        .asString())
                .isEqualTo("Anna");
    }
}
