package reverie.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reverie.platform.Credits;
import reverie.provider.spi.Fault;

/**
 * Everything about a job that changes, and every way it may change. Pure: what is written, charged and told follows
 * from the difference between before and after.
 *
 * @param hold that pays for it now; null where nothing is to be paid
 * @param attempts begun so far
 * @param troubleAt since when attempts fail
 * @param deadAt when it ended for a reason nobody understands: a dead letter for the admin
 * @param hiddenAt when its owner deleted it
 */
record JobState(
        Phase phase,
        @Nullable Waiting waitingFor,
        Instant deadline,
        @Nullable UUID hold,
        Credits held,
        Credits charged,
        int attempts,
        @Nullable Instant troubleAt,
        @Nullable Instant cancelAt,
        @Nullable String errorClass,
        @Nullable String errorCode,
        @Nullable Map<String, Object> recipe,
        @Nullable Map<String, Object> data,
        List<JobView.Moment> timeline,
        @Nullable Instant deadAt,
        @Nullable Instant hiddenAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    enum Phase {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isFinal() {
            return this == SUCCEEDED || this == FAILED || this == CANCELED;
        }
    }

    enum Waiting {
        START,
        PAYMENT,
        APPROVAL,
        REVIEW,
        PROVIDER,
        DELIVERY,
        CLAIM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static JobState queued(@Nullable UUID hold, Credits held, Instant now) {
        return new JobState(
                Phase.QUEUED,
                Waiting.START,
                now.plus(Limits.DEADLINE_QUEUED),
                hold,
                held,
                Credits.ZERO,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new JobView.Moment(now, "queued", null)),
                null,
                null,
                null,
                null);
    }

    boolean isFinal() {
        return phase.isFinal();
    }

    /** Whether people have been told that an attempt failed and another comes. */
    boolean shownAsRetrying() {
        return phase == Phase.RUNNING && waitingFor == Waiting.START;
    }

    JobState started(Instant now, Duration mayTake) {
        boolean silent = phase == Phase.RUNNING && !shownAsRetrying();
        return change(d -> {
            d.phase = Phase.RUNNING;
            d.waitingFor = null;
            d.deadline = now.plus(mayTake);
            d.attempts++;
            if (d.startedAt == null) d.startedAt = now;
            if (!silent) d.tell(now, "started", null);
        });
    }

    /** The provider has it and goes on by itself. */
    JobState elsewhere(Instant now) {
        if (waitingFor == Waiting.PROVIDER) return this;
        return change(d -> {
            d.waitingFor = Waiting.PROVIDER;
            d.deadline = now.plus(Limits.DEADLINE_ELSEWHERE);
        });
    }

    /** Sent, and nobody knows whether it arrived: it is waited for, never sent again. */
    JobState lost(Instant now) {
        return change(d -> {
            if (d.waitingFor != Waiting.PROVIDER) d.deadline = now.plus(Limits.DEADLINE_ELSEWHERE);
            d.waitingFor = Waiting.PROVIDER;
            d.tell(now, "no_answer", null);
        });
    }

    /** Another attempt comes; shown as soon as it is sure that the trouble lasts longer than may go unsaid. */
    JobState again(Instant now, Duration after) {
        Instant trouble = troubleAt == null ? now : troubleAt;
        boolean shown = trouble.plus(Limits.SILENT).isBefore(now.plus(after));
        return change(d -> {
            d.troubleAt = trouble;
            d.deadline = now.plus(after).plus(Limits.DEADLINE_QUEUED);
            d.waitingFor = shown ? Waiting.START : null;
            if (shown && !shownAsRetrying()) d.tell(now, "retrying", null);
        });
    }

    JobState succeeded(
            Instant now, Credits charge, Map<String, Object> data, Map<String, Object> recipe, boolean toDeliver) {
        return change(d -> {
            d.end(now, Phase.SUCCEEDED, "succeeded");
            d.charged = charge;
            d.data = data.isEmpty() ? null : data;
            d.recipe = recipe.isEmpty() ? null : recipe;
            if (toDeliver) {
                d.waitingFor = Waiting.DELIVERY;
                d.deadline = now.plus(Limits.DEADLINE_DELIVERY);
            }
        });
    }

    JobState failed(Instant now, Fault fault, boolean dead) {
        return change(d -> {
            d.end(now, Phase.FAILED, "failed");
            d.errorClass = fault.errorClass().name().toLowerCase(Locale.ROOT);
            d.errorCode = fault.code();
            d.deadAt = dead ? now : null;
        });
    }

    JobState canceled(Instant now) {
        return change(d -> d.end(now, Phase.CANCELED, "canceled"));
    }

    /** Its owner wants it to end; who runs it will see that soon. */
    JobState cancelAsked(Instant now) {
        if (cancelAt != null) return this;
        return change(d -> {
            d.cancelAt = now;
            Instant soon = now.plus(Limits.DEADLINE_CANCEL);
            if (soon.isBefore(d.deadline)) d.deadline = soon;
            d.tell(now, "cancel_asked", null);
        });
    }

    JobState delivered(Instant now) {
        return change(d -> {
            d.waitingFor = null;
            d.deadline = now;
            d.tell(now, "delivered", null);
        });
    }

    /** The door outside did not take it: the charge is given back, and it waits to be claimed. */
    JobState undelivered(Instant now) {
        return change(d -> {
            d.waitingFor = Waiting.CLAIM;
            d.charged = Credits.ZERO;
            d.hold = null;
            d.deadline = now.plus(Limits.DEADLINE_CLAIM);
            d.tell(now, "undelivered", null);
        });
    }

    JobState claimed(Instant now, @Nullable UUID newHold, Credits charge) {
        return change(d -> {
            d.waitingFor = null;
            d.charged = charge;
            d.hold = newHold;
            d.deadline = now;
            d.tell(now, "claimed", null);
        });
    }

    /** Nobody claimed it in time. */
    JobState expired(Instant now) {
        return change(d -> {
            d.waitingFor = null;
            d.deadline = now;
            d.tell(now, "expired", null);
        });
    }

    /** A dead letter gets a second life, under a new hold. */
    JobState replayed(Instant now, @Nullable UUID newHold, Credits held) {
        return change(d -> {
            d.phase = Phase.QUEUED;
            d.waitingFor = Waiting.START;
            d.deadline = now.plus(Limits.DEADLINE_QUEUED);
            d.hold = newHold;
            d.held = held;
            d.errorClass = null;
            d.errorCode = null;
            d.deadAt = null;
            d.troubleAt = null;
            d.cancelAt = null;
            d.endedAt = null;
            d.tell(now, "replayed", null);
        });
    }

    JobState hidden(@Nullable Instant at) {
        return change(d -> d.hiddenAt = at);
    }

    private JobState change(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** A copy to be changed, seen by nobody else. */
    private static final class Draft {
        private static final int TIMELINE_MAX = 60;

        private Phase phase;
        private @Nullable Waiting waitingFor;
        private Instant deadline;
        private @Nullable UUID hold;
        private Credits held;
        private Credits charged;
        private int attempts;
        private @Nullable Instant troubleAt;
        private @Nullable Instant cancelAt;
        private @Nullable String errorClass;
        private @Nullable String errorCode;
        private @Nullable Map<String, Object> recipe;
        private @Nullable Map<String, Object> data;
        private List<JobView.Moment> timeline;
        private @Nullable Instant deadAt;
        private @Nullable Instant hiddenAt;
        private @Nullable Instant startedAt;
        private @Nullable Instant endedAt;

        Draft(JobState s) {
            phase = s.phase;
            waitingFor = s.waitingFor;
            deadline = s.deadline;
            hold = s.hold;
            held = s.held;
            charged = s.charged;
            attempts = s.attempts;
            troubleAt = s.troubleAt;
            cancelAt = s.cancelAt;
            errorClass = s.errorClass;
            errorCode = s.errorCode;
            recipe = s.recipe;
            data = s.data;
            timeline = s.timeline;
            deadAt = s.deadAt;
            hiddenAt = s.hiddenAt;
            startedAt = s.startedAt;
            endedAt = s.endedAt;
        }

        void tell(Instant at, String what, @Nullable String note) {
            if (timeline.size() >= TIMELINE_MAX) return;
            List<JobView.Moment> longer = new ArrayList<>(timeline);
            longer.add(new JobView.Moment(at, what, note));
            timeline = List.copyOf(longer);
        }

        void end(Instant now, Phase how, String what) {
            phase = how;
            waitingFor = null;
            deadline = now;
            held = Credits.ZERO;
            endedAt = now;
            tell(now, what, null);
        }

        JobState done() {
            return new JobState(
                    phase,
                    waitingFor,
                    deadline,
                    hold,
                    held,
                    charged,
                    attempts,
                    troubleAt,
                    cancelAt,
                    errorClass,
                    errorCode,
                    recipe,
                    data,
                    timeline,
                    deadAt,
                    hiddenAt,
                    startedAt,
                    endedAt);
        }
    }
}
