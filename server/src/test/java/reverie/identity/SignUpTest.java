package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;

@ReverieTest
class SignUpTest {
    @LocalServerPort
    int port;

    @Test
    void somebody_signs_up_comes_back_and_is_known() {
        Door browser = new Door(port);

        var signedUp = browser.enter(
                "/api/v1/auth/sign-up",
                Map.of("email", "Anna@Example.org", "password", "a long enough one", "displayName", " Anna "));

        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.body().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(signedUp.body().has("refreshToken")).isFalse();
        assertThat(signedUp.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict", "Path=/api/v1/auth");
        var account = signedUp.body().path("account");
        assertThat(account.path("kind").asString()).isEqualTo("person");
        assertThat(account.path("displayName").asString()).isEqualTo("Anna");
        assertThat(account.path("email").asString()).isEqualTo("Anna@Example.org");
        assertThat(account.has("suspended")).isFalse();

        Door other = new Door(port);
        var signedIn = other.enter(
                "/api/v1/auth/sign-in", Map.of("email", "anna@example.ORG", "password", "a long enough one"));
        assertThat(signedIn.status()).isEqualTo(200);

        var me = other.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().path("account").path("id")).isEqualTo(account.path("id"));
        assertThat(me.body().path("links").isObject()).isTrue();
    }
}
