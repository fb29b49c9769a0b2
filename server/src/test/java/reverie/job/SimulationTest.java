package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;

/**
 * The decisions of the engine under seeded chaos, without threads or database: workers that die, answers that come
 * late, twice or never, wishes to cancel, clocks that jump. Whatever happens, money moves once and every job ends.
 */
class SimulationTest {
    private static final Credits PRICE = Credits.of("1");
    private static final int CHAOS_STEPS = 60;
    /** Runs one world alone. */
    private static final String SEED = "reverie.seed";

    /** What decides; {@link Step#of}, or that with a mistake planted in it. */
    private interface Decides {
        Step.Verdict of(
                Step.Told told, Job job, Step.@Nullable Ready ready, boolean deliver, Instant now, double jitter);
    }

    /** One job's little world: what the tables hold, and all attempts there ever were. */
    private static final class World {
        private final RandomGenerator random;
        private final boolean repeatable;
        private final boolean toDeliver;
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");
        private Job job;
        private Step.@Nullable Ready ready = new Step.Ready(null, null, false, false);
        private Instant notBefore = now;
        private final List<UUID> attempts = new ArrayList<>();
        private final Set<UUID> begun = new HashSet<>();
        private final Decides engine;
        private int failuresHeard;
        private int charges;
        private int releases;
        private int counter;

        World(long seed, Decides engine) {
            this.engine = engine;
            random = new Random(seed);
            repeatable = random.nextInt(3) > 0;
            toDeliver = random.nextBoolean();
            UUID id = id();
            job = new Job(
                    id,
                    new AccountId(id()),
                    "web",
                    "en",
                    "m",
                    Map.of(),
                    "light",
                    1,
                    1,
                    id(),
                    "v",
                    PRICE,
                    5,
                    null,
                    null,
                    null,
                    now,
                    JobState.queued(id, PRICE, now));
        }

        private UUID id() {
            return new UUID(random.nextLong(), ++counter);
        }

        void claim() {
            Step.Ready place = ready;
            if (place == null || place.leased() || notBefore.isAfter(now)) return;
            UUID attempt = place.attempt();
            if (!place.elsewhere() || attempt == null) {
                attempt = id();
                attempts.add(attempt);
                begun.add(attempt);
                job = job.with(job.state().started(now, Limits.deadlineRunning(job.expected())));
            }
            ready = new Step.Ready(attempt, now.plus(Limits.LEASE), repeatable, place.elsewhere());
        }

        void beat() {
            Step.Ready place = ready;
            if (place != null && place.leased() && !now.isAfter(place.leaseUntil())) {
                ready = new Step.Ready(place.attempt(), now.plus(Limits.LEASE), repeatable, place.elsewhere());
            }
        }

        void tell(Step.Told told) {
            JobState before = job.state();
            boolean late = told instanceof Step.Told.Ended ended
                    && (ready == null || !ready.leased() || !ended.attempt().equals(ready.attempt()));
            boolean leaseIsGood = ready != null
                    && ready.leaseUntil() != null
                    && !ready.leaseUntil().isBefore(now);
            Step.Verdict verdict = engine.of(told, job, ready, toDeliver, now, random.nextDouble());
            boolean stale = verdict instanceof Step.Verdict.Stale;
            if (late) assertThat(stale).as("who lost the lease is not heard").isTrue();
            if (told instanceof Step.Told.Abandoned && leaseIsGood) {
                assertThat(stale).as("a lease that is good is not taken away").isTrue();
            }
            if (!stale && told instanceof Step.Told.Ended(UUID _, UUID _, Ending.Fail _)) failuresHeard++;
            switch (verdict) {
                case Step.Verdict.Stale() -> assertThat(job.state()).isSameAs(before);
                case Step.Verdict.Over(JobState next, List<UUID> _) -> {
                    assertThat(before.isFinal()).as("it ends once").isFalse();
                    if (before.cancelAt() != null) {
                        assertThat(next.charged())
                                .as("who took it back does not pay")
                                .isEqualTo(Credits.ZERO);
                    }
                    if (next.charged().isZero()) releases++;
                    else charges++;
                    job = job.with(next);
                    ready = null;
                }
                case Step.Verdict.Again(JobState next, Duration after, boolean same, String taskId) -> {
                    Step.Ready place = ready;
                    job = job.with(next);
                    notBefore = now.plus(after);
                    boolean elsewhere = same && (taskId != null || (place != null && place.elsewhere()));
                    ready = new Step.Ready(same && place != null ? place.attempt() : null, null, repeatable, elsewhere);
                }
                case Step.Verdict.Parked(JobState next) -> {
                    job = job.with(next);
                    ready = null;
                }
                case Step.Verdict.StopAsked(JobState next) -> job = job.with(next);
            }
            if (told instanceof Step.Told.CancelAsked && !stale) {
                assertThat(job.state().isFinal() || job.state().cancelAt() != null)
                        .as("a wish to cancel is kept")
                        .isTrue();
            }
            if (told instanceof Step.Told.Abandoned && !stale && repeatable) {
                assertThat(job.state().isFinal() || ready != null)
                        .as("what a dead worker held can be taken up")
                        .isTrue();
            }
            check();
        }

        private Ending anyEnding() {
            return switch (random.nextInt(6)) {
                case 0, 1 -> new Ending.Succeed(List.of(), Map.of(), Map.of());
                case 2 ->
                    new Ending.Fail(
                            new Fault(ErrorClass.values()[random.nextInt(ErrorClass.values().length)], "x", ""));
                case 3 ->
                    repeatable
                            ? new Ending.Fail(new Fault(ErrorClass.TEMPORARY, "x", ""))
                            : new Ending.Elsewhere("task", Duration.ofSeconds(5));
                case 4 -> repeatable ? new Ending.Stop() : new Ending.Lose();
                default -> new Ending.Fail(new Fault(ErrorClass.UNKNOWN, "result_black", ""));
            };
        }

        void anything() {
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> claim();
                case 3 -> beat();
                case 4 -> {
                    // Any attempt there ever was may speak up, also one that is thought dead.
                    if (!attempts.isEmpty()) {
                        UUID attempt = attempts.get(random.nextInt(attempts.size()));
                        var told = new Step.Told.Ended(job.id(), attempt, anyEnding());
                        tell(told);
                        if (random.nextBoolean()) tell(told);
                    }
                }
                case 5 -> tell(new Step.Told.Abandoned(job.id()));
                case 6 -> tell(new Step.Told.Overdue(job.id()));
                case 7 -> {
                    if (random.nextInt(6) == 0) tell(new Step.Told.CancelAsked(job.id()));
                }
                default -> now = now.plusMillis(random.nextInt(25_000));
            }
        }

        /** The faults are over: workers are there again and whoever keeps house comes by. */
        void calm() {
            for (int i = 0; i < 2_000 && !job.state().isFinal(); i++) {
                claim();
                Step.Ready place = ready;
                UUID attempt = place == null ? null : place.attempt();
                if (place != null && place.leased() && attempt != null && random.nextInt(3) > 0) {
                    tell(new Step.Told.Ended(job.id(), attempt, anyEnding()));
                }
                now = now.plusSeconds(15);
                tell(new Step.Told.Abandoned(job.id()));
                tell(new Step.Told.Overdue(job.id()));
            }
        }

        void check() {
            JobState s = job.state();
            assertThat(charges + releases).as("one end").isEqualTo(s.isFinal() ? 1 : 0);
            assertThat(s.held()).as("held while live").isEqualTo(s.isFinal() ? Credits.ZERO : PRICE);
            assertThat(!s.charged().isZero())
                    .as("charged iff succeeded")
                    .isEqualTo(s.phase() == JobState.Phase.SUCCEEDED);
            if (!repeatable) {
                assertThat(begun.size())
                        .as("what can't be repeated is begun again only after an answer that it failed")
                        .isLessThanOrEqualTo(1 + failuresHeard);
            }
            assertThat(s.endedAt() != null).isEqualTo(s.isFinal());
            assertThat(s.attempts()).isLessThanOrEqualTo(Limits.ATTEMPTS);
            assertThat(ready == null || !s.isFinal())
                    .as("what is over can't be taken up")
                    .isTrue();
            assertThat(s.timeline().size()).isLessThanOrEqualTo(60);
        }
    }

    /** One whole life under chaos, then in peace. */
    private static void run(long seed, Decides engine) {
        World world = new World(seed, engine);
        try {
            for (int i = 0; i < CHAOS_STEPS; i++) world.anything();
            world.calm();
            world.check();
            assertThat(world.job.state().isFinal()).as("every job ends").isTrue();
        } catch (AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " (again with -D" + SEED + "=" + seed + "): " + world.job.state(), e);
        }
    }

    private static void run(long from, long to) {
        Long only = Long.getLong(SEED);
        for (long seed = only == null ? from : only; seed < (only == null ? to : only + 1); seed++) run(seed, Step::of);
    }

    @Test
    void whatever_happens_money_moves_once_and_every_job_ends() {
        run(0, 10_000);
    }

    @Test
    @Tag("long")
    void whatever_happens_in_many_more_worlds() {
        run(10_000, 300_000);
    }

    /** If it can't find these, it is too weak to be believed. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "the lease is not looked at when an attempt ends",
                        (told, job, ready, deliver, now, jitter) -> ready != null
                                        && told instanceof Step.Told.Ended ended
                                ? Step.of(
                                        told,
                                        job,
                                        new Step.Ready(ended.attempt(), now, ready.repeatable(), ready.elsewhere()),
                                        deliver,
                                        now,
                                        jitter)
                                : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "what is over is ended again",
                        (told, job, ready, deliver, now, jitter) -> job.state().isFinal()
                                ? new Step.Verdict.Over(job.state().canceled(now), List.of())
                                : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "a lease that is good is taken away",
                        (told, job, ready, deliver, now, jitter) -> Step.of(
                                told,
                                job,
                                told instanceof Step.Told.Abandoned && ready != null && ready.leased()
                                        ? new Step.Ready(
                                                ready.attempt(),
                                                now.minusSeconds(1),
                                                ready.repeatable(),
                                                ready.elsewhere())
                                        : ready,
                                deliver,
                                now,
                                jitter)),
                mistake(
                        "what must not be repeated is",
                        (told, job, ready, deliver, now, jitter) -> Step.of(
                                told,
                                job,
                                ready == null
                                        ? null
                                        : new Step.Ready(ready.attempt(), ready.leaseUntil(), true, ready.elsewhere()),
                                deliver,
                                now,
                                jitter)),
                mistake(
                        "what was lost is sent again",
                        (told, job, ready, deliver, now, jitter) ->
                                Step.of(told, job, ready, deliver, now, jitter) instanceof Step.Verdict.Parked parked
                                        ? new Step.Verdict.Again(parked.next(), Duration.ZERO, false, null)
                                        : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "a dead worker's job is left lying",
                        (told, job, ready, deliver, now, jitter) -> told instanceof Step.Told.Abandoned
                                        && !job.state().isFinal()
                                ? new Step.Verdict.Parked(job.state())
                                : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "deadlines are not kept",
                        (told, job, ready, deliver, now, jitter) -> told instanceof Step.Told.Overdue
                                ? new Step.Verdict.Stale()
                                : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "it is tried for ever",
                        (told, job, ready, deliver, now, jitter) ->
                                Step.of(told, job, ready, deliver, now, jitter) instanceof Step.Verdict.Over over
                                                && over.next().phase() == JobState.Phase.FAILED
                                        ? new Step.Verdict.Again(
                                                job.state().again(now, Duration.ZERO), Duration.ZERO, false, null)
                                        : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "who took it back pays all the same",
                        (told, job, ready, deliver, now, jitter) -> job.state().cancelAt() != null
                                        && Step.of(told, job, ready, deliver, now, jitter) instanceof Step.Verdict.Over
                                ? new Step.Verdict.Over(
                                        job.state().succeeded(now, PRICE, Map.of(), Map.of(), deliver), List.of())
                                : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "a wish to cancel is forgotten",
                        (told, job, ready, deliver, now, jitter) -> told instanceof Step.Told.CancelAsked
                                        && !job.state().isFinal()
                                ? new Step.Verdict.StopAsked(job.state())
                                : Step.of(told, job, ready, deliver, now, jitter)),
                mistake(
                        "what failed is charged",
                        (told, job, ready, deliver, now, jitter) ->
                                Step.of(told, job, ready, deliver, now, jitter) instanceof Step.Verdict.Over over
                                                && over.next().phase() == JobState.Phase.FAILED
                                        ? new Step.Verdict.Over(charged(over.next()), List.of())
                                        : Step.of(told, job, ready, deliver, now, jitter)));
    }

    private static JobState charged(JobState s) {
        return new JobState(
                s.phase(),
                s.waitingFor(),
                s.deadline(),
                s.hold(),
                s.held(),
                PRICE,
                s.attempts(),
                s.troubleAt(),
                s.cancelAt(),
                s.errorClass(),
                s.errorCode(),
                s.recipe(),
                s.data(),
                s.timeline(),
                s.deadAt(),
                s.hiddenAt(),
                s.startedAt(),
                s.endedAt());
    }

    private static Arguments mistake(String name, Decides engine) {
        return Arguments.of(name, engine);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_planted_mistake_is_found_within_a_thousand_worlds(String name, Object engine) {
        for (long seed = 0; seed < 1_000; seed++) {
            try {
                run(seed, (Decides) engine);
            } catch (AssertionError found) {
                return;
            }
        }
        fail("Nobody noticed that " + name);
    }

    @Test
    void what_can_not_be_repeated_is_begun_again_only_after_an_answer_said_that_it_failed() {
        for (long seed = 0; seed < 3_000; seed++) {
            World world = new World(seed, Step::of);
            if (world.repeatable) continue;
            // Workers only die; nobody ever answers.
            for (int i = 0; i < 20; i++) {
                world.claim();
                world.now = world.now.plus(Limits.LEASE).plusSeconds(1);
                world.tell(new Step.Told.Abandoned(world.job.id()));
            }
            assertThat(world.begun).as("seed " + seed).hasSize(1);
        }
    }
}
