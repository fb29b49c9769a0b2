package reverie.realtime;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** A WebSocket that takes several packets in one write, and gives up on a client that does not read. */
final class Wire {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    /** Some clients never answer a farewell; Tomcat would wait for it half a minute. */
    private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private final WebSocketSession session;
    private final RemoteEndpoint.Basic remote;
    private final ReentrantLock lock = new ReentrantLock();

    Wire(WebSocketSession session) throws IOException {
        this.session = session;
        Session open = Objects.requireNonNull(((NativeWebSocketSession) session).getNativeSession(Session.class));
        open.getUserProperties().put(SEND_TIMEOUT, Limits.WRITE_TIMEOUT.toMillis());
        open.getUserProperties().put(CLOSE_TIMEOUT, Limits.FAREWELL_TIMEOUT.toMillis());
        remote = open.getBasicRemote();
        remote.setBatchingAllowed(true);
    }

    /** Each packet is a message of its own; together they are one write. */
    void write(Collection<String> packets) throws IOException {
        lock.lock();
        try {
            for (String packet : packets) remote.sendText(packet);
            remote.flushBatch();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a write that is on its way: it ends by itself or by its time limit. */
    void close() {
        lock.lock();
        try {
            session.close(CloseStatus.NORMAL);
        } catch (IOException | RuntimeException e) {
            log.debug("A socket was gone before it was closed", e);
        } finally {
            lock.unlock();
        }
    }
}
