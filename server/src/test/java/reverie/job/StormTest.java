package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.provider.Providers;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.wallet.Wallet;

/** The same chaos over the real tables and the real ledger, seeded. */
@ReverieTest
class StormTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    ClaimJobs claims;

    @Autowired
    SettleJob settle;

    @Autowired
    TestClock clock;

    @Autowired
    Ids ids;

    @Autowired
    JdbcClient db;

    private void storm(long seed) {
        Random random = new Random(seed);
        List<Jobs.Asker> people = List.of(given.personWith("3"), given.personWith("3"), given.personWith("1"));
        List<UUID> all = new ArrayList<>();
        List<ClaimJobs.Claimed> taken = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 ->
                    start(people.get(random.nextInt(3)), random.nextInt(4) == 0).ifPresent(all::add);
                case 2, 3 -> taken.addAll(claimed(random.nextInt(4) == 0 ? "remote" : "light"));
                case 4, 5 -> {
                    if (!taken.isEmpty()) end(taken.get(random.nextInt(taken.size())), random);
                }
                case 6 -> cancel(people, all, random);
                default -> {
                    clock.advance(Duration.ofSeconds(random.nextInt(30)));
                    given.tidied();
                }
            }
            check(people);
        }
        for (int i = 0; i < 40; i++) {
            given.workedOff();
            clock.advance(Duration.ofMinutes(5));
            given.tidied();
        }
        check(people);
        assertThat(db.sql("select count(*) from job where ended_at is null")
                        .query(Integer.class)
                        .single())
                .as("every job of seed %d ends", seed)
                .isZero();
        assertThat(db.sql("select count(*) from job_ready").query(Integer.class).single())
                .isZero();
        people.forEach(p -> assertThat(wallet.balance(p.account()).held()).isEqualTo(Credits.ZERO));
    }

    private java.util.Optional<UUID> start(Jobs.Asker who, boolean far) {
        try {
            return java.util.Optional.of(given.queued(who, far ? "scripted/faraway" : "scripted/thing", Map.of())
                    .id());
        } catch (Problem expected) {
            assertThat(expected.code()).isEqualTo("not_enough_credits");
            return java.util.Optional.empty();
        }
    }

    private List<ClaimJobs.Claimed> claimed(String lane) {
        List<ClaimJobs.Claimed> found = claims.claim(lane, 3, ids.next());
        for (ClaimJobs.Claimed one : found) {
            Providers.Permit permit = one.permit();
            if (permit != null) permit.close();
        }
        return found;
    }

    private void end(ClaimJobs.Claimed claimed, Random random) {
        Ending ending = switch (random.nextInt(4)) {
            case 0, 1 -> new Ending.Succeed(List.of(), Map.of(), Map.of());
            case 2 -> new Ending.Fail(new Fault(ErrorClass.TEMPORARY, "hiccup", ""));
            default ->
                claimed.route().provider().equals("faraway")
                        ? new Ending.Lose()
                        : new Ending.Fail(new Fault(ErrorClass.USER_VIOLATION, "too_dark", ""));
        };
        var told = new Step.Told.Ended(claimed.job().id(), claimed.attempt(), ending);
        settle.tell(told);
        // The answer was lost with the connection, so it is told again.
        if (random.nextInt(3) == 0) assertThat(settle.tell(told)).isFalse();
    }

    private void cancel(List<Jobs.Asker> people, List<UUID> all, Random random) {
        if (all.isEmpty()) return;
        UUID job = all.get(random.nextInt(all.size()));
        for (Jobs.Asker who : people) {
            try {
                jobs.cancel(who, job);
            } catch (Problem expected) {
                assertThat(expected.code()).isIn("already_over", "not_found");
            }
        }
    }

    /** What is held is what live jobs hold; what was charged is what succeeded. */
    private void check(List<Jobs.Asker> people) {
        for (Jobs.Asker who : people) {
            long held = db.sql("select coalesce(sum(held_micros), 0) from job where account_id = :a")
                    .param("a", who.account().value())
                    .query(Long.class)
                    .single();
            assertThat(wallet.balance(who.account()).held().micros()).isEqualTo(held);
        }
    }

    private void storms(long from, long to) {
        for (long seed = from; seed < to; seed++) {
            try {
                storm(seed);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            db.sql("delete from job_ready").update();
        }
    }

    @Test
    void through_any_storm_the_books_agree_with_the_jobs() {
        storms(0, 5);
    }

    @Test
    @Tag("long")
    void through_two_hundred_storms() {
        storms(5, 205);
    }
}
