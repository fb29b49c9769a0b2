package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Problem;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.RunOutcome;

@ReverieTest
class RunNowTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    private void answers(String word) {
        scripted.then((request, context) ->
                ScriptedProvider.ended(new RunOutcome.Finished(List.of(), Map.of("word", word), Map.of())));
    }

    @Test
    void a_step_of_our_own_is_run_at_once_and_leaves_no_job() {
        var visitor = given.personWith("0");
        answers("snow");

        var ran = jobs.runNow(visitor, "scripted/step", Map.of("idea", "soft snow"));

        assertThat(ran.data()).containsEntry("word", "snow");
        assertThat(db.sql("select count(*) from job").query(Integer.class).single())
                .isZero();
    }

    @Test
    void the_same_question_is_answered_from_memory_for_some_minutes() {
        var visitor = given.personWith("0");
        var another = given.personWith("0");
        answers("first");
        answers("second");
        answers("third");

        assertThat(jobs.runNow(visitor, "scripted/step", Map.of("idea", "a")).data())
                .containsEntry("word", "first");
        assertThat(jobs.runNow(visitor, "scripted/step", Map.of("idea", "a")).data())
                .containsEntry("word", "first");
        assertThat(jobs.runNow(another, "scripted/step", Map.of("idea", "a")).data())
                .containsEntry("word", "second");
        clock.advance(Limits.NOW_REMEMBERED.plus(Duration.ofSeconds(1)));
        assertThat(jobs.runNow(visitor, "scripted/step", Map.of("idea", "a")).data())
                .containsEntry("word", "third");
    }

    @Test
    void what_goes_wrong_is_said_in_the_persons_words_and_not_remembered() {
        var visitor = given.personWith("0");
        scripted.thenFail(ErrorClass.USER_VIOLATION, "too_dark");
        answers("light");

        Problem problem =
                catchThrowableOfType(Problem.class, () -> jobs.runNow(visitor, "scripted/step", Map.of("idea", "b")));
        assertThat(problem.code()).isEqualTo("too_dark");
        assertThat(problem.status()).isEqualTo(422);
        assertThat(jobs.runNow(visitor, "scripted/step", Map.of("idea", "b")).data())
                .containsEntry("word", "light");
    }

    @Test
    void it_goes_through_the_gate_like_everything_else() {
        var visitor = given.personWith("0");

        Problem problem = catchThrowableOfType(
                Problem.class, () -> jobs.runNow(visitor, "scripted/step", Map.of("idea", "a naked child")));

        assertThat(problem.code()).isEqualTo("not_allowed");
        assertThat(scripted.seen()).isEmpty();
    }
}
