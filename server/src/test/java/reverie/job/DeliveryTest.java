package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.TestDatabase;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.provider.spi.ErrorClass;
import reverie.wallet.Wallet;

@ReverieTest
class DeliveryTest {
    private static final Delivery.Wish CHAT = new Delivery.Wish("telegram", Map.of("chat", 7, "message", 12));

    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    HeardJobs heard;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    private JobView filmForChat(Jobs.Asker who) {
        var job = given.queuedFor(
                who, "scripted/film", Map.of("photo", given.photo(who, 140).toString()), CHAT);
        given.workedOff();
        return given.now(job);
    }

    private UUID delivery() {
        return db.sql("select id from job_delivery").query(UUID.class).single();
    }

    private String deliveryState() {
        return db.sql("select state from job_delivery").query(String.class).single();
    }

    @Test
    void the_door_is_told_with_every_change_where_to_deliver() {
        var anna = given.personWith("1");

        var done = filmForChat(anna);

        assertThat(done.state()).isEqualTo("succeeded");
        assertThat(done.waitingFor()).isEqualTo("delivery");
        assertThat(done.charged()).isEqualTo(Credits.of("1"));
        JobChanged told = heard.changes.getLast();
        assertThat(told.what()).isEqualTo("succeeded");
        assertThat(told.delivery()).isNotNull();
        assertThat(told.delivery()).extracting(Delivery::target).isEqualTo(Map.of("chat", 7, "message", 12));
        assertThat(told.job().inputs()).isNull();
        assertThat(told.job().outputs()).hasSize(1);
    }

    @Test
    void what_was_delivered_waits_for_nothing() {
        var anna = given.personWith("1");
        var job = filmForChat(anna);

        jobs.delivered(delivery());
        jobs.delivered(delivery());
        jobs.deliveryFailed(delivery(), "too late");

        assertThat(given.now(job).waitingFor()).isNull();
        assertThat(given.now(job).charged()).isEqualTo(Credits.of("1"));
        assertThat(deliveryState()).isEqualTo("delivered");
    }

    @Test
    void what_was_not_delivered_costs_nothing_and_waits_to_be_claimed() {
        var anna = given.personWith("1");
        var job = filmForChat(anna);

        jobs.deliveryFailed(delivery(), "blocked by the person");
        jobs.deliveryFailed(delivery(), "blocked by the person");

        var after = given.now(job);
        assertThat(after.state()).isEqualTo("succeeded");
        assertThat(after.waitingFor()).isEqualTo("claim");
        assertThat(after.charged()).isEqualTo(Credits.ZERO);
        assertThat(after.outputs().getFirst().locked()).isTrue();
        assertThat(Duration.between(clock.instant(), after.deadline()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
        assertThat(wallet.entries(anna.account(), "reversal", null, 10).items()).hasSize(1);
    }

    @Test
    void who_claims_it_pays_what_was_quoted_and_has_it() {
        var anna = given.personWith("1");
        var job = filmForChat(anna);
        jobs.deliveryFailed(delivery(), "away");

        var claimed = jobs.claim(anna, job.id());

        assertThat(claimed.waitingFor()).isNull();
        assertThat(claimed.charged()).isEqualTo(Credits.of("1"));
        assertThat(claimed.outputs().getFirst().locked()).isNotEqualTo(true);
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.ZERO);
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.claim(anna, job.id()))
                        .code())
                .isEqualTo("nothing_to_claim");
        assertThat(heard.of(job)).endsWith("undelivered", "claimed");
    }

    @Test
    void who_has_spent_it_meanwhile_is_told_what_is_missing() {
        var anna = given.personWith("1");
        var job = filmForChat(anna);
        jobs.deliveryFailed(delivery(), "away");
        given.queued(anna, "scripted/thing", Map.of());

        Problem problem = catchThrowableOfType(Problem.class, () -> jobs.claim(anna, job.id()));

        assertThat(problem.code()).isEqualTo("not_enough_credits");
        assertThat(given.now(job).waitingFor()).isEqualTo("claim");
    }

    @Test
    void what_nobody_claims_is_deleted_after_seven_days() {
        var anna = given.personWith("1");
        var job = filmForChat(anna);
        jobs.deliveryFailed(delivery(), "away");

        clock.advance(Duration.ofDays(7).plusMinutes(1));
        given.tidied();

        assertThat(given.now(job).waitingFor()).isNull();
        assertThat(given.now(job).outputs()).isEmpty();
        assertThat(deliveryState()).isEqualTo("expired");
        assertThat(heard.of(job)).endsWith("expired");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }

    @Test
    void a_door_that_never_answers_counts_as_one_that_failed() {
        var anna = given.personWith("1");
        var job = filmForChat(anna);

        clock.advance(Limits.DEADLINE_DELIVERY.plusMinutes(1));
        given.tidied();

        assertThat(given.now(job).waitingFor()).isEqualTo("claim");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }

    @Test
    void what_failed_has_nothing_to_deliver() {
        var anna = given.personWith("1");
        scripted.thenFail(ErrorClass.USER_VIOLATION, "too_dark");

        var job = filmForChat(anna);

        assertThat(job.state()).isEqualTo("failed");
        assertThat(deliveryState()).isEqualTo("failed");
        assertThat(heard.changes.getLast().delivery()).isNotNull();
    }

    @Test
    void one_that_cannot_be_ended_keeps_no_other_from_its_deadline() throws SQLException {
        var anna = given.personWith("3");
        var one = filmForChat(anna);
        var broken = filmForChat(anna);
        var other = filmForChat(anna);
        UUID elsewhere = ids.next();
        TestDatabase.renameHold(broken.id(), elsewhere);

        clock.advance(Limits.DEADLINE_DELIVERY.plusMinutes(1));
        given.tidied();

        assertThat(given.now(one).waitingFor()).isEqualTo("claim");
        assertThat(given.now(broken).waitingFor()).isEqualTo("delivery");
        assertThat(given.now(other).waitingFor()).isEqualTo("claim");

        TestDatabase.renameHold(elsewhere, broken.id());
        given.tidied();
        assertThat(given.now(broken).waitingFor()).isEqualTo("claim");
    }

    @Test
    void the_result_of_a_second_life_is_handed_over_too() {
        var anna = given.personWith("1");
        for (int i = 0; i < Limits.ATTEMPTS_IF_UNKNOWN; i++) scripted.thenFail(ErrorClass.UNKNOWN, "strange");
        var job = filmForChat(anna);
        while (!given.now(job).isOver()) {
            given.timePassed();
            given.workedOff();
        }
        assertThat(deliveryState()).isEqualTo("failed");

        given.replayed(job.id());

        assertThat(deliveryState()).isEqualTo("pending");
        assertThat(heard.changes.getLast().what()).isEqualTo("queued");
        assertThat(heard.changes.getLast().delivery())
                .isNotNull()
                .extracting(Delivery::target)
                .isEqualTo(CHAT.target());
        given.workedOff();
        assertThat(given.now(job).waitingFor()).isEqualTo("delivery");
        jobs.delivered(delivery());
        assertThat(deliveryState()).isEqualTo("delivered");
        assertThat(given.now(job).charged()).isEqualTo(Credits.of("1"));
    }
}
