package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private String localToken() throws IOException {
        return Files.readString(home.folder("run").resolve("token")).strip();
    }

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
        String token = localToken();
        Door terminal = new Door(port).with(LocalToken.HEADER, token);

        var me = terminal.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().path("account").path("tier").asString()).isEqualTo("pro");
        assertThat(me.body().path("account").path("id").asString())
                .isEqualTo(accounts.host().toString());
        assertThat(me.body().path("wallet").path("available").asInt()).isEqualTo(100);
        assertThat(terminal.get("/api/v1/admin/people").status()).isEqualTo(200);

        assertThat(new Door(port)
                        .with(LocalToken.HEADER, "x" + token.substring(1))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 203.0.113.7",
        "X-Forwarded-For, 127.0.0.1",
        "X-Forwarded-For, ::1",
        "X-Forwarded-Host, reverie.example",
        "X-Forwarded-Proto, https",
        "X-Real-IP, 127.0.0.1",
        "Forwarded, for=127.0.0.1",
        "Via, 1.1 proxy"
    })
    void whoever_comes_through_a_proxy_on_this_machine_is_not_of_this_machine(String header, String value)
            throws IOException {
        Door behind = new Door(port).with(LocalToken.HEADER, localToken()).with(header, value);

        assertThat(behind.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(behind.get("/metrics").status()).isEqualTo(404);
    }

    @Test
    void the_server_proves_to_who_calls_from_here_that_it_knows_the_token() throws IOException {
        Door here = new Door(port).with(LocalToken.NONCE, "something random");
        String proof = LocalToken.proof(localToken(), "something random", port);

        assertThat(here.get("/health/live").header(LocalToken.PROOF)).isEqualTo(proof);
        assertThat(here.with("X-Forwarded-For", "127.0.0.1").get("/health/live").header(LocalToken.PROOF))
                .isEmpty();
        assertThat(new Door(port)
                        .with(LocalToken.NONCE, "x".repeat(1_000))
                        .get("/health/live")
                        .header(LocalToken.PROOF))
                .isEmpty();
    }

    @Test
    void whoever_comes_over_the_network_is_not_of_this_machine_whatever_they_say() throws IOException {
        List<InetAddress> ours = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        assumeThat(ours).as("an address other than this machine's own loop").isNotEmpty();
        for (InetAddress address : ours) {
            String plain = address.getHostAddress();
            String name = address instanceof Inet6Address ? "[" + plain + "]" : plain;
            Door outside = new Door("http://" + name.replaceFirst("%[^]]*", "") + ":" + port)
                    .with(LocalToken.HEADER, localToken());
            for (String claim : List.of("", "127.0.0.1", "::1", "127.0.0.1, 127.0.0.1")) {
                if (!claim.isEmpty()) outside.with("X-Forwarded-For", claim);
                assertThat(outside.get("/health/live").status()).isEqualTo(200);
                assertThat(outside.get("/api/v1/me").status()).as(name + claim).isEqualTo(401);
                assertThat(outside.get("/metrics").status()).as(name + claim).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "127.0.0.1, 200", "reverie.example, 404", "rebound.example, 404"})
    void a_page_that_gave_its_own_name_our_address_reads_no_metrics(String host, int expected) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
                            .formatted(host, port)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + expected);
        }
    }

    @Test
    void without_a_public_address_nobody_is_believed_to_be_somebody_else() {
        assertThat(signInsFrom("198.51.100.")).as("a new address for each try").isEqualTo(429);
    }

    /** The answer to the eleventh guess, each said to come from another place. */
    private int signInsFrom(String network) {
        int status = 0;
        for (int i = 0; i <= 10; i++) {
            status = new Door(port)
                    .with("X-Forwarded-For", network + i)
                    .post("/api/v1/auth/sign-in", GivenIdentity.signIn("anna@example.org", "wrong guess " + i))
                    .status();
        }
        return status;
    }

    @Test
    void metrics_are_for_this_machine_and_health_for_everyone() {
        assertThat(new Door(port).get("/metrics").status()).isEqualTo(200);
        assertThat(new Door(port).get("/health/live").status()).isEqualTo(200);
        assertThat(new Door(port).get("/health/ready").status()).isEqualTo(200);
        assertThat(new Door(port).get("/openapi.json").status()).isEqualTo(200);
        assertThat(new Door(port).post("/anything").status()).isEqualTo(404);
    }

    @Test
    void nothing_else_of_the_servers_insides_is_shown() {
        for (String path : List.of("/actuator", "/actuator/env", "/actuator/health", "/actuator/heapdump")) {
            assertThat(new Door(port).get(path).status()).as(path).isEqualTo(404);
        }
        // Words that are pages of the app as far as anybody can tell; with actuator's own paths, they would be data.
        for (String path : List.of("/env", "/beans", "/configprops", "/heapdump", "/loggers", "/mappings")) {
            var answer = new Door(port).get(path);
            assertThat(answer.raw().body()).as(path).doesNotContain("java.version", "\"contexts\"", "effectiveLevel");
            assertThat(answer.header("Content-Type")).as(path).doesNotContain("actuator", "octet-stream");
        }
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
