package reverie.platform;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs each {@link Housekeeping} at its interval on whichever worker node holds its lease. */
@Component
class HousekeepingRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(HousekeepingRunner.class);

    private final List<Housekeeping> works;
    private final Leases leases;
    private final Settings settings;
    private volatile @org.jspecify.annotations.Nullable ScheduledExecutorService timer;

    HousekeepingRunner(List<Housekeeping> works, Leases leases, Settings settings) {
        this.works = works;
        this.leases = leases;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (!settings.does(Roles.WORKER)) return;
        ScheduledExecutorService fresh = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("housekeeping-", 0).factory());
        for (Housekeeping work : works) {
            long millis = work.every().toMillis();
            // The first run is soon: after a crash it is housekeeping that puts things right.
            fresh.scheduleWithFixedDelay(() -> attempt(work), Math.min(1000, millis), millis, TimeUnit.MILLISECONDS);
        }
        timer = fresh;
    }

    private void attempt(Housekeeping work) {
        try {
            if (leases.take("housekeeping:" + work.name(), work.every().multipliedBy(3))
                    .isPresent()) work.run();
        } catch (RuntimeException e) {
            log.warn("Housekeeping {} failed; it will run again in {}", work.name(), work.every(), e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running != null) running.shutdownNow();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
