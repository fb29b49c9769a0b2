package reverie.job;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What runs on this node right now: how far it is, and whether it was asked to stop. */
@Component
class Running {
    /** One attempt under way. */
    static final class Run {
        private final UUID job;
        private final UUID attempt;
        private volatile double progress;
        private volatile boolean stop;
        private volatile Instant renewed;

        Run(UUID job, UUID attempt, Instant now) {
            this.job = job;
            this.attempt = attempt;
            this.renewed = now;
        }

        UUID job() {
            return job;
        }

        UUID attempt() {
            return attempt;
        }

        double progress() {
            return progress;
        }

        /** Never backwards: a bar that shrinks tells nothing. */
        void progress(double fraction) {
            if (fraction > progress && fraction <= 1) progress = fraction;
        }

        boolean stopAsked() {
            return stop;
        }

        void stop() {
            stop = true;
        }

        void renewed(Instant at) {
            renewed = at;
        }

        Instant renewed() {
            return renewed;
        }
    }

    private final ConcurrentMap<UUID, Run> runs = new ConcurrentHashMap<>();

    Run begin(UUID job, UUID attempt, Instant now) {
        Run run = new Run(job, attempt, now);
        runs.put(attempt, run);
        return run;
    }

    void end(Run run) {
        runs.remove(run.attempt());
    }

    Collection<Run> all() {
        return runs.values();
    }

    @Nullable
    Run of(UUID job) {
        return runs.values().stream().filter(r -> r.job().equals(job)).findAny().orElse(null);
    }

    double progress(UUID job) {
        Run run = of(job);
        return run == null ? 0 : run.progress();
    }
}
