package reverie.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.TestDatabase;
import reverie.job.ScriptedProvider;
import reverie.platform.Ids;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

@ReverieTest
class ProvidersTest {
    private static final Providers.Route ROUTE = new Providers.Route("scripted", "thing");
    private static final RunContext CONTEXT = new RunContext() {
        @Override
        public void progress(double fraction) {}

        @Override
        public boolean stopAsked() {
            return false;
        }
    };

    @Autowired
    Providers providers;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    TestClock clock;

    @Autowired
    ProviderRuns runs;

    @Autowired
    Ids ids;

    @Autowired
    JdbcClient db;

    private Started run() {
        return run(ids.next());
    }

    private Started run(UUID attempt) {
        var request = new RunRequest(attempt, "thing", Map.of(), Map.of(), Path.of("/nowhere"), Duration.ofSeconds(1));
        return providers.start(ROUTE, request, CONTEXT);
    }

    private boolean passes() {
        var permit = providers.tryAcquire(ROUTE);
        permit.ifPresent(Providers.Permit::close);
        return permit.isPresent();
    }

    /** Records are written behind the runs: those of an earlier test may still come, so each is looked up by itself. */
    private Optional<String> written(UUID attempt) {
        return db.sql("select state from provider_run where attempt_id = :id")
                .param("id", attempt)
                .query(String.class)
                .optional();
    }

    private void awaitWritten(UUID attempt, String state) {
        Awaitility.await().untilAsserted(() -> assertThat(written(attempt)).contains(state));
    }

    @Test
    void every_run_is_written_down_with_how_it_ended() {
        UUID strange = ids.next();
        UUID good = ids.next();
        scripted.thenFail(ErrorClass.UNKNOWN, "strange");
        run(strange);
        run(good);

        awaitWritten(strange, "failed");
        awaitWritten(good, "finished");
    }

    @Test
    void what_could_not_be_written_down_is_written_when_the_database_lets_it() throws SQLException {
        UUID attempt = ids.next();
        try (Connection owner = TestDatabase.asOwner();
                var statement = owner.createStatement()) {
            statement.execute("""
                    create function disk_full() returns trigger language plpgsql
                        as $$ begin raise exception 'no room' using errcode = '53100'; end $$
                    """);
            statement.execute(
                    "create trigger disk_full before insert on provider_run for each row execute function disk_full()");
            try {
                run(attempt);
                runs.flush();
                assertThat(written(attempt)).isEmpty();
            } finally {
                statement.execute("drop function disk_full cascade");
            }
        }
        awaitWritten(attempt, "finished");
    }

    @Test
    void one_record_that_can_never_be_written_keeps_no_other_waiting() {
        UUID before = ids.next();
        UUID impossible = ids.next();
        UUID after = ids.next();
        synchronized (runs) {
            run(before);
            scripted.thenFail(ErrorClass.UNKNOWN, "no\0text");
            run(impossible);
            run(after);
            runs.flush();
        }

        assertThat(written(before)).contains("finished");
        assertThat(written(impossible)).isEmpty();
        assertThat(written(after)).contains("finished");
    }

    @Test
    void a_maker_that_fails_again_and_again_is_left_alone_and_tried_again_later() {
        for (int i = 0; i < Breaker.FAILURES_MAX; i++) {
            assertThat(passes()).isTrue();
            scripted.thenFail(ErrorClass.TEMPORARY, "down");
            run();
        }
        assertThat(passes()).isFalse();

        clock.advance(Duration.ofMillis(Breaker.REST_MILLIS + 1));
        var probe = providers.tryAcquire(ROUTE).orElseThrow();
        assertThat(providers.tryAcquire(ROUTE)).as("one try at a time").isEmpty();
        scripted.thenFail(ErrorClass.TEMPORARY, "still down");
        run();
        probe.close();
        clock.advance(Duration.ofMillis(Breaker.REST_MILLIS + 1));
        assertThat(passes()).as("rests longer each time").isFalse();

        clock.advance(Duration.ofMillis(Breaker.REST_MILLIS + 1));
        assertThat(passes()).isTrue();
        run();
        assertThat(passes()).isTrue();
        assertThat(passes()).isTrue();
    }

    @Test
    void peoples_own_mistakes_say_nothing_about_a_makers_health() {
        for (int i = 0; i < Breaker.FAILURES_MAX * 2; i++) {
            scripted.thenFail(ErrorClass.USER_VIOLATION, "too_dark");
            run();
        }

        assertThat(passes()).isTrue();
    }

    @Test
    void whatever_it_throws_is_a_fault() {
        scripted.then((request, context) -> {
            throw new StackOverflowError("too deep");
        });

        assertThat(run())
                .isInstanceOfSatisfying(
                        Started.Ended.class,
                        ended -> assertThat(ended.outcome())
                                .isInstanceOfSatisfying(
                                        RunOutcome.Failed.class,
                                        failed -> assertThat(failed.fault().errorClass())
                                                .isEqualTo(ErrorClass.UNKNOWN)));
    }

    @Test
    void a_permit_given_back_twice_counts_once() {
        var permit = providers.tryAcquire(new Providers.Route("scripted", "other"));
        permit.orElseThrow().close();
        permit.orElseThrow().close();
        assertThat(passes()).isTrue();
    }
}
