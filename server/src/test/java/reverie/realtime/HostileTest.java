package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;

/** Clients that are no clients. */
@ReverieTest
class HostileTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    GivenLive given;

    @Autowired
    Connections connections;

    @LocalServerPort
    int port;

    @AfterEach
    void clear() {
        connections.cutAll();
    }

    String address(String query) {
        return "://localhost:" + port + "/socket.io/?" + query;
    }

    HttpResponse<String> get(String query) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http" + address(query))).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getLater(String query) {
        var request =
                HttpRequest.newBuilder(URI.create("http" + address(query))).build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String sid, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http" + address("EIO=4&transport=polling&sid=" + sid)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    String begin() throws Exception {
        String open = get("EIO=4&transport=polling").body();
        assertThat(open).startsWith("0{\"sid\":\"").contains("\"upgrades\":[\"websocket\"]");
        return open.substring(9, open.indexOf('"', 9));
    }

    boolean isOpen(String sid) {
        return connections.find(sid).filter(one -> !one.isClosed()).isPresent();
    }

    /** A WebSocket without any protocol of its own. */
    static final class Raw implements WebSocket.Listener {
        final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }

        String next() throws Exception {
            return heard.poll(10, TimeUnit.SECONDS);
        }

        int closed() throws Exception {
            return closed.get(10, TimeUnit.SECONDS);
        }
    }

    WebSocket open(Raw raw, String more) throws Exception {
        return HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws" + address("EIO=4&transport=websocket" + more)), raw)
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_handshake_that_is_none_is_refused_with_the_protocols_own_codes() throws Exception {
        assertThat(get("EIO=3&transport=polling").body()).contains("\"code\":5");
        assertThat(get("EIO=4&transport=pigeon").body()).contains("\"code\":0");
        assertThat(get("EIO=4&transport=websocket").body()).contains("\"code\":3");
        assertThat(get("EIO=4&transport=polling&sid=nobody").body()).contains("\"code\":1");
        assertThat(post("nobody", "40").body()).contains("\"code\":1");
        assertThat(get("EIO=4&transport=polling&sid=nobody").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "",
                "4",
                "bAQID",
                "451-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "49",
                "42[\"sync\"]",
                "40{",
                "40[[[[[[",
                "4212345678901[\"sync\"]",
                "5",
                "2probe"
            })
    void a_packet_that_is_none_ends_the_connection(String packet) throws Exception {
        String sid = begin();

        var answer = post(sid, packet);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception");
        assertThat(isOpen(sid)).isFalse();
        assertThat(get("EIO=4&transport=polling&sid=" + sid).body()).contains("\"code\":1");
    }

    @Test
    void a_body_without_end_is_not_read_to_its_end() throws Exception {
        String sid = begin();

        assertThat(post(sid, "4" + "x".repeat(Limits.BODY_BYTES_MAX * 3)).statusCode())
                .isEqualTo(413);
        assertThat(isOpen(sid)).isFalse();

        String other = begin();
        assertThat(post(other, "4" + "x".repeat(Limits.PACKET_CHARS_MAX)).statusCode())
                .isEqualTo(400);
        assertThat(isOpen(other)).isFalse();
    }

    @Test
    void whoever_sends_without_stopping_is_cut() throws Exception {
        String sid = begin();
        String many = String.join("\u001e", java.util.Collections.nCopies(Limits.PACKETS_PER_TEN_SECONDS + 1, "3"));

        assertThat(post(sid, many).statusCode()).isEqualTo(400);
        assertThat(isOpen(sid)).isFalse();
    }

    @Test
    void a_second_poll_at_the_same_time_ends_the_connection() throws Exception {
        String sid = begin();
        var first = getLater("EIO=4&transport=polling&sid=" + sid);
        var second = getLater("EIO=4&transport=polling&sid=" + sid);

        var one = first.get(10, TimeUnit.SECONDS);
        var two = second.get(10, TimeUnit.SECONDS);

        assertThat(one.statusCode() + two.statusCode()).isEqualTo(600);
        assertThat(isOpen(sid)).isFalse();
    }

    @Test
    void an_unknown_namespace_is_refused_and_the_connection_goes_on() throws Exception {
        var raw = new Raw();
        WebSocket socket = open(raw, "");
        raw.next();
        socket.sendText("40/admin,{\"token\":\"x\"}", true).get();
        assertThat(raw.next()).isEqualTo("44/admin,{\"message\":\"Invalid namespace\"}");

        socket.sendText("40{\"token\":\"" + given.someone().token() + "\"}", true)
                .get();
        assertThat(raw.next()).startsWith("40{\"sid\":");
        assertThat(raw.next()).isEqualTo("42[\"head\",{\"head\":0}]");
    }

    @Test
    void binary_and_endless_messages_close_a_websocket() throws Exception {
        var binary = new Raw();
        open(binary, "").sendBinary(ByteBuffer.wrap(new byte[] {4, 1, 2}), true).get();
        assertThat(binary.closed()).isEqualTo(1003);

        var endless = new Raw();
        WebSocket socket = open(endless, "");
        socket.sendText("4" + "x".repeat(Limits.PACKET_CHARS_MAX * 4), true).get();
        assertThat(endless.closed()).isNotEqualTo(1000);
        await().until(() -> connections.count() == 0);
    }

    @Test
    void an_upgrade_needs_a_connection_that_polls_and_the_words_in_order() throws Exception {
        var unknown = new Raw();
        open(unknown, "&sid=nobody");
        assertThat(unknown.closed()).isEqualTo(1008);

        String sid = begin();
        var hasty = new Raw();
        open(hasty, "&sid=" + sid).sendText("5", true).get();
        assertThat(hasty.closed()).isEqualTo(1002);
        assertThat(isOpen(sid)).isTrue();

        var raw = new Raw();
        WebSocket socket = open(raw, "&sid=" + sid);
        socket.sendText("2probe", true).get();
        assertThat(raw.next()).isEqualTo("3probe");
        var rival = new Raw();
        open(rival, "&sid=" + sid).sendText("2probe", true).get();
        assertThat(rival.closed()).isEqualTo(1002);
        assertThat(get("EIO=4&transport=polling&sid=" + sid).body()).isEqualTo("6");
        socket.sendText("5", true).get();
        socket.sendText("40{\"token\":\"" + given.someone().token() + "\"}", true)
                .get();
        assertThat(raw.next()).startsWith("40");
        assertThat(get("EIO=4&transport=polling&sid=" + sid).statusCode()).isEqualTo(400);
    }

    @Test
    void who_never_says_who_it_is_or_never_answers_is_cut() throws Exception {
        String stranger = begin();
        for (int second = 0; second <= Limits.CONNECT_WITHIN_SECONDS; second++) connections.tick();
        assertThat(isOpen(stranger)).isFalse();

        var raw = new Raw();
        WebSocket socket = open(raw, "");
        raw.next();
        socket.sendText("40{\"token\":\"" + given.someone().token() + "\"}", true)
                .get();
        assertThat(raw.next()).startsWith("40");
        raw.next();
        for (int second = 0; second < 40; second++) connections.tick();
        assertThat(raw.next()).isEqualTo("2");
        assertThat(connections.count()).isEqualTo(1);
        for (int second = 0; second < 10; second++) connections.tick();
        assertThat(connections.count()).isZero();
        assertThat(raw.closed()).isEqualTo(1000);
    }
}
