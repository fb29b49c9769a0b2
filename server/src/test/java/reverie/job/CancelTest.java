package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Credits;
import reverie.platform.Problem;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.Started;
import reverie.wallet.Wallet;

@ReverieTest
class CancelTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    Workers workers;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    FarawayProvider faraway;

    @Autowired
    TestClock clock;

    private void everythingIsBack(Jobs.Asker who) {
        assertThat(wallet.balance(who.account()).available()).isEqualTo(Credits.of("1"));
        assertThat(wallet.balance(who.account()).held()).isEqualTo(Credits.ZERO);
    }

    @Test
    void what_waits_in_line_ends_at_once() {
        var anna = given.personWith("1");
        var job = given.queued(anna, "scripted/thing", Map.of());

        JobView canceled = jobs.cancel(anna, job.id());

        assertThat(canceled.state()).isEqualTo("canceled");
        assertThat(given.workedOff()).isZero();
        everythingIsBack(anna);
    }

    @Test
    void what_runs_is_asked_to_stop_and_then_ends() throws Exception {
        var anna = given.personWith("1");
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        scripted.then((request, context) -> {
            running.countDown();
            await(goOn);
            return ScriptedProvider.ended(
                    context.stopAsked()
                            ? new RunOutcome.Stopped()
                            : new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
        });
        var job = given.queued(anna, "scripted/thing", Map.of());
        Thread worker = Thread.startVirtualThread(given::workedOff);
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        JobView asked = jobs.cancel(anna, job.id());
        assertThat(asked.state()).isEqualTo("running");
        assertThat(asked.timeline()).extracting(JobView.Moment::what).contains("cancel_asked");
        workers.beat();
        goOn.countDown();
        worker.join();

        assertThat(given.now(job).state()).isEqualTo("canceled");
        everythingIsBack(anna);
    }

    @Test
    void what_finishes_although_it_was_asked_to_stop_is_canceled_and_not_charged() throws Exception {
        var anna = given.personWith("1");
        scripted.then((request, context) -> {
            jobs.cancel(
                    anna,
                    given.now(jobs.live(anna.account(), "en").getFirst().id()).id());
            return ScriptedProvider.ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
        });
        var job = given.queued(anna, "scripted/thing", Map.of());

        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("canceled");
        everythingIsBack(anna);
    }

    @Test
    void what_waits_for_another_attempt_ends_at_once() {
        var anna = given.personWith("1");
        scripted.thenFail(reverie.provider.spi.ErrorClass.RATE_LIMIT, "too_many");
        var job = given.queued(anna, "scripted/thing", Map.of());
        given.workedOff();
        assertThat(given.now(job).state()).isEqualTo("running");

        assertThat(jobs.cancel(anna, job.id()).state()).isEqualTo("canceled");
        everythingIsBack(anna);
    }

    @Test
    void what_goes_on_elsewhere_ends_at_once_and_is_called_off_there() {
        var anna = given.personWith("1");
        faraway.thenGoOn("task-1");
        var job = given.queued(anna, "scripted/faraway", Map.of());
        given.workedOff();
        assertThat(given.now(job).waitingFor()).isEqualTo("provider");

        assertThat(jobs.cancel(anna, job.id()).state()).isEqualTo("canceled");

        everythingIsBack(anna);
        org.awaitility.Awaitility.await().until(() -> faraway.stopped.equals(List.of("task-1")));
        clock.advance(Duration.ofMinutes(1));
        assertThat(given.workedOff()).isZero();
    }

    @Test
    void what_may_have_landed_can_be_given_up() {
        var anna = given.personWith("1");
        faraway.then(new Started.Ended(new RunOutcome.Lost()));
        var job = given.queued(anna, "scripted/faraway", Map.of());
        given.workedOff();

        assertThat(jobs.cancel(anna, job.id()).state()).isEqualTo("canceled");
        everythingIsBack(anna);
    }

    @Test
    void what_is_over_stays_as_it_is() {
        var anna = given.personWith("1");
        var job = given.queued(anna, "scripted/thing", Map.of());
        given.workedOff();

        Problem problem = catchThrowableOfType(Problem.class, () -> jobs.cancel(anna, job.id()));

        assertThat(problem.code()).isEqualTo("already_over");
        assertThat(given.now(job).state()).isEqualTo("succeeded");
    }

    @Test
    void a_worker_that_does_not_stop_is_not_waited_for() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> {
            jobs.cancel(anna, jobs.live(anna.account(), "en").getFirst().id());
            clock.advance(Limits.DEADLINE_CANCEL.plusSeconds(1));
            given.tidied();
            return ScriptedProvider.ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
        });
        var job = given.queued(anna, "scripted/thing", Map.of());

        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("canceled");
        everythingIsBack(anna);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
