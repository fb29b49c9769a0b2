package reverie.telegram;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reverie.job.JobView;
import reverie.job.Jobs;
import reverie.platform.Leases;
import reverie.platform.Roles;
import reverie.platform.Settings;
import reverie.telegram.api.BotAccess;

/** Keeps the bot going on nodes with its role: all of them handle updates, one of them polls and sends. */
@Component
class BotRunner implements SmartLifecycle {
    static final String LEASE = "telegram";
    private static final Logger log = LoggerFactory.getLogger(BotRunner.class);
    private static final int SILENT_LOOKED_AT = 100;

    /** Something that goes on until it is interrupted. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private final Settings settings;
    private final BotAccess access;
    private final Leases leases;
    private final Poller poller;
    private final Handling handling;
    private final Postman postman;
    private final Watches watches;
    private final Jobs jobs;
    private final JobFeed feed;
    private final Semaphore never = new Semaphore(0);
    private volatile @Nullable Thread leading;
    private volatile @Nullable Thread handler;

    BotRunner(
            Settings settings,
            BotAccess access,
            Leases leases,
            Poller poller,
            Handling handling,
            Postman postman,
            Watches watches,
            Jobs jobs,
            JobFeed feed) {
        this.settings = settings;
        this.access = access;
        this.leases = leases;
        this.poller = poller;
        this.handling = handling;
        this.postman = postman;
        this.watches = watches;
        this.jobs = jobs;
        this.feed = feed;
    }

    @Override
    public void start() {
        if (!settings.does(Roles.BOT) || !access.isSetUp()) return;
        handler = begin("telegram-handling", handling::work);
        leading = begin("telegram-leading", this::lead);
    }

    private static Thread begin(String name, Work work) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                log.debug("{} ends", name);
            } catch (RuntimeException e) {
                log.error("{} stopped", name, e);
            }
        });
    }

    /** Tries to lead; while it does, renews the lease and looks after those whose message says nothing new. */
    private void lead() throws InterruptedException {
        Leases.@Nullable Lease held = null;
        Thread polling = null;
        Thread sending = null;
        try {
            while (true) {
                Leases.Lease lease = take().orElse(null);
                boolean lost = held != null && !held.equals(lease);
                if (lost) {
                    log.warn("This node does not lead the bot any more");
                    end(polling, sending);
                    held = null;
                }
                if (lease != null && held == null) {
                    Leases.Lease mine = lease;
                    polling = begin("telegram-polling", () -> poller.work(mine));
                    sending = begin("telegram-sending", () -> postman.work(mine));
                    held = lease;
                }
                if (held != null) refresh();
                never.tryAcquire(Limits.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            end(polling, sending);
            if (held != null) giveBack(held);
        }
    }

    private Optional<Leases.Lease> take() {
        try {
            return leases.take(LEASE, Limits.LEASE);
        } catch (RuntimeException e) {
            log.warn("Who leads the bot can't be told for a moment: {}", e.toString());
            return Optional.empty();
        }
    }

    private void giveBack(Leases.Lease lease) {
        try {
            leases.giveBack(lease);
        } catch (RuntimeException e) {
            log.debug("The lease runs out by itself: {}", e.toString());
        }
    }

    private static void end(@Nullable Thread... threads) {
        for (Thread thread : threads) {
            if (thread != null) thread.interrupt();
        }
        try {
            for (Thread thread : threads) {
                if (thread != null) thread.join(Limits.LAST_SENDS.plusSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those in line hear nothing from a worker; those that run elsewhere may have gone quiet. */
    void refresh() {
        try {
            for (Watches.Watch watch : watches.silent(Limits.EDITS_APART, SILENT_LOOKED_AT)) {
                Optional<JobView> job = jobs.find(watch.job(), watch.language());
                if (job.isEmpty() || job.get().isOver()) watches.end(watch.job());
                else
                    feed.tell(
                            watch,
                            job.get().placeInLine(),
                            job.get().progress(),
                            job.get().etaSeconds());
            }
        } catch (RuntimeException e) {
            log.warn("Status messages are not looked after this time: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        end(leading, handler);
        leading = null;
        handler = null;
    }

    @Override
    public boolean isRunning() {
        return leading != null;
    }
}
