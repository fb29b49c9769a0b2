package reverie.realtime;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reverie.platform.Roles;
import reverie.platform.Settings;

/** What the door does by itself: pings each second, a look at the log every two, tokens each minute. */
@Component
class Pulse implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Pulse.class);

    private final Connections connections;
    private final LiveSockets sockets;
    private final Delivery delivery;
    private final boolean beats;
    private volatile @Nullable ScheduledExecutorService timer;
    private long second;

    Pulse(Connections connections, LiveSockets sockets, Delivery delivery, Settings settings) {
        this.connections = connections;
        this.sockets = sockets;
        this.delivery = delivery;
        this.beats = settings.does(Roles.REALTIME);
    }

    @Override
    public void start() {
        if (!beats) return;
        ScheduledExecutorService fresh = Executors.newScheduledThreadPool(
                3, Thread.ofPlatform().daemon().name("live-pulse-", 0).factory());
        every(1, fresh, this::beat);
        every(2, fresh, delivery::lookEverywhere);
        every(60, fresh, sockets::checkTokens);
        timer = fresh;
    }

    private static void every(int seconds, ScheduledExecutorService timer, Runnable work) {
        var unused = timer.scheduleAtFixedRate(() -> attempt(work), seconds, seconds, TimeUnit.SECONDS);
    }

    private void beat() {
        connections.tick();
        sockets.tick(++second);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("The live door missed a beat; it goes on", e);
        }
    }

    /** Before the web server waits for its requests to end: a waiting poll would be waited for. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running != null) running.shutdownNow();
        timer = null;
        connections.cutAll();
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
