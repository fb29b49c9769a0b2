package reverie.realtime;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Engine.IO over a WebSocket: from the start, or taking over from polling ({@code 2probe 3probe 5}). */
final class WebSocketTransport extends AbstractWebSocketHandler {
    /** What a WebSocket is to its connection. */
    private static final class Link {
        final Connection connection;
        final Wire wire;
        /** It is not the connection's way yet: it asks to become it. */
        volatile boolean asking;

        volatile boolean probed;

        Link(Connection connection, Wire wire, boolean asking) {
            this.connection = connection;
            this.wire = wire;
            this.asking = asking;
        }
    }

    private static final String LINK = "reverie.link";

    private final Connections connections;

    WebSocketTransport(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        Map<String, Object> attributes = session.getAttributes();
        var wire = new Wire(session);
        if (attributes.get(SocketDoor.CONNECTION) instanceof String id) {
            Optional<Connection> connection = connections.find(id);
            if (connection.isEmpty() || connection.get().isClosed()) {
                session.close(CloseStatus.POLICY_VIOLATION);
                return;
            }
            attributes.put(LINK, new Link(connection.get(), wire, true));
            return;
        }
        Optional<Connection> connection = connections.begin(String.valueOf(attributes.get(SocketDoor.LANGUAGE)));
        if (connection.isEmpty()) {
            session.close(CloseStatus.SERVICE_OVERLOAD);
            return;
        }
        attributes.put(LINK, new Link(connection.get(), wire, false));
        wire.write(List.of(SocketDoor.open(connection.get(), false)));
        connection.get().become(wire);
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        if (!(session.getAttributes().get(LINK) instanceof Link link)) return;
        String packet = message.getPayload();
        if (!link.asking) {
            try {
                link.connection.receive(packet);
            } catch (Connection.Broken e) {
                // It has been cut.
                connections.forget(link.connection);
            }
        } else if (packet.equals("2probe") && link.connection.probe()) {
            link.probed = true;
            link.wire.write(List.of("3probe"));
        } else if (packet.equals("5") && link.probed && link.connection.become(link.wire)) {
            link.asking = false;
        } else {
            session.close(CloseStatus.PROTOCOL_ERROR);
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
        session.close(CloseStatus.NOT_ACCEPTABLE);
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) throws IOException {
        session.close(CloseStatus.SERVER_ERROR);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (!(session.getAttributes().get(LINK) instanceof Link link)) return;
        if (link.asking) {
            if (link.probed) link.connection.probeFailed();
        } else {
            link.connection.cut();
            connections.forget(link.connection);
        }
    }
}
