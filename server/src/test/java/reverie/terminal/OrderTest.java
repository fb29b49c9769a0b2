package reverie.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.platform.LocalToken;

/** What is paid for when answers are lost or somebody stops: over real HTTP, against a server that follows a script. */
class OrderTest {
    @TempDir
    Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Order order = new Order("the key", new PrintStream(said, true, StandardCharsets.UTF_8));
    /** How each asking for the film ends: {@code lost} without an answer, {@code stop} with Ctrl-C and without one. */
    private final Deque<String> submits = new ArrayDeque<>();
    /** What state the film is in when it is asked for, from the cancelling on. */
    private final Deque<String> states = new ArrayDeque<>();

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> keys = Collections.synchronizedSet(new HashSet<>());
    private final Thread maker = Thread.currentThread();
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/token"), "the token");
        Files.writeString(home.resolve("photo.jpg"), "a photo");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new Client(
                new Launch.Server("http://localhost:" + server.getAddress().getPort(), home, Optional.empty()));
    }

    @AfterEach
    void end() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            String nonce = exchange.getRequestHeaders().getFirst(LocalToken.NONCE);
            if (nonce != null) {
                int port = server.getAddress().getPort();
                exchange.getResponseHeaders().add(LocalToken.PROOF, LocalToken.proof("the token", nonce, port));
                write(exchange, "{}");
                return;
            }
            switch (path) {
                case "/api/v1/media" -> write(exchange, "{\"id\":\"the-photo\"}");
                case "/api/v1/quotes" -> write(exchange, "{\"id\":\"the-quote\",\"credits\":1}");
                case "/api/v1/jobs" -> submit(exchange);
                default -> write(exchange, job(states.size() > 1 ? states.poll() : states.peek()));
            }
        }
    }

    private void submit(HttpExchange exchange) throws IOException {
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        switch (submits.isEmpty() ? "" : submits.poll()) {
            case "lost" -> {}
            case "stop" -> {
                maker.interrupt();
                exchange.getRequestBody().readAllBytes();
            }
            default -> write(exchange, job("queued"));
        }
    }

    private static String job(String state) {
        return "{\"id\":\"the-film\",\"state\":\"" + state + "\",\"charged\":0}";
    }

    private static void write(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private String begin() throws IOException {
        return order.begin(client, home.resolve("photo.jpg"), Map.of());
    }

    private long times(String call) {
        return asked.stream().filter(call::equals).count();
    }

    @Test
    void a_lost_answer_is_asked_for_again_by_the_same_key_and_quote() throws IOException {
        submits.add("lost");

        assertThat(begin()).isEqualTo("the-film");

        assertThat(times("POST /api/v1/jobs")).isEqualTo(2);
        assertThat(times("POST /api/v1/quotes")).isEqualTo(1);
        assertThat(keys).containsExactly("the key");
        assertThat(order.isPlaced()).isTrue();
    }

    @Test
    void what_was_stopped_while_it_was_asked_for_is_found_again_and_canceled() {
        submits.add("stop");
        states.addAll(List.of("running", "running", "canceled"));

        assertThatThrownBy(this::begin)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("The film was canceled, and nothing was taken.");

        assertThat(times("POST /api/v1/jobs")).isEqualTo(2);
        assertThat(keys).containsExactly("the key");
        assertThat(times("POST /api/v1/jobs/the-film/cancel")).isEqualTo(1);
    }

    @Test
    void what_was_not_asked_for_yet_was_not_taken() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::begin).isInstanceOf(Refused.class).hasMessageContaining("Nothing was taken.");

        assertThat(times("POST /api/v1/jobs")).isZero();
    }

    @Test
    void while_it_still_runs_nobody_says_that_nothing_was_taken() {
        states.add("running");

        assertThat(order.cancel(client, "the-film", 100))
                .contains("is being canceled", "the-film")
                .doesNotContain("nothing was taken");
    }

    @Test
    void what_was_made_in_the_meantime_is_said_to_be_made() {
        states.addAll(List.of("running", "succeeded"));

        assertThat(order.cancel(client, "the-film", 60_000)).contains("made already", "the-film");
    }
}
