package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reverie.platform.AccountId;

class ChannelTest {
    private static final UUID JOB = new UUID(0, 7);

    private final Channel channel = new Channel(new AccountId(new UUID(0, 1)));

    private static LiveEvent told(long id, String state) {
        return new LiveEvent(id, JobFeed.UPDATED, "{\"job\":{\"state\":\"" + state + "\"}}", Instant.EPOCH);
    }

    @Test
    void what_a_socket_that_catches_up_is_told_makes_no_finished_job_run_again() {
        channel.remember(JOB, told(5, "succeeded"));

        channel.remember(JOB, told(2, "running"));

        assertThat(channel.job(JOB)).isEqualTo(told(5, "succeeded"));
        channel.remember(JOB, told(6, "running"));
        assertThat(channel.job(JOB)).isEqualTo(told(6, "running"));
    }
}
