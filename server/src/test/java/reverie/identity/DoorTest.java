package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;
import reverie.platform.Home;
import reverie.platform.LocalToken;

@ReverieTest
class DoorTest {
    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    Accounts accounts;

    @Autowired
    Home home;

    @Test
    void every_answer_tells_browsers_to_be_strict() {
        for (String path : List.of("/api/v1/me", "/nothing/here.png", "/", "/health/live", "/openapi.json")) {
            var answer = new Door(port).get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'self'; script-src 'self';", "object-src 'none'", "frame-ancestors 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Permissions-Policy")).contains("camera=()");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void another_sites_page_can_do_nothing_with_our_cookie() {
        Door browser = given.signedUp(port, "anna@example.org");

        for (var header : List.of(
                Map.entry("Sec-Fetch-Site", "cross-site"),
                Map.entry("Sec-Fetch-Site", "same-site"),
                Map.entry("Origin", "https://evil.example"),
                Map.entry("Origin", "http://localhost:1"),
                Map.entry("Origin", "null"))) {
            browser.with(header.getKey(), header.getValue());
            for (String path : List.of("/api/v1/auth/refresh", "/api/v1/auth/sign-out")) {
                var refused = browser.post(path);
                assertThat(refused.status()).as(path + header).isEqualTo(403);
                assertThat(refused.code()).isEqualTo("other_site");
            }
            browser.without(header.getKey());
        }

        browser.with("Sec-Fetch-Site", "same-origin").with("Origin", "http://localhost:" + port);
        assertThat(browser.enter("/api/v1/auth/refresh", Map.of()).status()).isEqualTo(200);
        browser.without("Sec-Fetch-Site");
        assertThat(browser.post("/api/v1/auth/refresh").status()).isEqualTo(200);
    }

    @Test
    void the_token_in_the_data_folder_opens_the_hosts_account_on_this_machine_only() throws IOException {
        String token = Files.readString(home.folder("run").resolve("token")).strip();
        Door terminal = new Door(port).with(LocalToken.HEADER, token);

        var me = terminal.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().path("account").path("tier").asString()).isEqualTo("pro");
        assertThat(me.body().path("account").path("id").asString())
                .isEqualTo(accounts.host().toString());
        assertThat(me.body().path("wallet").path("available").asInt()).isEqualTo(100);
        assertThat(terminal.get("/api/v1/admin/people").status()).isEqualTo(200);

        assertThat(terminal.with("X-Forwarded-For", "203.0.113.7")
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
        assertThat(terminal.without("X-Forwarded-For")
                        .with("X-Forwarded-Host", "reverie.example")
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
        assertThat(new Door(port)
                        .with(LocalToken.HEADER, "x" + token.substring(1))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void metrics_are_for_this_machine_and_health_for_everyone() {
        assertThat(new Door(port).get("/metrics").status()).isEqualTo(200);
        assertThat(new Door(port)
                        .with("X-Forwarded-For", "203.0.113.7")
                        .get("/metrics")
                        .status())
                .isEqualTo(404);
        assertThat(new Door(port).get("/health/live").status()).isEqualTo(200);
        assertThat(new Door(port).get("/health/ready").status()).isEqualTo(200);
        assertThat(new Door(port).get("/openapi.json").status()).isEqualTo(200);
        assertThat(new Door(port).post("/anything").status()).isEqualTo(404);
    }

    @Test
    void what_is_not_open_needs_a_person() {
        for (String path : List.of("/api/v1/auth/sessions", "/api/v1/me")) {
            var answer = new Door(port).get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("sign_in_needed");
        }
    }
}
