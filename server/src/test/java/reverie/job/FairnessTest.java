package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;
import reverie.platform.Ids;

@ReverieTest
class FairnessTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    ClaimJobs claims;

    @Autowired
    RunJob runJob;

    @Autowired
    Workers workers;

    @Autowired
    LineHousekeeping line;

    @Autowired
    LineNews news;

    @Autowired
    HeardJobs heard;

    @Autowired
    Ids ids;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    private void queueMany(Jobs.Asker who, int count, String model, Map<String, Object> inputs) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(() -> jobs.submitNow(who, model, inputs, null, null, null)));
            }
            for (var one : all) one.get();
        }
    }

    /** Takes up and finishes one job; whose it was. */
    private AccountId runNext(String lane) {
        var claimed = claims.claim(lane, 1, ids.next()).getFirst();
        runJob.run(claimed);
        return claimed.job().account();
    }

    @Test
    void who_comes_after_a_thousand_jobs_of_one_person_starts_next() throws Exception {
        var anna = given.personWith("10");
        var boris = given.personWith("10");
        queueMany(anna, 1_000, "noop/nothing", Map.of());
        for (int i = 0; i < 10; i++) assertThat(runNext("noop")).isEqualTo(anna.account());

        given.queued(boris, "noop/nothing", Map.of());

        List<AccountId> next = new ArrayList<>();
        for (int i = 0; i < 3; i++) next.add(runNext("noop"));
        assertThat(next).contains(boris.account());
    }

    @Test
    void with_workers_at_full_speed_too() throws Exception {
        var anna = given.personWith("10");
        var boris = given.personWith("10");
        queueMany(anna, 300, "noop/nothing", Map.of("milliseconds", 20));
        var node = given.worker();
        node.begin();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ended(anna) > 5);
            UUID first = given.queued(boris, "noop/nothing", Map.of()).id();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> given.now(first).isOver());

            int between = db.sql("""
                            select count(*) from job a, job b
                             where b.id = :b and a.account_id = :anna and a.ended_at > b.created_at
                               and a.ended_at < b.started_at
                            """)
                    .param("b", first)
                    .param("anna", anna.account().value())
                    .query(Integer.class)
                    .single();
            assertThat(between).isLessThanOrEqualTo(3);
        } finally {
            node.stop();
        }
    }

    private int ended(Jobs.Asker who) {
        return db.sql("select count(*) from job where account_id = :a and ended_at is not null")
                .param("a", who.account().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void people_who_ask_together_take_turns() throws Exception {
        var anna = given.personWith("10");
        var boris = given.personWith("10");
        var chandra = given.personWith("10");
        queueMany(anna, 9, "scripted/thing", Map.of());
        queueMany(boris, 3, "scripted/thing", Map.of());
        queueMany(chandra, 3, "scripted/thing", Map.of());

        List<AccountId> firstNine = new ArrayList<>();
        for (int i = 0; i < 9; i++) firstNine.add(runNext("light"));

        for (var who : List.of(anna, boris, chandra)) {
            assertThat(firstNine).filteredOn(who.account()::equals).hasSize(3);
        }
    }

    @Test
    void nobody_saves_up_turns_by_staying_away() throws Exception {
        var anna = given.personWith("30");
        var boris = given.personWith("30");
        for (int i = 0; i < 10; i++) {
            given.queued(anna, "scripted/thing", Map.of());
            runNext("light");
        }
        queueMany(anna, 4, "scripted/thing", Map.of());
        queueMany(boris, 4, "scripted/thing", Map.of());

        List<AccountId> firstFour = new ArrayList<>();
        for (int i = 0; i < 4; i++) firstFour.add(runNext("light"));

        assertThat(firstFour).filteredOn(anna.account()::equals).hasSizeGreaterThanOrEqualTo(1);
        assertThat(firstFour).filteredOn(boris.account()::equals).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void one_person_never_runs_more_at_once_than_the_tier_allows() throws Exception {
        var anna = given.personWith("10");
        int atOnce = given.tier().concurrentJobs();
        queueMany(anna, atOnce + 3, "noop/nothing", Map.of());

        var taken = claims.claim("noop", 100, ids.next());
        var more = claims.claim("noop", 100, ids.next());

        assertThat(taken).hasSize(atOnce);
        assertThat(more).isEmpty();
        taken.forEach(runJob::run);
        assertThat(claims.claim("noop", 100, ids.next()))
                .hasSize(Math.min(atOnce, 3))
                .allSatisfy(runJob::run);
    }

    @Test
    void a_higher_tier_goes_first_but_nobody_waits_for_ever() {
        var free = given.personWith("10");
        var pro = given.personWith("10");
        var waiting = given.queued(free, "scripted/thing", Map.of());
        var preferred = given.queued(pro, "scripted/thing", Map.of());
        db.sql("update job_ready set band = 0 where job_id = :id")
                .param("id", preferred.id())
                .update();
        db.sql("update job_ready set band = 2 where job_id = :id")
                .param("id", waiting.id())
                .update();
        assertThat(runNext("light")).isEqualTo(pro.account());

        for (int i = 0; i < 2; i++) {
            clock.advance(Limits.LIFT_AFTER.plusSeconds(1));
            line.run();
        }

        var late = given.queued(pro, "scripted/thing", Map.of());
        db.sql("update job_ready set band = 0 where job_id = :id")
                .param("id", late.id())
                .update();
        assertThat(runNext("light")).isEqualTo(free.account());
    }

    @Test
    void everyone_sees_their_place_in_line() {
        var anna = given.personWith("10");
        var boris = given.personWith("10");
        var first = given.queued(anna, "scripted/thing", Map.of());
        var second = given.queued(anna, "scripted/thing", Map.of());
        var third = given.queued(boris, "scripted/thing", Map.of());

        assertThat(given.now(first).placeInLine()).isEqualTo(1);
        assertThat(given.now(third).placeInLine()).isEqualTo(2);
        assertThat(given.now(second).placeInLine()).isEqualTo(3);
    }

    @Test
    void those_who_wait_are_told_how_the_line_moves() {
        var anna = given.personWith("10");
        var boris = given.personWith("10");
        var first = given.queued(anna, "scripted/thing", Map.of());
        var second = given.queued(boris, "scripted/thing", Map.of());
        clock.advance(Duration.ofMinutes(1));

        news.maybeTell();

        assertThat(heard.progress).extracting(JobProgressed::job).containsExactly(first.id(), second.id());
        assertThat(heard.progress).extracting(JobProgressed::placeInLine).containsExactly(1, 2);
    }
}
