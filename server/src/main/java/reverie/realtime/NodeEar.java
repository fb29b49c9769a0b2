package reverie.realtime;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reverie.platform.Leases;
import reverie.platform.Roles;
import reverie.platform.Settings;

/**
 * Hears what other nodes tell, on a connection of its own that is opened again when it breaks. What was said meanwhile
 * is found by looking everywhere once.
 */
@Component
class NodeEar implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NodeEar.class);
    private static final int WAIT_MILLIS = 1_000;
    /** In waits: a connection that is silently gone is found out by a question. */
    private static final int ASK_EVERY = 15;

    private static final long BETWEEN_TRIES_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HikariDataSource pool;
    private final Delivery delivery;
    private final LiveSockets sockets;
    private final String node;
    private final boolean listens;
    private volatile boolean running;
    private volatile @Nullable Connection open;

    NodeEar(HikariDataSource pool, Delivery delivery, LiveSockets sockets, Leases leases, Settings settings) {
        this.pool = pool;
        this.delivery = delivery;
        this.sockets = sockets;
        this.node = leases.node().toString();
        this.listens = settings.does(Roles.REALTIME);
    }

    private void run() {
        boolean quiet = false;
        while (running) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                open = connection;
                statement.execute("listen " + NodeVoice.CHANNEL);
                if (quiet) log.info("Listening to the other nodes again");
                quiet = false;
                catchUp();
                hear(connection.unwrap(PGConnection.class), statement);
            } catch (SQLException | RuntimeException e) {
                if (!running) return;
                if (!quiet) log.warn("Not listening to the other nodes for a moment: {}", e.toString());
                quiet = true;
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    /** Not one of the pool's: it is never given back. */
    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("ApplicationName", "reverie-live");
        if (pool.getUsername() != null) properties.setProperty("user", pool.getUsername());
        if (pool.getPassword() != null) properties.setProperty("password", pool.getPassword());
        Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            if (pool.getConnectionInitSql() != null) statement.execute(pool.getConnectionInitSql());
        }
        return connection;
    }

    private void catchUp() {
        delivery.lookEverywhere();
        sockets.checkTokens();
    }

    private void hear(PGConnection connection, Statement statement) throws SQLException {
        for (int waits = 1; running; waits++) {
            PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
            if (heard != null) {
                for (PGNotification one : heard) understand(one.getParameter());
            }
            if (waits % ASK_EVERY == 0) statement.execute("select 1");
        }
    }

    private void understand(String letter) {
        if (letter.startsWith(node)) return;
        letter.lines().skip(1).forEach(line -> {
            switch (NodeWord.parse(line)) {
                case NodeWord.Grown grown -> delivery.grown(grown.account(), grown.head());
                case NodeWord.Ended ended -> delivery.ended(ended.account(), ended.session());
                case NodeWord.Progressed moved -> delivery.progressed(moved.progress());
                case null -> log.debug("Another node says what this one does not understand: {}", line);
            }
        });
    }

    @Override
    public void start() {
        if (!listens) return;
        running = true;
        Thread.ofPlatform().daemon().name("live-ear").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Connection listening = open;
        if (listening != null) {
            try {
                listening.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The listening connection was closed already", e);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
