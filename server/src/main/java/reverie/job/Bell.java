package reverie.job;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells workers that there is something to do: on this node at once, on others by a NOTIFY of its own, many in one.
 * It may be lost; everyone looks by themselves too.
 */
@Component
class Bell {
    private static final Logger log = LoggerFactory.getLogger(Bell.class);
    private static final String CHANNEL = "reverie_job";
    private static final String WORK = "work";
    private static final String STOP = "stop";
    private static final long NOTIFY_EVERY_MILLIS = 20;
    private static final int LISTEN_MILLIS = 5_000;

    interface Listener {
        /** Something can be taken up. */
        void work();

        /** Something that runs was asked to stop. */
        void stopRuns();
    }

    private final JdbcClient db;
    private final DataSource source;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore toTell = new Semaphore(0);
    private volatile boolean tellStop;
    private volatile boolean closing;
    private volatile @Nullable Thread speaker;
    private volatile @Nullable Thread ear;

    Bell(JdbcClient db, DataSource source) {
        this.db = db;
        this.source = source;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    void work() {
        listeners.forEach(Listener::work);
        tell();
    }

    void stop() {
        listeners.forEach(Listener::stopRuns);
        tellStop = true;
        tell();
    }

    private void tell() {
        if (speaker == null) startSpeaking();
        if (toTell.availablePermits() == 0) toTell.release();
    }

    private synchronized void startSpeaking() {
        if (speaker == null && !closing) {
            speaker = Thread.ofPlatform().daemon().name("job-bell").start(this::speak);
        }
    }

    private void speak() {
        while (!closing) {
            try {
                if (!toTell.tryAcquire(1, TimeUnit.SECONDS)) continue;
                toTell.drainPermits();
                boolean stop = tellStop;
                tellStop = false;
                db.sql("select pg_notify(:channel, :what)")
                        .param("channel", CHANNEL)
                        .param("what", stop ? STOP : WORK)
                        .query((row, n) -> true)
                        .single();
                // What rings meanwhile shares the next one.
                toTell.tryAcquire(Integer.MAX_VALUE, NOTIFY_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Other nodes could not be told of work; they will find it: {}", e.toString());
            }
        }
    }

    /** Begins to hear other nodes, over a connection of its own. */
    synchronized void listen() {
        if (ear == null && !closing)
            ear = Thread.ofPlatform().daemon().name("job-ear").start(this::hear);
    }

    private void hear() {
        var pause = new Semaphore(0);
        while (!closing) {
            try (Connection connection = source.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!closing) pass(postgres.getNotifications(LISTEN_MILLIS));
            } catch (SQLException e) {
                if (closing) return;
                log.warn("Not listening for other nodes' work for a moment: {}", e.getMessage());
                try {
                    pause.tryAcquire(1, TimeUnit.SECONDS);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private void pass(PGNotification @Nullable [] heard) {
        if (heard == null || heard.length == 0) return;
        boolean stop = false;
        for (PGNotification one : heard) stop |= one.getParameter().equals(STOP);
        listeners.forEach(Listener::work);
        if (stop) listeners.forEach(Listener::stopRuns);
    }

    @PreDestroy
    void close() {
        closing = true;
        Thread speaking = speaker;
        if (speaking != null) speaking.interrupt();
    }
}
