package reverie.realtime;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;
import reverie.platform.Ids;

/** The connections of this node. */
@Component
class Connections {
    private static final int ID_BYTES = 18;

    private final ConcurrentMap<String, Connection> open = new ConcurrentHashMap<>();
    private final LiveSockets sockets;
    private final Ids ids;

    Connections(LiveSockets sockets, Ids ids) {
        this.sockets = sockets;
        this.ids = ids;
    }

    /** Empty when the house is full. */
    Optional<Connection> begin(String language) {
        if (open.size() >= Limits.CONNECTIONS_MAX) return Optional.empty();
        var connection = new Connection(ids.secret(ID_BYTES), it -> sockets.socket(it, language));
        open.put(connection.id, connection);
        return Optional.of(connection);
    }

    Optional<Connection> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    int count() {
        return open.size();
    }

    /** A second went by: pings, and an end for those who are silent or never said who they are. */
    void tick() {
        for (Connection connection : open.values()) {
            if (!connection.isClosed()) connection.tick();
            if (connection.isClosed()) open.remove(connection.id);
        }
    }

    void forget(Connection connection) {
        if (connection.isClosed()) open.remove(connection.id);
    }

    void cutAll() {
        open.values().forEach(Connection::cut);
        open.clear();
    }
}
