package reverie.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;

/**
 * The decisions of {@link SettleJob}, without database or clock: what was told about a job, and what follows from it.
 */
final class Step {
    /** Something that was told about a job. */
    sealed interface Told {
        UUID job();

        /** By the worker of an attempt. */
        record Ended(UUID job, UUID attempt, Ending ending) implements Told {}

        /** By the reaper: a lease ran out. */
        record Abandoned(UUID job) implements Told {}

        /** By the clock: a deadline passed. */
        record Overdue(UUID job) implements Told {}

        /** By its owner. */
        record CancelAsked(UUID job) implements Told {}
    }

    /**
     * The job's row among those that can be taken up; absent when nobody may take it.
     *
     * @param attempt that has, or had last, the lease
     * @param repeatable whether that attempt may be begun again after its worker died
     * @param elsewhere whether the provider goes on by itself, under an id we know
     */
    record Ready(@Nullable UUID attempt, @Nullable Instant leaseUntil, boolean repeatable, boolean elsewhere) {
        boolean leased() {
            return leaseUntil != null;
        }
    }

    /** What follows. */
    sealed interface Verdict {
        /** Too late, or twice: nothing changes. */
        record Stale() implements Verdict {}

        /** Over for good. */
        record Over(JobState next, List<UUID> outputs) implements Verdict {}

        /** Can be taken up again after a while: by a new attempt, or to ask after the old one. */
        record Again(
                JobState next,
                Duration after,
                boolean sameAttempt,
                @Nullable String taskId) implements Verdict {}

        /** Nobody may take it up; only word from outside or the deadline ends it. */
        record Parked(JobState next) implements Verdict {}

        /** It runs; who runs it is told to stop. */
        record StopAsked(JobState next) implements Verdict {}
    }

    private static final Verdict STALE = new Verdict.Stale();
    static final Fault WORKER_DIED = new Fault(ErrorClass.TEMPORARY, "worker_died", "its lease ran out");
    static final Fault TOO_LATE = new Fault(ErrorClass.TEMPORARY, "took_too_long", "its deadline passed");

    private Step() {}

    /** @param toDeliver whether a door outside waits for the result; @param jitter 0–1 */
    static Verdict of(Told told, Job job, @Nullable Ready ready, boolean toDeliver, Instant now, double jitter) {
        JobState state = job.state();
        if (state.isFinal()) return STALE;
        return switch (told) {
            case Told.Ended ended -> ended(ended, job, ready, toDeliver, now, jitter);
            case Told.Abandoned _ -> abandoned(state, ready, now);
            case Told.Overdue _ -> {
                if (!state.deadline().isBefore(now)) yield STALE;
                if (state.cancelAt() != null) yield over(state.canceled(now));
                yield over(state.failed(now, TOO_LATE, false));
            }
            case Told.CancelAsked _ -> {
                if (ready != null && ready.leased()) yield new Verdict.StopAsked(state.cancelAsked(now));
                yield over(state.canceled(now));
            }
        };
    }

    private static Verdict ended(
            Told.Ended told, Job job, @Nullable Ready ready, boolean toDeliver, Instant now, double jitter) {
        JobState state = job.state();
        // The lease went to another attempt, or to nobody: what this one says no longer counts.
        if (ready == null || !ready.leased() || !told.attempt().equals(ready.attempt())) return STALE;
        if (state.cancelAt() != null && !(told.ending() instanceof Ending.Lose)) return over(state.canceled(now));
        return switch (told.ending()) {
            case Ending.Succeed(List<UUID> outputs, Map<String, Object> data, Map<String, Object> recipe) ->
                new Verdict.Over(state.succeeded(now, job.quoted(), data, recipe, toDeliver), outputs);
            case Ending.Fail(Fault fault) -> {
                Duration delay = Retries.delay(fault, state.attempts(), jitter);
                yield delay == null
                        ? over(state.failed(now, fault, fault.errorClass() != ErrorClass.USER_VIOLATION))
                        : new Verdict.Again(state.again(now, delay), delay, false, null);
            }
            case Ending.Elsewhere(String taskId, Duration after) ->
                new Verdict.Again(state.elsewhere(now), after, true, taskId);
            case Ending.Lose() -> new Verdict.Parked(state.lost(now));
            case Ending.Stop() -> over(state.canceled(now));
        };
    }

    private static Verdict abandoned(JobState state, @Nullable Ready ready, Instant now) {
        if (ready == null || ready.leaseUntil() == null || !ready.leaseUntil().isBefore(now)) return STALE;
        if (state.cancelAt() != null) return over(state.canceled(now));
        if (ready.elsewhere()) return new Verdict.Again(state, Duration.ZERO, true, null);
        if (!ready.repeatable()) return new Verdict.Parked(state.lost(now));
        if (state.attempts() >= Limits.ATTEMPTS) return over(state.failed(now, WORKER_DIED, true));
        return new Verdict.Again(state.again(now, Duration.ZERO), Duration.ZERO, false, null);
    }

    private static Verdict over(JobState next) {
        return new Verdict.Over(next, List.of());
    }
}
