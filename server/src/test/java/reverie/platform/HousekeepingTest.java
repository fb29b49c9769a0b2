package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;

@ReverieTest
class HousekeepingTest {
    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    @Autowired
    TestClock clock;

    @Autowired
    KeepCallsTidy keepCallsTidy;

    private final List<HousekeepingRunner> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(HousekeepingRunner::stop);
    }

    private HousekeepingRunner node(Housekeeping work) {
        var node = new HousekeepingRunner(List.of(work), new Leases(db, ids), new SettingsReader(Map.of()).read(false));
        nodes.add(node);
        return node;
    }

    private static Housekeeping hourly(AtomicInteger done) {
        return work(Duration.ofHours(1), done::incrementAndGet);
    }

    private static Housekeeping work(Duration every, Runnable what) {
        return new Housekeeping() {
            @Override
            public String name() {
                return "a work";
            }

            @Override
            public Duration every() {
                return every;
            }

            @Override
            public void run() {
                what.run();
            }
        };
    }

    @Test
    void a_work_that_ended_in_an_error_runs_again() {
        var tries = new AtomicInteger();
        node(work(Duration.ofMillis(50), () -> {
                    if (tries.incrementAndGet() == 1) throw new AssertionError("the first time");
                }))
                .start();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(tries).hasValueGreaterThan(1));
    }

    @Test
    void what_a_dead_node_left_is_done_as_soon_as_its_short_lease_is_over() {
        assertThat(new Leases(db, ids).take(HousekeepingRunner.LEASE, HousekeepingRunner.LEASE_LENGTH))
                .isPresent();
        var done = new AtomicInteger();

        node(hourly(done)).start();
        clock.advance(HousekeepingRunner.LEASE_LENGTH.plusSeconds(1));

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(done).hasValue(1));
    }

    @Test
    void a_node_that_stops_hands_over_and_only_one_works_at_a_time() {
        var first = new AtomicInteger();
        var second = new AtomicInteger();
        HousekeepingRunner leader = node(hourly(first));
        leader.start();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(first).hasValue(1));
        node(hourly(second)).start();
        assertThat(second).hasValue(0);

        leader.stop();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(second).hasValue(1));
        assertThat(first).hasValue(1);
    }

    @Test
    void answers_and_tries_are_forgotten_when_they_no_longer_count() {
        db.sql("""
                insert into idempotency_key (account_id, path, key, body_sha256, status, answer)
                values (gen_random_uuid(), '/x', 'old', 'h', 200, '{}');
                insert into rate_bucket (key, used, resets_at) values ('old', 1, reverie_now() + interval '10 minutes')
                """).update();
        clock.advance(Duration.ofHours(25));
        db.sql("""
                insert into idempotency_key (account_id, path, key, body_sha256, status, answer)
                values (gen_random_uuid(), '/x', 'new', 'h', 200, '{}');
                insert into rate_bucket (key, used, resets_at) values ('new', 1, reverie_now() + interval '10 minutes')
                """).update();

        keepCallsTidy.run();

        assertThat(db.sql("select key from idempotency_key").query(String.class).list())
                .containsExactly("new");
        assertThat(db.sql("select key from rate_bucket").query(String.class).list())
                .containsExactly("new");
    }
}
