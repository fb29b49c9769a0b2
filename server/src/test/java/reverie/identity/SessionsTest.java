package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.identity.GivenIdentity.PASSWORD;
import static reverie.identity.GivenIdentity.signIn;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;

@ReverieTest
class SessionsTest {
    private static final String REFRESH = "/api/v1/auth/refresh";

    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    Sessions sessions;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    @Test
    void a_refresh_token_is_good_once_and_its_reuse_ends_everything_that_came_from_it() {
        Door browser = given.signedUp(port, "anna@example.org");
        String first = browser.cookie();
        assertThat(browser.enter(REFRESH, Map.of()).status()).isEqualTo(200);
        String second = browser.cookie();
        assertThat(second).isNotEqualTo(first);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);

        var reused = new Door(port).cookie(first).post(REFRESH);

        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.code()).isEqualTo("session_over");
        assertThat(new Door(port).cookie(second).post(REFRESH).status()).isEqualTo(401);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(given.told()).filteredOn(SessionEnded.class::isInstance).hasSize(1);
        assertThat(db.sql("select ended_because from session")
                        .query(String.class)
                        .single())
                .isEqualTo("reused");
    }

    @Test
    void of_many_refreshes_with_one_token_at_most_one_is_answered() throws Exception {
        Door browser = given.signedUp(port, "anna@example.org");
        List<Callable<Integer>> calls = IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(i -> () ->
                        new Door(port).cookie(browser.cookie()).post(REFRESH).status())
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(calls).stream().map(f -> f.resultNow()).toList();
            assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
            assertThat(answers).filteredOn(status -> status == 401).hasSize(19);
        }
    }

    @Test
    void a_refresh_token_that_we_did_not_sign_is_nothing_and_ends_nothing() {
        Door browser = given.signedUp(port, "anna@example.org");
        String[] parts = browser.cookie().split("\\.");

        for (String forged : List.of(
                parts[0] + ".1." + parts[2].replace(parts[2].charAt(0), parts[2].charAt(0) == 'A' ? 'B' : 'A'),
                parts[0] + ".0." + parts[2],
                parts[0] + ".2." + parts[2],
                "x",
                "..",
                "a.b.c",
                "")) {
            assertThat(new Door(port).cookie(forged).post(REFRESH).status())
                    .as(forged)
                    .isEqualTo(401);
        }

        assertThat(browser.post(REFRESH).status()).isEqualTo(200);
    }

    @Test
    void an_access_token_ends_after_a_quarter_of_an_hour_and_the_refresh_token_after_a_month() {
        Door browser = given.signedUp(port, "anna@example.org");

        clock.advance(Duration.ofMinutes(14));
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(browser.enter(REFRESH, Map.of()).status()).isEqualTo(200);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);

        clock.advance(Duration.ofDays(31));
        assertThat(browser.post(REFRESH).status()).isEqualTo(401);
    }

    @Test
    void a_visit_ends_after_a_day_and_cannot_be_refreshed() {
        Door tab = new Door(port);
        tab.enter("/api/v1/visits", Map.of());
        assertThat(tab.cookie()).isEmpty();

        clock.advance(Duration.ofHours(23));
        assertThat(tab.get("/api/v1/me").status()).isEqualTo(200);
        clock.advance(Duration.ofHours(2));
        assertThat(tab.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void a_forged_altered_or_unsigned_token_opens_nothing() {
        Door browser = given.signedUp(port, "anna@example.org");
        String[] parts = browser.token().split("\\.");
        String none = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        String other = base64("{\"alg\":\"HS512\"}") + "." + parts[1] + "." + parts[2];
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        String later = parts[0] + "." + base64(claims.replaceFirst("\"exp\":\\d", "\"exp\":9")) + "." + parts[2];

        for (String token : List.of(none, other, later, parts[0] + "." + parts[1], "x", "a.b.c", "x".repeat(9_000))) {
            assertThat(new Door(port).token(token).get("/api/v1/me").status())
                    .as(token)
                    .isIn(400, 401);
            assertThat(sessions.caller(token)).isEmpty();
        }
        assertThat(sessions.caller(browser.token())).isPresent();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void a_token_that_ran_out_does_not_stand_in_the_way_of_signing_in() {
        Door browser = given.signedUp(port, "anna@example.org");
        clock.advance(Duration.ofHours(1));

        assertThat(browser.enter("/api/v1/auth/sign-in", signIn("anna@example.org", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void signing_out_ends_the_session_and_takes_the_cookie_away() {
        Door browser = given.signedUp(port, "anna@example.org");
        String cookie = browser.cookie();
        String token = browser.token();

        var answer = browser.post("/api/v1/auth/sign-out");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).contains("reverie_refresh=;", "Max-Age=0");
        assertThat(new Door(port).token(token).get("/api/v1/me").status()).isEqualTo(401);
        assertThat(new Door(port).cookie(cookie).post(REFRESH).status()).isEqualTo(401);
        assertThat(new Door(port).post("/api/v1/auth/sign-out").status()).isEqualTo(204);
    }

    @Test
    void signing_out_by_the_cookie_alone_ends_the_session_too() {
        Door browser = given.signedUp(port, "anna@example.org");
        String token = browser.token();

        new Door(port).cookie(browser.cookie()).post("/api/v1/auth/sign-out");

        assertThat(new Door(port).token(token).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void people_see_their_sessions_and_end_any_of_them_and_nobody_elses() {
        Door here = given.signedUp(port, "anna@example.org");
        Door there = new Door(port).with("User-Agent", "Another Browser");
        there.enter("/api/v1/auth/sign-in", signIn("anna@example.org", PASSWORD));
        Door stranger = given.signedUp(port, "boris@example.org");

        var list = here.get("/api/v1/auth/sessions");
        assertThat(list.body().path("items")).hasSize(2);
        var other = list.body()
                .path("items")
                .valueStream()
                .filter(item -> !item.path("current").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(other.path("userAgent").asString()).isEqualTo("Another Browser");
        assertThat(other.path("surface").asString()).isEqualTo("web");
        String path = "/api/v1/auth/sessions/" + other.path("id").asString();

        assertThat(stranger.delete(path).status()).isEqualTo(404);
        assertThat(new Door(port).delete(path).status()).isEqualTo(401);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(here.delete(path).status()).isEqualTo(204);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void a_token_of_one_account_is_not_good_for_a_session_of_another() {
        AccountId anna = given.person("Anna");
        AccountId boris = given.person("Boris");
        String token = given.token(anna);

        assertThat(sessions.caller(token).orElseThrow().account()).isEqualTo(anna);
        db.sql("update session set account_id = ?").param(boris.value()).update();
        sessions.changed(anna);

        assertThat(sessions.caller(token)).isEmpty();
    }
}
