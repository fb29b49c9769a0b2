package reverie.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs each {@link Housekeeping} at its interval on one worker node: the one that holds the lease. The lease is short
 * and renewed, whatever the intervals are, so that the next node (or the same one, started again) begins at once with
 * what a dead one left.
 */
@Component
class HousekeepingRunner implements SmartLifecycle {
    static final String LEASE = "housekeeping";
    static final Duration LEASE_LENGTH = Duration.ofSeconds(9);
    private static final Duration RENEWED_EVERY = LEASE_LENGTH.dividedBy(3);
    /** How soon a node that begins to lead finds out that a work of a long interval is due. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(HousekeepingRunner.class);

    private final List<Housekeeping> works;
    private final Leases leases;
    private final Settings settings;
    private volatile @Nullable ScheduledExecutorService timer;
    private volatile Leases.@Nullable Lease lease;
    private volatile long leasedAtNanos;

    HousekeepingRunner(List<Housekeeping> works, Leases leases, Settings settings) {
        this.works = works;
        this.leases = leases;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (!settings.does(Roles.WORKER)) return;
        // A thread for each: what takes long keeps nothing else waiting.
        ScheduledExecutorService fresh = Executors.newScheduledThreadPool(
                works.size() + 1,
                Thread.ofPlatform().daemon().name("housekeeping-", 0).factory());
        fresh.scheduleAtFixedRate(this::renew, 0, RENEWED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        for (Housekeeping work : works) {
            var turn = new Turn(work);
            long millis = Math.min(work.every().toMillis(), LOOK_EVERY.toMillis());
            // The first run is soon: after a crash it is housekeeping that puts things right.
            fresh.scheduleWithFixedDelay(turn::take, Math.min(1_000, millis), millis, TimeUnit.MILLISECONDS);
        }
        timer = fresh;
    }

    private void renew() {
        try {
            long asked = System.nanoTime();
            lease = leases.take(LEASE, LEASE_LENGTH).orElse(null);
            leasedAtNanos = asked;
        } catch (Throwable e) {
            // Also an Error: the timer runs nothing again that ever threw.
            lease = null;
            log.warn("Who does the housekeeping could not be found out; asking again in {}", RENEWED_EVERY, e);
        }
    }

    /** False also when the lease could not be renewed for so long that another node may have it. */
    private boolean leads() {
        return lease != null && System.nanoTime() - leasedAtNanos < LEASE_LENGTH.toNanos();
    }

    /** One work, and when this node did it last. */
    private final class Turn {
        private final Housekeeping work;
        private @Nullable Long doneAtNanos;

        Turn(Housekeeping work) {
            this.work = work;
        }

        void take() {
            if (!leads() || !isDue()) return;
            doneAtNanos = System.nanoTime();
            try {
                work.run();
            } catch (Throwable e) {
                // Also an Error: the timer runs nothing again that ever threw.
                log.warn("Housekeeping {} failed; it will run again in {}", work.name(), work.every(), e);
            }
        }

        private boolean isDue() {
            return doneAtNanos == null
                    || System.nanoTime() - doneAtNanos >= work.every().toNanos();
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running == null) return;
        running.shutdownNow();
        timer = null;
        Optional.ofNullable(lease).ifPresent(this::giveBack);
        lease = null;
    }

    private void giveBack(Leases.Lease held) {
        try {
            leases.giveBack(held);
        } catch (RuntimeException e) {
            log.debug("The lease ends by itself", e);
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
