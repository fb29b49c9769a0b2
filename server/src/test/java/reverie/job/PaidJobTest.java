package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.platform.Credits;
import reverie.wallet.Wallet;

@ReverieTest
class PaidJobTest {
    @Autowired
    GivenJob given;

    @Autowired
    Wallet wallet;

    @Test
    void a_job_holds_its_price_runs_and_is_charged_when_it_is_done() {
        var anna = given.personWith("2");

        var job = given.queued(anna, "noop/nothing", Map.of());
        assertThat(job.state()).isEqualTo("queued");
        assertThat(job.waitingFor()).isEqualTo("start");
        assertThat(job.placeInLine()).isEqualTo(1);
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.of("0.01"));

        assertThat(given.workedOff()).isEqualTo(1);

        var done = given.now(job);
        assertThat(done.state()).isEqualTo("succeeded");
        assertThat(done.charged()).isEqualTo(Credits.of("0.01"));
        assertThat(done.timeline()).extracting(JobView.Moment::what).containsExactly("queued", "started", "succeeded");
        assertThat(wallet.balance(anna.account()).balance()).isEqualTo(Credits.of("1.99"));
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.ZERO);
    }
}
