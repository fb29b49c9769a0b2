package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.provider.Providers;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.Started;
import reverie.wallet.Wallet;

@ReverieTest
class LeaseTest {
    private static final Ending DONE = new Ending.Succeed(List.of(), Map.of(), Map.of());

    @Autowired
    GivenJob given;

    @Autowired
    Wallet wallet;

    @Autowired
    ClaimJobs claims;

    @Autowired
    SettleJob settle;

    @Autowired
    Workers workers;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    FarawayProvider faraway;

    @Autowired
    TestClock clock;

    @Autowired
    Ids ids;

    @Autowired
    JdbcClient db;

    /** A worker takes it up and is never heard of again. */
    private ClaimJobs.Claimed takenByOneWhoDies(String lane) {
        var claimed = claims.claim(lane, 1, ids.next()).getFirst();
        Providers.Permit permit = claimed.permit();
        if (permit != null) permit.close();
        return claimed;
    }

    private void leaseRunsOut() {
        clock.advance(Limits.LEASE.plusSeconds(1));
        given.tidied();
    }

    private String attempts() {
        return String.join(
                ",",
                db.sql("select state from job_attempt order by number")
                        .query(String.class)
                        .list());
    }

    @Test
    void a_job_whose_worker_died_is_taken_up_by_another() {
        var anna = given.personWith("1");
        var job = given.queued(anna, "scripted/thing", Map.of());
        takenByOneWhoDies("light");
        assertThat(given.workedOff()).isZero();

        leaseRunsOut();

        assertThat(given.workedOff()).isEqualTo(1);
        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(attempts()).isEqualTo("abandoned,succeeded");
        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.ZERO);
    }

    @Test
    void two_workers_with_expired_leases_never_settle_twice() {
        var anna = given.personWith("2");
        var job = given.queued(anna, "scripted/thing", Map.of());
        UUID first = takenByOneWhoDies("light").attempt();
        leaseRunsOut();
        UUID second = takenByOneWhoDies("light").attempt();
        leaseRunsOut();
        UUID third = takenByOneWhoDies("light").attempt();

        assertThat(settle.tell(new Step.Told.Ended(job.id(), first, DONE))).isFalse();
        assertThat(settle.tell(new Step.Told.Ended(job.id(), second, DONE))).isFalse();
        assertThat(given.now(job).state()).isEqualTo("running");
        assertThat(settle.tell(new Step.Told.Ended(job.id(), third, DONE))).isTrue();
        assertThat(settle.tell(new Step.Told.Ended(job.id(), first, DONE))).isFalse();
        assertThat(settle.tell(new Step.Told.Ended(job.id(), third, DONE))).isFalse();

        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.of("1"));
        assertThat(wallet.entries(anna.account(), "charge", null, 10).items()).hasSize(1);
    }

    @Test
    void told_together_in_one_batch_only_the_holder_of_the_lease_counts() {
        var anna = given.personWith("2");
        var job = given.queued(anna, "scripted/thing", Map.of());
        UUID old = takenByOneWhoDies("light").attempt();
        leaseRunsOut();
        UUID current = takenByOneWhoDies("light").attempt();

        List<Boolean> counted = settle.settleTogether(List.of(
                new Step.Told.Ended(job.id(), old, DONE),
                new Step.Told.Ended(job.id(), current, DONE),
                new Step.Told.Ended(job.id(), current, DONE),
                new Step.Told.CancelAsked(job.id())));

        assertThat(counted).containsExactly(false, true, false, false);
        assertThat(wallet.entries(anna.account(), "charge", null, 10).items()).hasSize(1);
    }

    @Test
    void a_lease_lives_as_long_as_its_worker_renews_it() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> {
            for (int i = 0; i < 5; i++) {
                clock.advance(Limits.LEASE.minusSeconds(2));
                workers.beat();
                given.tidied();
            }
            return ScriptedProvider.ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
        });
        var job = given.queued(anna, "scripted/thing", Map.of());

        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(attempts()).isEqualTo("succeeded");
    }

    @Test
    void a_worker_that_lost_its_lease_is_told_to_stop() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> {
            clock.advance(Limits.LEASE.plusSeconds(1));
            given.tidied();
            workers.beat();
            assertThat(context.stopAsked()).isTrue();
            return ScriptedProvider.ended(new RunOutcome.Stopped());
        });
        var job = given.queued(anna, "scripted/thing", Map.of());

        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(attempts()).isEqualTo("abandoned,succeeded");
    }

    @Test
    void what_kills_its_worker_again_and_again_is_given_up_and_kept_for_the_admin() {
        var anna = given.personWith("1");
        var job = given.queued(anna, "scripted/thing", Map.of());
        for (int i = 0; i < Limits.ATTEMPTS; i++) {
            takenByOneWhoDies("light");
            leaseRunsOut();
        }

        assertThat(given.now(job).state()).isEqualTo("failed");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
        assertThat(db.sql("select count(*) from job where dead_at is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void what_may_have_been_sent_elsewhere_is_not_sent_again() {
        var anna = given.personWith("1");
        var job = given.queued(anna, "scripted/faraway", Map.of());
        takenByOneWhoDies("remote");

        leaseRunsOut();

        assertThat(given.workedOff()).isZero();
        assertThat(given.now(job).state()).isEqualTo("running");
        assertThat(given.now(job).waitingFor()).isEqualTo("provider");
        clock.advance(Limits.DEADLINE_ELSEWHERE.plusSeconds(1));
        given.tidied();
        assertThat(given.now(job).state()).isEqualTo("failed");
        assertThat(faraway.sent).isEmpty();
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }

    @Test
    void a_lost_answer_is_waited_for_and_never_sent_again() {
        var anna = given.personWith("1");
        faraway.then(new Started.Ended(new RunOutcome.Lost()));
        var job = given.queued(anna, "scripted/faraway", Map.of());
        given.workedOff();
        assertThat(given.now(job).waitingFor()).isEqualTo("provider");

        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(4));
            given.tidied();
            given.workedOff();
        }

        assertThat(faraway.sent).hasSize(1);
        assertThat(given.now(job).state()).isEqualTo("failed");
        assertThat(given.now(job).error()).extracting(JobView.Failure::code).isEqualTo("took_too_long");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }

    @Test
    void a_run_elsewhere_is_asked_after_without_a_slot_until_it_is_done() {
        var anna = given.personWith("1");
        faraway.thenGoOn("task-1").thenGoOn("task-1").thenGoOn("task-1");
        var job = given.queued(anna, "scripted/faraway", Map.of());
        given.workedOff();
        assertThat(faraway.sent).hasSize(1);
        assertThat(faraway.asked).isEmpty();

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(11));
            assertThat(given.workedOff()).isEqualTo(1);
        }

        assertThat(faraway.asked).containsExactly("task-1", "task-1", "task-1");
        assertThat(faraway.sent).hasSize(1);
        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(attempts()).isEqualTo("succeeded");
    }

    @Test
    void who_dies_while_asking_leaves_it_to_another_to_ask() {
        var anna = given.personWith("1");
        faraway.thenGoOn("task-1");
        var job = given.queued(anna, "scripted/faraway", Map.of());
        given.workedOff();
        clock.advance(Duration.ofSeconds(11));
        takenByOneWhoDies(Lanes.POLL);

        leaseRunsOut();
        given.workedOff();

        assertThat(faraway.sent).hasSize(1);
        assertThat(faraway.asked).containsExactly("task-1");
        assertThat(given.now(job).state()).isEqualTo("succeeded");
    }
}
