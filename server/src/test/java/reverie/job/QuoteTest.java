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
import reverie.platform.Credits;
import reverie.platform.Problem;
import reverie.wallet.Wallet;

@ReverieTest
class QuoteTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    private static Problem refused(Runnable work) {
        Problem problem = catchThrowableOfType(Problem.class, work::run);
        assertThat(problem).as("a refusal").isNotNull();
        return problem;
    }

    private void nothingWasTaken(Jobs.Asker who) {
        assertThat(wallet.balance(who.account()).held()).isEqualTo(Credits.ZERO);
        assertThat(db.sql("select count(*) from job").query(Integer.class).single())
                .isZero();
    }

    @Test
    void a_quote_takes_nothing_and_says_what_it_costs_and_whether_it_is_enough() {
        var poor = given.personWith("1.5");
        String photo = given.photo(poor, 140).toString();

        Quote small = jobs.quote(poor, "scripted/film", Map.of("photo", photo, "seconds", 7));
        Quote large = jobs.quote(poor, "scripted/film", Map.of("photo", photo, "resolution", "1080p"));

        assertThat(small.credits()).isEqualTo(Credits.of("1"));
        assertThat(small.expectedSeconds()).isEqualTo(13);
        assertThat(small.enough()).isTrue();
        assertThat(large.credits()).isEqualTo(Credits.of("2"));
        assertThat(large.enough()).isFalse();
        assertThat(Duration.between(clock.instant(), small.expiresAt()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        nothingWasTaken(poor);
    }

    @Test
    void an_expired_quote_starts_nothing() {
        var anna = given.personWith("2");
        Quote quote = jobs.quote(anna, "scripted/thing", Map.of());

        clock.advance(Duration.ofMinutes(11));

        Problem problem = refused(() -> jobs.submit(anna, quote.id(), null, null));
        assertThat(problem.code()).isEqualTo("quote_expired");
        assertThat(problem.status()).isEqualTo(410);
        nothingWasTaken(anna);
    }

    @Test
    void a_quote_whose_row_was_altered_starts_nothing() {
        var anna = given.personWith("2");
        for (String alteration : List.of(
                "credits_micros = 1",
                "inputs = '{\"name\": \"another\"}'",
                "model = 'scripted/free'",
                "expires_at = expires_at + interval '1 day'",
                "price_version = 'x'")) {
            Quote quote = jobs.quote(anna, "scripted/thing", Map.of("name", "this"));
            db.sql("update quote set " + alteration + " where id = :id")
                    .param("id", quote.id())
                    .update();

            Problem problem = refused(() -> jobs.submit(anna, quote.id(), null, null));
            assertThat(problem.code()).as(alteration).isEqualTo("quote_invalid");
        }
        nothingWasTaken(anna);
    }

    @Test
    void a_quote_starts_one_job_and_no_more() {
        var anna = given.personWith("5");
        Quote quote = jobs.quote(anna, "scripted/thing", Map.of());
        jobs.submit(anna, quote.id(), null, null);

        Problem problem = refused(() -> jobs.submit(anna, quote.id(), null, null));

        assertThat(problem.code()).isEqualTo("quote_used");
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.of("1"));
    }

    @Test
    void somebody_elses_quote_does_not_exist() {
        var anna = given.personWith("2");
        var boris = given.personWith("2");
        Quote quote = jobs.quote(anna, "scripted/thing", Map.of());

        assertThat(refused(() -> jobs.submit(boris, quote.id(), null, null)).status())
                .isEqualTo(404);
        nothingWasTaken(boris);
    }

    @Test
    void somebody_elses_photo_is_not_found_and_named() {
        var anna = given.personWith("2");
        var boris = given.personWith("2");
        String photo = given.photo(anna, 140).toString();

        Problem problem = refused(() -> jobs.quote(boris, "scripted/film", Map.of("photo", photo)));

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.fields()).extracting(Problem.Field::field).containsExactly("photo");
    }

    @Test
    void a_nearly_black_photo_is_refused_before_anything_is_held() {
        var anna = given.personWith("2");
        String photo = given.photo(anna, 2).toString();

        Problem problem = refused(() -> jobs.quote(anna, "scripted/film", Map.of("photo", photo)));

        assertThat(problem.code()).isEqualTo("too_dark");
        nothingWasTaken(anna);
    }

    @Test
    void words_that_the_gate_refuses_are_named() {
        var anna = given.personWith("2");

        Problem problem =
                refused(() -> jobs.quote(anna, "scripted/thing", Map.of("name", "a naked child on the beach")));

        assertThat(problem.code()).isEqualTo("not_allowed");
        assertThat(problem.extras()).containsKeys("rule", "words");
        nothingWasTaken(anna);
    }

    @Test
    void internal_and_unknown_models_are_not_for_sale() {
        var anna = given.personWith("2");

        assertThat(refused(() -> jobs.quote(anna, "scripted/step", Map.of())).code())
                .isEqualTo("unknown_model");
        assertThat(refused(() -> jobs.quote(anna, "no/such", Map.of())).status())
                .isEqualTo(404);
    }

    @Test
    void a_price_above_the_named_maximum_starts_nothing() {
        var anna = given.personWith("2");

        Problem problem =
                refused(() -> jobs.submitNow(anna, "scripted/thing", Map.of(), Credits.of("0.99"), null, null));

        assertThat(problem.code()).isEqualTo("price_above_maximum");
        nothingWasTaken(anna);
    }

    @Test
    void making_it_again_asks_with_another_seed() {
        var anna = given.personWith("5");
        var job = given.film(anna);

        Quote again = jobs.repeat(anna, job.id(), Map.of("seconds", 8));

        assertThat(again.inputs()).containsEntry("seconds", 8).containsKey("seed");
        assertThat(again.inputs().get("photo"))
                .isEqualTo(job.inputs() == null ? null : job.inputs().get("photo"));
    }
}
