package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reverie.ReverieTest;
import reverie.identity.Door;

/** What holds for every answer over HTTP, whoever gives it. */
@ReverieTest
class MannersTest {
    private static final Map<String, String> NEW_PERSON =
            Map.of("email", "anna@example.org", "password", "a long enough one", "displayName", "Anna");
    private static final String NOBODYS = "01999999-0000-7000-8000-000000000000";

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    Door anna;

    @BeforeEach
    void signUp() {
        anna = new Door(port);
        assertThat(anna.enter("/api/v1/auth/sign-up", NEW_PERSON).status()).isEqualTo(201);
    }

    @Test
    void whatever_is_read_of_ones_own_says_which_event_it_is_as_of() {
        List<String> silent = new ArrayList<>();
        int asked = 0;
        for (var mapping : requestMappingHandlerMapping.getHandlerMethods().entrySet()) {
            if (!mapping.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET)) continue;
            for (String path : mapping.getKey().getPatternValues()) {
                if (!path.startsWith("/api/") || !isForPeople(mapping.getValue())) continue;
                var answer = anna.get(path.replaceAll("\\{\\w+}", NOBODYS));
                asked++;
                List<String> said = answer.raw().headers().allValues("Reverie-Event");
                if (said.size() != 1 || Long.parseLong(said.getFirst()) < 1) silent.add(path + " " + said);
            }
        }

        assertThat(asked).isGreaterThan(8);
        assertThat(silent).isEmpty();
    }

    private static boolean isForPeople(HandlerMethod method) {
        Open open = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Open.class);
        if (open == null) open = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Open.class);
        return method.getBeanType().getPackageName().startsWith("reverie.")
                && (open == null || open.value() == Open.To.VISITORS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna\\u0000", "\\ud83d", "\\udc00 first"})
    void what_is_no_text_is_refused_by_the_name_of_its_field_and_changes_nothing(String text) {
        var answer = anna.send("PATCH", "/api/v1/me", "{\"displayName\":\"" + text + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("unreadable_body");
        assertThat(answer.fields()).containsExactly("displayName");
        assertThat(anna.get("/api/v1/me")
                        .body()
                        .path("account")
                        .path("displayName")
                        .asString())
                .isEqualTo("Anna");
    }

    @Test
    void a_pair_of_halves_is_text() {
        var answer = anna.send("PATCH", "/api/v1/me", "{\"displayName\":\"Anna \\ud83d\\ude00\"}");

        assertThat(answer.body().path("account").path("displayName").asString()).isEqualTo("Anna \uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"quote\":7}", "{\"quote\":\"mine\"}", "{\"quote\":{\"id\":\"x\"}}"})
    void a_value_of_the_wrong_type_is_refused_by_the_name_of_its_field(String body) {
        var answer = anna.send("POST", "/api/v1/jobs", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("quote");
    }

    @Test
    void an_amount_that_no_ledger_can_hold_is_refused_by_the_name_of_its_field() {
        for (String amount : List.of("0.0000001", "1e30", "1e-999999999", "\"much\"")) {
            var answer = anna.send(
                    "POST", "/api/v1/jobs", "{\"model\":\"local/photo-motion\",\"maxCredits\":" + amount + "}");

            assertThat(answer.status()).as(amount).isEqualTo(400);
            assertThat(answer.fields()).as(amount).containsExactly("maxCredits");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"\"", "{\"model\":\"a\"} x", "\u0000"})
    void a_body_that_makes_no_sense_is_refused_in_words(String body) {
        var answer = anna.send("POST", "/api/v1/quotes", body);

        assertThat(answer.status()).as(answer.raw().body()).isBetween(400, 422);
        assertThat(answer.code()).isNotEmpty();
        assertThat(answer.body().path("remedy").asString()).isNotEmpty();
    }

    @Test
    void a_document_too_large_to_be_read_as_a_whole_is_not_read() throws Exception {
        String large = largeDocument();
        for (var body : List.of(
                BodyPublishers.ofString(large),
                BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))) {
            var answer = post("/api/v1/quotes", "application/json", body);

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("body_too_large", "2 MB");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/quotes, application/offset+json",
        "/api/v1/quotes, application/offset+octet-stream",
        "/api/v1/quotes, multipart/mixed",
        "/%61pi/v1/quotes, application/json",
        "/api;a=b/v1/quotes, application/json"
    })
    void no_other_name_of_a_document_or_of_an_address_makes_it_larger(String path, String type) throws Exception {
        var answer = post(path, type, BodyPublishers.ofString(largeDocument()));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private static String largeDocument() {
        return "{\"model\":\"a\",\"inputs\":{\"a\":[" + "0,".repeat(BodyLimit.BYTES_MAX / 2) + "0]}}";
    }

    private HttpResponse<String> post(String path, String type, HttpRequest.BodyPublisher body) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Authorization", "Bearer " + anna.token())
                            .header("Content-Type", type)
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nothing, 404",
        "POST, /api/nothing, 404",
        "DELETE, /api/v1/wallet, 405",
        "GET, /api/v1/me, 200",
        "GET, /health/live, 200"
    })
    void every_answer_says_how_much_more_may_be_asked(String method, String path, int status) {
        var answer = anna.send(method, path, null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.raw().headers().allValues("RateLimit")).hasSize(1);
    }

    @Test
    void ten_thousand_unknown_fields_get_an_answer_of_bearable_length() {
        StringBuilder inputs = new StringBuilder("\"idea\":\"snow\"");
        for (int i = 0; i < 10_000; i++) inputs.append(",\"f").append(i).append("\":1");

        var answer =
                anna.send("POST", "/api/v1/quotes", "{\"model\":\"local/photo-motion\",\"inputs\":{" + inputs + "}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.raw().body()).hasSizeLessThan(20_000);
    }

    @Test
    void what_can_be_done_instead_is_said() {
        var answer = anna.delete("/api/v1/wallet");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("method_not_allowed");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nothing",
                "/api/v1/jobs//x",
                "/api/v1/jobs/not-an-id",
                "/api/v1/jobs?cursor=%00",
                "/api/v1/jobs?cursor=rubbish",
                "/api/v1/jobs?limit=many",
                "/api/v1/jobs;a=b",
                "/api/v1/%2e%2e/me",
                "/api/v1/me%0a",
                "/api/v1/pages/..%2f..%2fsecret",
                "/..%2fapplication.yaml",
                "/error",
                "/actuator/env",
            })
    void an_address_that_is_none_is_refused_without_a_word_of_our_insides(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer "
                + anna.token() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (4\\d\\d|200).*");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("exception", "java.", "springframework", "apache tomcat", "whitelabel", "psql");
        if (path.startsWith("/api/") || path.equals("/error"))
            assertThat(answer).startsWith("HTTP/1.1 4");
        // A slash in disguise does not get past the web server itself.
        if (answer.startsWith("HTTP/1.1 4") && !path.contains("%2f")) {
            assertThat(answer).contains("application/problem+json", "\"remedy\":");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW /api/v1/me HTTP/1.1", "GET /api/v1/me?a={ HTTP/1.1", "TRACE / HTTP/1.1", "nonsense"})
    void what_is_hardly_http_gets_a_plain_no(String line) throws Exception {
        String answer = raw(line + "\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("exception", "java.", "springframework", "tomcat");
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
