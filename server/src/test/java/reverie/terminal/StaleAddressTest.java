package reverie.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import reverie.platform.LocalToken;

/** Who listens where this home's server once was may be anybody. */
class StaleAddressTest {
    private static final String TOKEN = "the token of this home";

    @TempDir
    Path home;

    private final List<Headers> heard = new CopyOnWriteArrayList<>();
    private HttpServer listener;
    private int port;
    private String proof = "";

    @BeforeEach
    void somebodyElseListens() throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/token"), TOKEN);
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = listener.getAddress().getPort();
        listener.createContext("/", exchange -> {
            try (exchange) {
                heard.add(exchange.getRequestHeaders());
                String nonce = String.valueOf(exchange.getRequestHeaders().getFirst(LocalToken.NONCE));
                String said = switch (proof) {
                    case "ours" -> LocalToken.proof(TOKEN, nonce, port);
                    // Asked of the real server, which is somewhere else.
                    case "relayed" -> LocalToken.proof(TOKEN, nonce, port + 1);
                    case "echo" -> nonce;
                    default -> "";
                };
                if (!said.isEmpty()) exchange.getResponseHeaders().add(LocalToken.PROOF, said);
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
            }
        });
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(0);
    }

    private Client client() {
        return new Client(new Launch.Server("http://localhost:" + port, home, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "echo", "relayed"})
    void whoever_cannot_prove_to_be_ours_never_sees_the_token(String said) throws IOException {
        proof = said;
        Path photo = Files.writeString(home.resolve("photo.jpg"), "a photo");
        try (Client client = client()) {
            assertThat(client.isAnswered()).isFalse();
            assertThatThrownBy(() -> client.get("/api/v1/me")).isInstanceOf(Gone.class);
            assertThatThrownBy(() -> client.post("/api/v1/jobs", Map.of("quote", "x")))
                    .isInstanceOf(Gone.class);
            assertThatThrownBy(() -> client.upload(photo)).isInstanceOf(Gone.class);
            assertThatThrownBy(() -> client.download("/x", home.resolve("x.mp4"), file -> true))
                    .isInstanceOf(Gone.class);
        }

        assertThat(heard).isNotEmpty();
        assertThat(heard).noneMatch(headers -> headers.toString().contains(TOKEN));
        assertThat(heard).noneMatch(headers -> headers.containsKey(LocalToken.HEADER));
    }

    @Test
    void who_was_ours_and_is_so_no_more_gets_nothing_more() {
        proof = "ours";
        try (Client client = client()) {
            assertThat(client.isAnswered()).isTrue();
            client.get("/api/v1/me");
            assertThat(heard.getLast().getFirst(LocalToken.HEADER)).isEqualTo(TOKEN);
            heard.clear();

            proof = "";
            assertThatThrownBy(() -> client.get("/api/v1/me")).isInstanceOf(Gone.class);
        }
        assertThat(heard).noneMatch(headers -> headers.containsKey(LocalToken.HEADER));
    }

    @Test
    void a_clean_end_takes_its_own_address_away_and_no_others() throws IOException {
        Path file = home.resolve("run/address");
        var first = new GenericApplicationContext();
        first.refresh();
        var second = new GenericApplicationContext();
        second.refresh();

        Launch.rememberWhileOpen(first, home, "http://localhost:1");
        Launch.rememberWhileOpen(second, home, "http://localhost:2");
        first.close();
        assertThat(file).hasContent("http://localhost:2");
        second.close();
        assertThat(file).doesNotExist();
    }
}
