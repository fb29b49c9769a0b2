package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        private int charges;
        private int releases;
        private int counter;

        World(long seed) {
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
            Step.Verdict verdict = Step.of(told, job, ready, toDeliver, now, random.nextDouble());
            if (late) assertThat(verdict).as("who lost the lease is not heard").isInstanceOf(Step.Verdict.Stale.class);
            switch (verdict) {
                case Step.Verdict.Stale() -> assertThat(job.state()).isSameAs(before);
                case Step.Verdict.Over(JobState next, List<UUID> _) -> {
                    assertThat(before.isFinal()).as("it ends once").isFalse();
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
            assertThat(s.endedAt() != null).isEqualTo(s.isFinal());
            assertThat(s.attempts()).isLessThanOrEqualTo(Limits.ATTEMPTS);
            assertThat(ready == null || !s.isFinal())
                    .as("what is over can't be taken up")
                    .isTrue();
            assertThat(s.timeline().size()).isLessThanOrEqualTo(60);
        }
    }

    private static void run(long seed) {
        World world = new World(seed);
        try {
            for (int i = 0; i < CHAOS_STEPS; i++) world.anything();
            world.calm();
            world.check();
            assertThat(world.job.state().isFinal()).as("every job ends").isTrue();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + world.job.state(), e);
        }
    }

    @Test
    void whatever_happens_money_moves_once_and_every_job_ends() {
        for (long seed = 0; seed < 3_000; seed++) run(seed);
    }

    @Test
    @Tag("long")
    void whatever_happens_in_many_more_worlds() {
        for (long seed = 3_000; seed < 200_000; seed++) run(seed);
    }

    @Test
    void what_can_not_be_repeated_is_begun_again_only_after_an_answer_said_that_it_failed() {
        for (long seed = 0; seed < 3_000; seed++) {
            World world = new World(seed);
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
