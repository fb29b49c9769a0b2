package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.platform.Credits;
import reverie.provider.spi.ErrorClass;
import reverie.wallet.Wallet;

@ReverieTest
class RetryTest {
    @Autowired
    GivenJob given;

    @Autowired
    Wallet wallet;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    HeardJobs heard;

    /** Lets time pass until nothing more comes of the job, and says after how many milliseconds each attempt began. */
    private List<Long> attemptsUntilOver(JobView job) {
        List<Long> at = new ArrayList<>();
        Duration gone = Duration.ZERO;
        int before = 0;
        for (int turn = 0; turn < 50 && !given.now(job).isOver(); turn++) {
            given.workedOff();
            if (scripted.seen().size() > before) at.add(gone.toMillis());
            before = scripted.seen().size();
            gone = gone.plus(given.timePassed());
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource({"TEMPORARY, 5, 1", "UNKNOWN, 3, 1", "RATE_LIMIT, 5, 15", "BILLING, 5, 15", "USER_VIOLATION, 1, 0"})
    void each_class_of_trouble_is_retried_in_its_own_way(ErrorClass errorClass, int attempts, long firstPause) {
        var anna = given.personWith("1");
        for (int i = 0; i < 10; i++) scripted.thenFail(errorClass, "some_code");
        var job = given.queued(anna, "scripted/thing", Map.of());

        List<Long> at = attemptsUntilOver(job);

        assertThat(at).hasSize(attempts);
        assertThat(given.now(job).state()).isEqualTo("failed");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
        if (attempts > 1) assertThat(at.get(1)).isBetween(firstPause * 1_000, firstPause * 3_000 + 100);
        for (int i = 2; i < at.size(); i++) {
            assertThat(at.get(i)).as("pauses grow").isGreaterThan(at.get(i - 1));
        }
    }

    @Test
    void trouble_that_passes_at_once_is_not_shown() {
        var anna = given.personWith("1");
        scripted.thenFail(ErrorClass.TEMPORARY, "hiccup");
        var job = given.queued(anna, "scripted/thing", Map.of());

        attemptsUntilOver(job);

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(heard.of(job)).containsExactly("queued", "started", "succeeded");
        assertThat(given.now(job).timeline()).extracting(JobView.Moment::what).doesNotContain("retrying");
    }

    @Test
    void trouble_that_lasts_is_told() {
        var anna = given.personWith("1");
        for (int i = 0; i < 3; i++) scripted.thenFail(ErrorClass.RATE_LIMIT, "too_many");
        var job = given.queued(anna, "scripted/thing", Map.of());

        attemptsUntilOver(job);

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(heard.of(job)).contains("retrying");
    }

    @Test
    void trouble_that_will_last_is_told_at_once_and_not_only_when_the_next_try_fails() {
        var anna = given.personWith("1");
        for (int i = 0; i < 2; i++) scripted.thenFail(ErrorClass.RATE_LIMIT, "too_many");
        var job = given.queued(anna, "scripted/thing", Map.of());

        given.workedOff();
        given.timePassed();
        given.workedOff();

        // The second pause is half a minute at least: nobody sits before a bar that stands still for so long.
        assertThat(heard.of(job)).endsWith("retrying");
        assertThat(given.now(job).waitingFor()).isEqualTo("start");
    }

    @Test
    void a_result_that_does_not_pass_is_made_once_more_and_then_given_up() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> ScriptedProvider.film(request, "black"));
        scripted.then((request, context) -> ScriptedProvider.film(request, "black"));
        var job = given.film(anna);

        List<Long> at = attemptsUntilOver(job);

        assertThat(at).hasSize(2);
        assertThat(given.now(job).state()).isEqualTo("failed");
        assertThat(given.now(job).error()).extracting(JobView.Failure::code).isEqualTo("result_black");
        assertThat(given.now(job).outputs()).isEmpty();
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }

    @Test
    void a_result_that_passes_the_second_time_is_charged_once() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> ScriptedProvider.film(request, "black"));
        var job = given.film(anna);

        attemptsUntilOver(job);

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.ZERO);
        assertThat(wallet.entries(anna.account(), "charge", null, 10).items()).hasSize(1);
    }

    @Test
    void whatever_a_maker_throws_is_a_fault_and_not_the_end_of_the_worker() {
        var anna = given.personWith("1");
        scripted.then((request, context) -> {
            throw new IllegalStateException("adapter bug");
        });
        var job = given.queued(anna, "scripted/thing", Map.of());

        attemptsUntilOver(job);

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(scripted.seen()).hasSize(2);
    }
}
