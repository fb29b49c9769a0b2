package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.identity.GivenIdentity.PASSWORD;
import static reverie.identity.GivenIdentity.signIn;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;
import tools.jackson.databind.JsonNode;

@ReverieTest
class SignInTest {
    private static final String PATH = "/api/v1/auth/sign-in";
    private static final String ANNA = "anna@example.org";

    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    MeterRegistry meters;

    @Test
    void known_and_unknown_addresses_get_the_same_answer_for_the_same_work() {
        given.signedUp(port, ANNA);
        double before = compared();

        var known = new Door(port).post(PATH, signIn(ANNA, "not the right one"));
        assertThat(compared() - before).isEqualTo(1);
        var unknown = new Door(port).post(PATH, signIn("nobody@example.org", "not the right one"));
        assertThat(compared() - before).isEqualTo(2);
        var nonsense = new Door(port).post(PATH, signIn("no address at all", "not the right one"));
        assertThat(compared() - before).isEqualTo(3);

        assertThat(known.status()).isEqualTo(401);
        assertThat(known.code()).isEqualTo("sign_in_failed");
        for (var other : List.of(unknown, nonsense)) {
            assertThat(other.status()).isEqualTo(401);
            assertThat(withoutReference(other.body())).isEqualTo(withoutReference(known.body()));
            assertThat(other.raw().headers().map().keySet())
                    .isEqualTo(known.raw().headers().map().keySet());
        }
    }

    /** A comparison is all that takes long at this door. */
    private double compared() {
        return meters.counter(Passwords.COMPARED).count();
    }

    private static String withoutReference(JsonNode body) {
        return body.toString().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    @Test
    void guessing_ends_after_ten_tries_even_with_the_right_password_until_time_has_passed() {
        given.signedUp(port, ANNA);
        Door guesser = new Door(port);
        for (int i = 0; i < 10; i++) {
            assertThat(guesser.post(PATH, signIn(ANNA, "wrong guess " + i)).status())
                    .isEqualTo(401);
        }

        var refused = guesser.post(PATH, signIn(ANNA, PASSWORD));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_tries");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);

        clock.advance(Duration.ofMinutes(16));
        assertThat(guesser.post(PATH, signIn(ANNA, PASSWORD)).status()).isEqualTo(200);
    }

    @Test
    void an_address_nobody_has_is_limited_like_any_other() {
        Door guesser = new Door(port);
        for (int i = 0; i < 10; i++) guesser.post(PATH, signIn("nobody@example.org", "wrong guess " + i));

        assertThat(guesser.post(PATH, signIn("nobody@example.org", "wrong")).status())
                .isEqualTo(429);
    }

    @Test
    void coming_in_clears_the_tries_before_it() {
        given.signedUp(port, ANNA);
        Door door = new Door(port);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 9; i++) door.post(PATH, signIn(ANNA, "wrong guess"));
            assertThat(door.post(PATH, signIn(ANNA, PASSWORD)).status()).isEqualTo(200);
        }
    }

    @Test
    void what_a_visitor_owns_goes_along_when_they_sign_in() {
        AccountId anna = given.account(given.signedUp(port, ANNA));
        Door tab = new Door(port);
        tab.enter("/api/v1/visits", Map.of());
        AccountId visitor = given.account(tab);
        String visitToken = tab.token();
        given.told().clear();

        assertThat(tab.enter(PATH, signIn(ANNA, PASSWORD)).status()).isEqualTo(200);

        assertThat(given.account(tab)).isEqualTo(anna);
        assertThat(given.told()).contains(new AccountMoved(visitor, anna));
        assertThat(new Door(port).token(visitToken).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void another_persons_token_brings_nothing_along() {
        AccountId anna = given.account(given.signedUp(port, ANNA));
        Door tab = given.signedUp(port, "boris@example.org");
        given.told().clear();

        tab.enter(PATH, signIn(ANNA, PASSWORD));

        assertThat(given.account(tab)).isEqualTo(anna);
        assertThat(given.told()).filteredOn(AccountMoved.class::isInstance).isEmpty();
    }

    @Test
    void a_new_password_ends_the_other_sessions_and_the_old_one_is_no_longer_good() {
        Door here = given.signedUp(port, ANNA);
        Door there = new Door(port);
        there.enter(PATH, signIn(ANNA, PASSWORD));

        var wrong = here.post("/api/v1/auth/password", Map.of("current", "not it at all", "next", "another good one"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.fields()).containsExactly("current");
        var weak = here.post("/api/v1/auth/password", Map.of("current", PASSWORD, "next", "short"));
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.fields()).containsExactly("next");

        assertThat(here.post("/api/v1/auth/password", Map.of("current", PASSWORD, "next", "another good one"))
                        .status())
                .isEqualTo(204);

        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(there.post("/api/v1/auth/refresh").status()).isEqualTo(401);
        assertThat(new Door(port).post(PATH, signIn(ANNA, PASSWORD)).status()).isEqualTo(401);
        assertThat(new Door(port).post(PATH, signIn(ANNA, "another good one")).status())
                .isEqualTo(200);
    }

    @Test
    void somebody_without_a_password_is_told_so() {
        Door telegram = given.door(port, given.person());

        var answer = telegram.post("/api/v1/auth/password", Map.of("current", PASSWORD, "next", "another good one"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("no_password");
    }

    @Test
    void a_suspended_account_is_out_everywhere_at_once_and_only_its_owner_is_told_why() {
        Door anna = given.signedUp(port, ANNA);
        AccountId account = given.account(anna);
        Door admin = given.door(port, given.admin());

        assertThat(admin.post("/api/v1/admin/people/" + account + "/suspend", Map.of("reason", "spam"))
                        .status())
                .isEqualTo(204);

        assertThat(anna.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(anna.post("/api/v1/auth/refresh").status()).isEqualTo(401);
        assertThat(new Door(port).post(PATH, signIn(ANNA, "not the right one")).status())
                .isEqualTo(401);
        var told = new Door(port).post(PATH, signIn(ANNA, PASSWORD));
        assertThat(told.status()).isEqualTo(403);
        assertThat(told.code()).isEqualTo("account_suspended");
        assertThat(given.told()).filteredOn(SessionEnded.class::isInstance).isNotEmpty();

        admin.post("/api/v1/admin/people/" + account + "/unsuspend");
        assertThat(new Door(port).post(PATH, signIn(ANNA, PASSWORD)).status()).isEqualTo(200);
    }

    @Test
    void answers_speak_the_language_that_was_asked_for() {
        var russian = new Door(port).with("Accept-Language", "ru-RU,ru").post(PATH, signIn(ANNA, PASSWORD));
        var hindi = new Door(port).with("Accept-Language", "hi").post(PATH, signIn(ANNA, PASSWORD));

        assertThat(russian.body().path("title").asString()).isEqualTo("Не совпало");
        assertThat(hindi.body().path("remedy").asString()).contains("Telegram से");
    }

    @Test
    void only_a_memory_hard_hash_of_the_password_is_kept() {
        given.signedUp(port, ANNA);

        assertThat(db.sql("select hash from credential").query(String.class).single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }
}
