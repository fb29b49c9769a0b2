package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;

@ReverieTest
class LimiterTest {
    @Autowired
    TestClock clock;

    @Autowired
    GivenLimiter given;

    private Limiter limiter() {
        return given.limiter();
    }

    @Test
    void a_window_lets_so_many_through_and_says_when_there_is_room_again() {
        Limiter limiter = limiter();
        var rate = new Limiter.Rate(3, Duration.ofHours(24 * 365));
        for (int i = 0; i < 3; i++)
            assertThat(limiter.take("key", rate).allowed()).isTrue();

        Limiter.Verdict refused = limiter.take("key", rate);

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.resetAfterSeconds()).isPositive();
        assertThat(limiter.take("another", rate).allowed()).isTrue();
    }

    @Test
    void a_crowd_of_others_does_not_forgive_whoever_went_too_far() {
        Limiter limiter = limiter();
        var minute = Limiter.Rate.perMinute(1);
        for (int i = 0; i < 100_000; i++) limiter.take("other" + i, minute);
        clock.advance(Duration.ofMinutes(2));
        var day = new Limiter.Rate(1, Duration.ofHours(24 * 365));
        limiter.take("key", day);

        for (int i = 0; i < 10; i++) limiter.take("more" + i, minute);

        assertThat(limiter.take("key", day).allowed()).isFalse();
    }

    @Test
    void tries_are_counted_over_all_nodes_and_forgotten_after_a_success_or_in_time() {
        var rate = new Limiter.Rate(2, Duration.ofMinutes(10));
        assertThat(limiter().takeEverywhere("code", rate).allowed()).isTrue();
        assertThat(limiter().takeEverywhere("code", rate).allowed()).isTrue();
        assertThat(limiter().takeEverywhere("code", rate).allowed()).isFalse();

        limiter().forget("code");
        assertThat(limiter().takeEverywhere("code", rate).remaining()).isEqualTo(1);

        limiter().takeEverywhere("code", rate);
        assertThat(limiter().takeEverywhere("code", rate).allowed()).isFalse();
        clock.advance(Duration.ofMinutes(11));
        assertThat(limiter().takeEverywhere("code", rate).allowed()).isTrue();
    }
}
