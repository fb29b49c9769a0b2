package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;

@ReverieTest
class LeasesTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    @Autowired
    JdbcClient db;

    @Autowired
    TestClock clock;

    Leases node() {
        return new Leases(db, new Ids(Clock.systemUTC()));
    }

    @Test
    void only_one_node_leads_and_the_next_one_takes_over_when_the_lease_runs_out() {
        Leases one = node();
        Leases two = node();

        var first = one.take("poller", LENGTH).orElseThrow();
        assertThat(two.take("poller", LENGTH)).isEmpty();
        assertThat(one.take("poller", LENGTH)).contains(first);

        clock.advance(LENGTH.plusSeconds(1));
        var second = two.take("poller", LENGTH).orElseThrow();

        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(one.holds(first)).isFalse();
        assertThat(two.holds(second)).isTrue();
        assertThat(one.take("poller", LENGTH)).isEmpty();
    }

    @Test
    void a_lease_that_is_given_back_can_be_taken_at_once() {
        Leases one = node();
        Leases two = node();

        one.giveBack(one.take("poller", LENGTH).orElseThrow());

        assertThat(two.take("poller", LENGTH)).isPresent();
    }
}
