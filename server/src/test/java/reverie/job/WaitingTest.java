package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Credits;
import reverie.platform.Texts;
import reverie.provider.spi.RunOutcome;
import reverie.wallet.Wallet;

/** Nothing waits for ever: whatever a job waits for, until when and what happens otherwise is said, and happens. */
@ReverieTest
class WaitingTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    FarawayProvider faraway;

    @Autowired
    TestClock clock;

    @Autowired
    Texts texts;

    @Autowired
    JdbcClient db;

    /** A job of this person's that waits for that. A new thing to wait for does not compile until it is here. */
    private JobView waiting(JobState.Waiting what, Jobs.Asker who) {
        return switch (what) {
            case START -> given.queued(who, "scripted/thing", Map.of());
            case PROVIDER -> {
                faraway.then(ScriptedProvider.ended(new RunOutcome.Lost()));
                var job = given.queued(who, "scripted/faraway", Map.of());
                given.workedOff();
                yield job;
            }
            case DELIVERY -> forChat(who);
            case CLAIM -> {
                var job = forChat(who);
                jobs.deliveryFailed(
                        db.sql("select id from job_delivery")
                                .query(java.util.UUID.class)
                                .single(),
                        "gone");
                yield job;
            }
            // Nobody asks for these yet; whoever will finds that they end all the same.
            case PAYMENT, APPROVAL, REVIEW -> {
                var job = given.queued(who, "scripted/thing", Map.of());
                db.sql("update job set waiting_for = :what where id = :id")
                        .param("what", what.word())
                        .param("id", job.id())
                        .update();
                db.sql("delete from job_ready").update();
                yield job;
            }
        };
    }

    private JobView forChat(Jobs.Asker who) {
        var wish = new Delivery.Wish("telegram", Map.of("chat", 7, "message", 12));
        var job = given.queuedFor(
                who, "scripted/film", Map.of("photo", given.photo(who, 140).toString()), wish);
        given.workedOff();
        return job;
    }

    @ParameterizedTest
    @EnumSource
    void whatever_it_waits_for_has_an_end_that_is_said_and_comes(JobState.Waiting what) {
        var anna = given.personWith("1");
        var before = given.now(waiting(what, anna));
        assertThat(before.waitingFor()).isEqualTo(what.word());
        assertThat(before.deadline()).isAfter(clock.instant());
        for (String language : Texts.LANGUAGES) {
            assertThat(texts.find(language, "jobs.otherwise." + what.word(), Map.of()))
                    .as("%s in %s", what, language)
                    .isPresent();
        }
        assertThat(before.ifNothingHappens()).isEqualTo(texts.get("en", "jobs.otherwise." + what.word()));

        clock.advance(Duration.between(clock.instant(), before.deadline()).plusSeconds(1));
        given.tidied();

        var after = given.now(before);
        assertThat(after.waitingFor()).isNotEqualTo(what.word());
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.ZERO);
        assertThat(wallet.balance(anna.account()).available())
                .as("nobody pays for what did not come")
                .isEqualTo(Credits.of("1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "PROVIDER", "PAYMENT", "APPROVAL", "REVIEW"})
    void whatever_it_waits_for_its_owner_can_cancel_it(JobState.Waiting what) {
        var anna = given.personWith("1");
        var job = waiting(what, anna);

        jobs.cancel(anna, job.id());

        assertThat(given.now(job).state()).isEqualTo("canceled");
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
    }
}
