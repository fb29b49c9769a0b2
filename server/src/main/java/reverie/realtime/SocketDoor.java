package reverie.realtime;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.util.UriComponentsBuilder;
import reverie.platform.web.Pace;
import reverie.platform.web.ProblemAdvice;

/**
 * The address {@code /socket.io}: Engine.IO 4 by polling, by WebSocket, and from one to the other. Who somebody is
 * comes in the first packet, not in a cookie, so another site's page can open a socket but say nothing with it.
 */
@Component
class SocketDoor implements HttpRequestHandler {
    /** Refusals by their numbers in the protocol. */
    private enum Refusal {
        UNKNOWN_TRANSPORT(0, "Transport unknown"),
        UNKNOWN_SESSION(1, "Session ID unknown"),
        BAD_METHOD(2, "Bad handshake method"),
        BAD_REQUEST(3, "Bad request"),
        FORBIDDEN(4, "Forbidden"),
        UNKNOWN_PROTOCOL(5, "Unsupported protocol version");

        final String json;

        Refusal(int code, String message) {
            json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
        }
    }

    static final String CONNECTION = "reverie.connection";
    static final String LANGUAGE = "reverie.language";
    private static final String POLLING = "polling";
    private static final String WEBSOCKET = "websocket";

    private final Connections connections;
    private final Pace pace;
    private final WebSocketHttpRequestHandler webSockets;

    SocketDoor(Connections connections, Pace pace) {
        this.connections = connections;
        this.pace = pace;
        webSockets = new WebSocketHttpRequestHandler(new WebSocketTransport(connections), new Handshakes());
        webSockets.setHandshakeInterceptors(List.of(new CarryOver()));
    }

    /** Without compression: a compressor for each socket costs more memory than all the rest of it. */
    private static final class Handshakes extends DefaultHandshakeHandler {
        @Override
        protected List<WebSocketExtension> filterRequestedExtensions(
                ServerHttpRequest request, List<WebSocketExtension> requested, List<WebSocketExtension> supported) {
            return List.of();
        }
    }

    /** Hands what the HTTP request knew on to the WebSocket. */
    private static final class CarryOver implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            String id = UriComponentsBuilder.fromUri(request.getURI())
                    .build()
                    .getQueryParams()
                    .getFirst("sid");
            if (id != null) attributes.put(CONNECTION, id);
            attributes.put(
                    LANGUAGE,
                    reverie.platform.Texts.language(request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE)));
            return true;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @Nullable Exception exception) {
            // Nothing was taken that would have to be given back.
        }
    }

    static String open(Connection connection, boolean upgradable) {
        return "0{\"sid\":\"" + connection.id + "\",\"upgrades\":" + (upgradable ? "[\"websocket\"]" : "[]")
                + ",\"pingInterval\":" + Limits.PING_EVERY_SECONDS * 1000
                + ",\"pingTimeout\":" + Limits.PONG_WITHIN_SECONDS * 1000
                + ",\"maxPayload\":" + Limits.BODY_BYTES_MAX + "}";
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String id = request.getParameter("sid");
        String transport = request.getParameter("transport");
        if (!"4".equals(request.getParameter("EIO"))) {
            refuse(response, Refusal.UNKNOWN_PROTOCOL);
        } else if (!POLLING.equals(transport) && !WEBSOCKET.equals(transport)) {
            refuse(response, Refusal.UNKNOWN_TRANSPORT);
        } else if (id == null
                && !pace.take("live", Pace.network(request.getRemoteAddr()), Limits.HANDSHAKES, response)
                        .allowed()) {
            response.setStatus(429);
            write(response, Refusal.FORBIDDEN.json);
        } else if (WEBSOCKET.equals(transport)) {
            if (WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
                webSockets.handleRequest(request, response);
            } else {
                refuse(response, Refusal.BAD_REQUEST);
            }
        } else if (id == null) {
            begin(request, response);
        } else {
            exchange(connections.find(id), request, response);
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            refuse(response, Refusal.BAD_METHOD);
            return;
        }
        Optional<Connection> connection = connections.begin(ProblemAdvice.language(request));
        if (connection.isEmpty()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
            response.setStatus(503);
            write(response, Refusal.FORBIDDEN.json);
            return;
        }
        write(response, open(connection.get(), true));
    }

    private void exchange(Optional<Connection> found, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (found.isEmpty() || found.get().isClosed()) {
            refuse(response, Refusal.UNKNOWN_SESSION);
            return;
        }
        Connection connection = found.get();
        try {
            switch (request.getMethod()) {
                case "GET" -> write(response, connection.poll());
                case "POST" -> take(connection, request, response);
                default -> refuse(response, Refusal.BAD_METHOD);
            }
        } catch (Connection.Broken e) {
            // As the protocol asks: who breaks it once is cut off, not argued with.
            connection.cut();
            refuse(response, Refusal.BAD_REQUEST);
        } catch (IOException e) {
            // The client went away with what it was being given: it asks again from its last number.
            connection.cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.setStatus(503);
        } finally {
            connections.forget(connection);
        }
    }

    private static void take(Connection connection, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = request.getContentLengthLong() > Limits.BODY_BYTES_MAX
                ? new byte[0]
                : request.getInputStream().readNBytes(Limits.BODY_BYTES_MAX + 1);
        if (body.length == 0 || body.length > Limits.BODY_BYTES_MAX) {
            connection.cut();
            response.setStatus(body.length == 0 && request.getContentLengthLong() == 0 ? 400 : 413);
            return;
        }
        connection.posted(new String(body, StandardCharsets.UTF_8));
        write(response, "ok");
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(400);
        response.setContentType("application/json");
        response.getOutputStream().write(refusal.json.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain; charset=UTF-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
