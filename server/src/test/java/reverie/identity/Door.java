package reverie.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One browser (or phone) in front of the real server: keeps its cookie and token as a browser does. */
public final class Door {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param body an empty object when there was none */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        public String code() {
            return body.path("code").asString("");
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public List<String> fields() {
            return body.path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asString())
                    .toList();
        }
    }

    private final String address;
    private final Map<String, String> headers = new HashMap<>();
    private String token = "";
    private String cookie = "";

    public Door(int port) {
        this("http://localhost:" + port);
    }

    /** In front of a server that is reached in another way. */
    public Door(String address) {
        this.address = address;
    }

    public Door with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Door without(String header) {
        headers.remove(header);
        return this;
    }

    public Door token(String value) {
        token = value;
        return this;
    }

    public String token() {
        return token;
    }

    public String cookie() {
        return cookie;
    }

    public Door cookie(String value) {
        cookie = value;
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer patch(String path, Map<String, ?> body) {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** As {@link #post}, and takes the token of the answer for its own. */
    public Answer enter(String path, Map<String, ?> body) {
        Answer answer = post(path, body);
        if (answer.status() < 300) token = answer.body().path("accessToken").asString();
        return answer;
    }

    public Answer send(String method, String path, @Nullable String json) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) request.header("Content-Type", "application/json");
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (!cookie.isEmpty() && path.startsWith("/api/v1/auth")) {
            request.header("Cookie", Tickets.COOKIE + "=" + cookie);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            kept(response).ifPresent(value -> cookie = value);
            boolean isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode body =
                    isJson && !response.body().isEmpty() ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> kept(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(Tickets.COOKIE + "="))
                .map(line -> line.substring(Tickets.COOKIE.length() + 1, line.indexOf(';')))
                .findFirst();
    }
}
