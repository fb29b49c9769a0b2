package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.identity.GivenIdentity.signUp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;

@ReverieTest
class SignUpTest {
    private static final String PATH = "/api/v1/auth/sign-up";

    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    JdbcClient db;

    @Test
    void somebody_signs_up_comes_back_and_is_known() {
        Door browser = new Door(port);

        var signedUp = browser.enter(
                PATH, Map.of("email", "Anna@Example.org", "password", GivenIdentity.PASSWORD, "displayName", " Anna "));

        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.body().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(signedUp.body().has("refreshToken")).isFalse();
        assertThat(signedUp.header("Cache-Control")).isEqualTo("no-store");
        assertThat(signedUp.header("Set-Cookie"))
                .contains("reverie_refresh=", "HttpOnly", "SameSite=Strict", "Path=/api/v1/auth")
                .doesNotContain("Secure");
        var account = signedUp.body().path("account");
        assertThat(account.path("kind").asString()).isEqualTo("person");
        assertThat(account.path("displayName").asString()).isEqualTo("Anna");
        assertThat(account.path("email").asString()).isEqualTo("Anna@Example.org");
        assertThat(account.path("tier").asString()).isEqualTo("free");
        assertThat(account.has("suspended")).isFalse();

        Door other = new Door(port);
        var signedIn =
                other.enter("/api/v1/auth/sign-in", GivenIdentity.signIn("anna@example.ORG", GivenIdentity.PASSWORD));
        assertThat(signedIn.status()).isEqualTo(200);

        var me = other.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().path("account")).isEqualTo(account);
        assertThat(me.body().path("links").isObject()).isTrue();
    }

    @Test
    void a_phone_gets_its_refresh_token_in_the_body_and_no_cookie() {
        Door phone = new Door(port).with("X-Reverie-Client", "phone");

        var signedUp = phone.enter(PATH, signUp("phone@example.org"));

        assertThat(signedUp.header("Set-Cookie")).isEmpty();
        var refreshed = phone.post(
                "/api/v1/auth/refresh",
                Map.of("refreshToken", signedUp.body().path("refreshToken").asString()));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.body().path("refreshToken").asString())
                .isNotEqualTo(signedUp.body().path("refreshToken").asString())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "no-at-sign, a long enough one, Anna, , email",
        "anna@example, a long enough one, Anna, , email",
        "anna@exam ple.org, a long enough one, Anna, , email",
        "anna@example.org, short, Anna, , password",
        "anna@example.org, password123, Anna, , password",
        "anna@example.org, aaaaaaaaaaaa, Anna, , password",
        "anna@example.org, Anna@Example.org, Anna, , password",
        "anna@example.org, a long enough one, '  ', , displayName",
        "anna@example.org, a long enough one, Anna, no, handle",
        "anna@example.org, a long enough one, Anna, Анна, handle",
        "anna@example.org, a long enough one, Anna, admin, handle",
    })
    void what_cannot_be_used_is_named_and_nothing_is_made(
            String email,
            String password,
            String name,
            @org.jspecify.annotations.Nullable String handle,
            String field) {
        Map<String, String> wish = handle == null
                ? Map.of("email", email, "password", password, "displayName", name)
                : Map.of("email", email, "password", password, "displayName", name, "handle", handle);

        var answer = new Door(port).post(PATH, wish);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly(field);
        assertThat(answer.body().path("errors").path(0).path("message").asString())
                .doesNotContain("fields.");
        assertThat(count()).isZero();
    }

    @Test
    void too_much_text_is_refused_and_more_fields_than_asked_change_nothing() {
        var tooLong = new Door(port)
                .post(PATH, Map.of("email", "a@b.org", "password", "x".repeat(5_000), "displayName", "Anna"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.fields()).containsExactly("password");

        var greedy = new Door(port)
                .post(
                        PATH,
                        Map.of(
                                "email",
                                "b@example.org",
                                "password",
                                GivenIdentity.PASSWORD,
                                "displayName",
                                "Anna",
                                "roles",
                                List.of("admin"),
                                "tier",
                                "pro",
                                "emailVerified",
                                true,
                                "kind",
                                "business"));
        var account = greedy.body().path("account");
        assertThat(account.path("roles").isEmpty()).isTrue();
        assertThat(account.path("tier").asString()).isEqualTo("free");
        assertThat(account.path("kind").asString()).isEqualTo("person");
        assertThat(account.path("emailVerified").asBoolean()).isFalse();
    }

    @Test
    void a_handle_belongs_to_one_account() {
        new Door(port)
                .post(
                        PATH,
                        Map.of(
                                "email",
                                "one@example.org",
                                "password",
                                GivenIdentity.PASSWORD,
                                "displayName",
                                "A",
                                "handle",
                                "@Anna_1"));

        var second = new Door(port)
                .post(
                        PATH,
                        Map.of(
                                "email",
                                "two@example.org",
                                "password",
                                GivenIdentity.PASSWORD,
                                "displayName",
                                "B",
                                "handle",
                                "anna_1"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("handle_taken");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void fifty_identical_sign_ups_at_once_make_one_account_with_one_welcome() throws Exception {
        List<Callable<Integer>> calls = Collections.nCopies(
                50, () -> new Door(port).post(PATH, signUp("same@example.org")).status());

        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(calls).stream().map(f -> f.resultNow()).toList();
        }

        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).allMatch(status -> status == 201 || status == 409 || status == 503);
        assertThat(count()).isEqualTo(1);
        assertThat(db.sql("select count(*) from welcome").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void a_visitor_keeps_their_account_when_they_sign_up() {
        Door tab = new Door(port);
        var visit = tab.enter("/api/v1/visits", Map.of());
        assertThat(visit.status()).isEqualTo(201);
        assertThat(visit.body().path("account").path("kind").asString()).isEqualTo("visitor");
        assertThat(visit.body().path("expiresIn").asInt()).isEqualTo(86_400);
        String visitor = visit.body().path("account").path("id").asString();
        String visitToken = tab.token();

        var signedUp = tab.enter(PATH, signUp("was.visitor@example.org"));

        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.body().path("account").path("id").asString()).isEqualTo(visitor);
        assertThat(signedUp.body().path("account").path("kind").asString()).isEqualTo("person");
        assertThat(new Door(port).token(visitToken).get("/api/v1/me").status()).isEqualTo(401);
        assertThat(given.told())
                .filteredOn(AccountOpened.class::isInstance)
                .singleElement()
                .isEqualTo(new AccountOpened(given.account(tab), "mailbox:was.visitor@example.org", "web"));
        assertThat(given.told()).filteredOn(AccountMoved.class::isInstance).isEmpty();
    }

    @Test
    void a_visitor_has_no_wallet_and_may_not_do_what_needs_a_name() {
        Door tab = new Door(port);
        tab.enter("/api/v1/visits", Map.of());

        var me = tab.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().has("wallet")).isFalse();
        assertThat(tab.patch("/api/v1/me", Map.of("displayName", "X")).status()).isEqualTo(401);
        assertThat(tab.get("/api/v1/auth/sessions").status()).isEqualTo(401);
        assertThat(tab.get("/api/v1/admin/people").status()).isEqualTo(404);
    }

    @Test
    void two_addresses_of_one_mailbox_are_welcomed_once() {
        given.signedUp(port, "Jo.Hn+one@gmail.com");
        Door second = given.signedUp(port, "john+two@googlemail.com");

        assertThat(db.sql("select count(*) from welcome").query(Long.class).single())
                .isEqualTo(1);
        assertThat(second.get("/api/v1/me")
                        .body()
                        .path("wallet")
                        .path("available")
                        .asInt(-1))
                .isZero();
    }

    private long count() {
        return db.sql("select count(*) from account").query(Long.class).single();
    }
}
