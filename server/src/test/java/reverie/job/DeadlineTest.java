package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
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
import reverie.provider.spi.RunOutcome;
import reverie.wallet.Wallet;

@ReverieTest
class DeadlineTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    @Test
    void what_nobody_takes_up_ends_at_its_deadline_and_says_so_before() {
        var anna = given.personWith("1");
        var job = given.queued(anna, "scripted/thing", Map.of());
        assertThat(job.deadline()).isAfter(clock.instant());
        assertThat(job.ifNothingHappens()).contains("credits come back");

        clock.advance(Limits.DEADLINE_QUEUED.plusSeconds(1));
        given.tidied();

        assertThat(given.now(job).state()).isEqualTo("failed");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
        assertThat(given.workedOff()).isZero();
    }

    @Test
    void what_runs_too_long_is_given_up_and_its_late_result_is_not_charged() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> {
            clock.advance(
                    Limits.deadlineRunning(java.time.Duration.ofSeconds(1)).plusSeconds(1));
            given.tidied();
            return ScriptedProvider.ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
        });
        var job = given.queued(anna, "scripted/thing", Map.of());

        given.workedOff();
        given.tidied();

        assertThat(wallet.balance(anna.account()).balance().plus(given.now(job).charged()))
                .isEqualTo(Credits.of("1"));
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.ZERO);
    }

    @Test
    void a_dead_letter_can_be_given_a_second_life() {
        var anna = given.personWith("1");
        var job = gaveUp(anna, null);

        given.replayed(job.id());
        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(given.deadLetters()).isEmpty();
        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.ZERO);
        assertThat(wallet.entries(anna.account(), "charge", null, 10).items()).hasSize(1);
    }

    @Test
    void ended_ones_can_be_deleted_and_that_taken_back() {
        var anna = given.personWith("2");
        var job = given.film(anna);
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.delete(anna, job.id()))
                        .code())
                .isEqualTo("not_over_yet");
        given.workedOff();

        jobs.delete(anna, job.id());
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.get(anna.account(), job.id(), "en"))
                        .status())
                .isEqualTo(404);
        assertThat(jobs.list(anna.account(), null, null, null, 10, "en").items())
                .isEmpty();

        var back = jobs.restore(anna, job.id());
        assertThat(back.outputs()).hasSize(1);
        assertThat(jobs.list(anna.account(), null, null, null, 10, "en").items())
                .hasSize(1);
    }

    @Test
    void a_person_reading_by_raw_sql_sees_only_their_own() {
        var anna = given.personWith("2");
        var boris = given.personWith("2");
        given.film(anna);
        given.workedOff();

        for (String table : List.of("quote", "job", "job_output")) {
            assertThat(given.rowsSeenBy(anna.account(), table)).as(table).isPositive();
            assertThat(given.rowsSeenBy(boris.account(), table)).as(table).isZero();
        }
    }

    @Test
    void one_job_that_cannot_be_ended_keeps_no_other_from_its_deadline() throws SQLException {
        var anna = given.personWith("3");
        var one = given.queued(anna, "scripted/thing", Map.of());
        var broken = given.queued(anna, "scripted/thing", Map.of());
        UUID elsewhere = ids.next();
        var other = given.queued(anna, "scripted/thing", Map.of());
        TestDatabase.renameHold(broken.id(), elsewhere);

        clock.advance(Limits.DEADLINE_QUEUED.plusSeconds(1));
        given.tidied();

        assertThat(given.now(one).state()).isEqualTo("failed");
        assertThat(given.now(broken).state()).isEqualTo("queued");
        assertThat(given.now(other).state()).isEqualTo("failed");

        TestDatabase.renameHold(elsewhere, broken.id());
        given.tidied();
        assertThat(given.now(broken).state()).isEqualTo("failed");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("3"));
    }

    private JobView gaveUp(Jobs.Asker who, Delivery.@Nullable Wish wish) {
        for (int i = 0; i < Limits.ATTEMPTS_IF_UNKNOWN; i++) scripted.thenFail(ErrorClass.UNKNOWN, "strange");
        var job = given.queuedFor(who, "scripted/thing", Map.of(), wish);
        while (!given.now(job).isOver()) {
            given.workedOff();
            given.timePassed();
        }
        assertThat(given.deadLetters()).containsExactly(job.id());
        return job;
    }

    @Test
    void what_its_owner_deleted_gets_no_second_life() {
        var anna = given.personWith("1");
        var job = gaveUp(anna, null);
        jobs.delete(anna, job.id());

        Problem problem = catchThrowableOfType(Problem.class, () -> given.replayed(job.id()));

        assertThat(problem.code()).isEqualTo("no_dead_letter");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }

    @Test
    void a_second_life_waits_for_its_turn_before_it_touches_the_wallet() throws Exception {
        var anna = given.personWith("1");
        var job = gaveUp(anna, null);
        try (Connection other = TestDatabase.asOwner();
                var statement = other.createStatement();
                var thread = Executors.newSingleThreadExecutor()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from job_turn for update");
            var replayed = thread.submit(() -> given.replayed(job.id()));
            Awaitility.await()
                    .until(() -> db.sql("select exists (select 1 from pg_locks where not granted)")
                            .query(Boolean.class)
                            .single());
            try {
                statement.execute("select 1 from ledger_account where id = '" + anna.account() + "' for update nowait");
            } finally {
                other.rollback();
                replayed.get();
            }
        }
        assertThat(given.now(job).state()).isEqualTo("queued");
    }
}
