package reverie.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reverie.platform.Ids;
import reverie.platform.LocalToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the server on this machine as the host, by the token that lies in the data folder, once that server has
 * proved to know it.
 */
final class Client implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(120);
    private static final Duration GREETING_MAX = Duration.ofSeconds(10);
    private static final String BOUNDARY = "reverie-terminal-upload";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ids ids = new Ids(Clock.systemUTC());
    private final String address;
    private final String token;

    Client(Launch.Server server) {
        address = server.address();
        try {
            token = Files.readString(server.home().resolve("run/token")).strip();
        } catch (IOException e) {
            throw new Refused("The token in " + server.home().resolve("run") + " can't be read. Run this as the user"
                    + " who runs Reverie.");
        }
    }

    /** Whether the server of this home is there, and not another on a port that once was its own. */
    boolean isAnswered() {
        try {
            checkIsOurs();
            return true;
        } catch (Gone e) {
            return false;
        }
    }

    /** Before each call, for who listens may have changed since the last one; costs about a millisecond. */
    private void checkIsOurs() {
        String nonce = ids.secret(16);
        URI asked = URI.create(address + "/health/live");
        var ask = HttpRequest.newBuilder(asked)
                .timeout(GREETING_MAX)
                .header(LocalToken.NONCE, nonce)
                .build();
        String said = exchange(ask, BodyHandlers.discarding())
                .headers()
                .firstValue(LocalToken.PROOF)
                .orElse("");
        if (!LocalToken.isSame(LocalToken.proof(token, nonce, asked.getPort()), said)) {
            throw new Gone("Who listens at " + address + " is not the Reverie of this data folder.");
        }
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** Done once by the server, however often it is asked for by the same key. */
    JsonNode post(String path, Map<String, ?> body, String key) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    JsonNode upload(Path file) throws IOException {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        String tail = "\r\n--" + BOUNDARY + "--\r\n";
        return send(request("/api/v1/media")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head), BodyPublishers.ofFile(file), BodyPublishers.ofString(tail)))
                .build());
    }

    /** What a downloaded file has to be. */
    interface Check {
        boolean passes(Path file) throws IOException;
    }

    /**
     * Whole or not at all.
     *
     * @throws Refused also for a file that does not pass
     */
    void download(String path, Path target, Check check) throws IOException {
        HttpResponse<InputStream> response = asHost(request(path).GET().build(), BodyHandlers.ofInputStream());
        Path fresh = target.resolveSibling(target.getFileName() + ".part");
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refused(new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8), response.statusCode());
            }
            Files.copy(body, fresh, StandardCopyOption.REPLACE_EXISTING);
            if (!check.passes(fresh)) throw new Refused("The file did not arrive as the server made it.");
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER_MAX)
                .header(LocalToken.HEADER, token)
                .header("Accept-Language", language());
    }

    private static String language() {
        return java.util.Locale.getDefault().toLanguageTag();
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = asHost(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) throw refused(response.body(), response.statusCode());
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    private <T> HttpResponse<T> asHost(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        checkIsOurs();
        return exchange(request, handler);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new Gone("Reverie does not answer at " + address + ".");
        } catch (IOException e) {
            throw new Gone("Reverie stopped answering: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new Stopped();
        }
    }

    /** A problem as RFC 9457 describes it, in one or two lines. */
    private static RuntimeException refused(String body, int status) {
        try {
            JsonNode problem = JSON.readTree(body);
            StringBuilder text = new StringBuilder(problem.path("title").asString("Refused (" + status + ")"));
            for (String part : List.of("detail", "remedy")) {
                String value = problem.path(part).asString("");
                if (!value.isEmpty())
                    text.append(part.equals("detail") ? ": " : "\n").append(value);
            }
            for (JsonNode field : problem.path("errors")) {
                text.append("\n  ")
                        .append(field.path("field").asString())
                        .append(": ")
                        .append(field.path("message").asString());
            }
            return refused(status, text.toString());
        } catch (tools.jackson.core.JacksonException e) {
            return refused(status, "The server answered " + status + ".");
        }
    }

    /** It is not us, it is the moment; and what broke on its way may be done all the same. A full disk stays full. */
    private static RuntimeException refused(int status, String text) {
        boolean passes = status == 429 || (status >= 500 && status != 507);
        return passes ? new Gone(text) : new Refused(text);
    }

    @Override
    public void close() {
        http.close();
    }
}
