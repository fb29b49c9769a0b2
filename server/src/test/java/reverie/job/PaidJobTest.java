package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.platform.Credits;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.wallet.Wallet;

@ReverieTest
class PaidJobTest {
    @Autowired
    GivenJob given;

    @Autowired
    Wallet wallet;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    SettleJob settle;

    @Autowired
    JdbcClient db;

    @Test
    void a_job_holds_its_price_runs_and_is_charged_when_it_is_done() {
        var anna = given.personWith("2");

        var job = given.queued(anna, "noop/nothing", Map.of());
        assertThat(job.state()).isEqualTo("queued");
        assertThat(job.waitingFor()).isEqualTo("start");
        assertThat(job.placeInLine()).isEqualTo(1);
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.of("0.01"));

        assertThat(given.workedOff()).isEqualTo(1);

        var done = given.now(job);
        assertThat(done.state()).isEqualTo("succeeded");
        assertThat(done.charged()).isEqualTo(Credits.of("0.01"));
        assertThat(done.timeline()).extracting(JobView.Moment::what).containsExactly("queued", "started", "succeeded");
        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.of("1.99"));
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.ZERO);
    }

    @Test
    void a_film_is_checked_stored_and_shown_with_what_was_understood() {
        var anna = given.personWith("2");

        var job = given.film(anna);
        given.workedOff();

        var done = given.now(job);
        assertThat(done.error()).isNull();
        assertThat(done.state()).isEqualTo("succeeded");
        assertThat(done.outputs()).hasSize(1);
        assertThat(done.outputs().getFirst().kind()).isEqualTo("video");
        assertThat(done.understood()).containsExactly("snow");
        assertThat(done.recipe()).containsEntry("seed", 7);
        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.of("1"));
    }

    @Test
    void a_job_that_fails_by_its_own_photo_gives_its_credits_back_once() {
        var anna = given.personWith("2");
        scripted.thenFail(ErrorClass.USER_VIOLATION, "too_dark");

        var job = given.queued(anna, "scripted/thing", Map.of());
        given.workedOff();

        var failed = given.now(job);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error())
                .extracting(JobView.Failure::code, JobView.Failure::errorClass)
                .containsExactly("too_dark", "user_violation");
        assertThat(failed.error())
                .extracting(JobView.Failure::remedy)
                .asString()
                .isNotBlank();
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("2"));

        UUID attempt = db.sql("select id from job_attempt").query(UUID.class).single();
        boolean again = settle.tell(new Step.Told.Ended(
                job.id(), attempt, new Ending.Fail(new Fault(ErrorClass.USER_VIOLATION, "too_dark", ""))));

        assertThat(again).isFalse();
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("2"));
        assertThat(wallet.entries(anna.account(), "release", null, 10).items()).hasSize(1);
    }

    @Test
    void success_told_twice_charges_once() {
        var anna = given.personWith("2");
        var job = given.queued(anna, "scripted/thing", Map.of());
        given.workedOff();
        UUID attempt = db.sql("select id from job_attempt").query(UUID.class).single();
        var told = new Step.Told.Ended(job.id(), attempt, new Ending.Succeed(List.of(), Map.of(), Map.of()));

        assertThat(settle.tell(told)).isFalse();
        assertThat(settle.tell(told)).isFalse();

        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.of("1"));
        assertThat(wallet.entries(anna.account(), "charge", null, 10).items()).hasSize(1);
    }

    @Test
    void what_costs_nothing_needs_no_wallet() {
        var visitor = given.personWith("0");

        var job = given.queued(visitor, "scripted/free", Map.of());
        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(wallet.entries(visitor.account(), null, null, 10).items()).isEmpty();
    }
}
