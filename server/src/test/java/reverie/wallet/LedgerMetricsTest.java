package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import reverie.ReverieTest;

@ReverieTest
class LedgerMetricsTest {
    @Autowired
    GivenWallet given;

    @Autowired
    JdbcClient db;

    @Autowired
    ObjectProvider<LiveHolds> jobs;

    private double figure(String name, JdbcClient from) {
        MeterRegistry meters = new SimpleMeterRegistry();
        var unused = new LedgerMetrics(meters, from, jobs);
        return Objects.requireNonNull(meters.find(name).gauge()).value();
    }

    @Test
    void a_hold_that_no_job_will_end_is_counted() {
        var account = given.walletWith("3");
        var hold = given.strayHold(account, "2");

        assertThat(figure("reverie.wallet.held", db)).isEqualTo(2);
        assertThat(figure("reverie.wallet.held.gap", db)).isZero();
        assertThat(figure("reverie.wallet.stray.holds", db)).isEqualTo(1);
        assertThat(figure("reverie.ledger.gap", db)).isZero();

        db.sql("update ledger_account set held = held - 1000000 where id = :id")
                .param("id", account.value())
                .update();
        assertThat(figure("reverie.wallet.held.gap", db)).isEqualTo(-1);
        db.sql("update ledger_account set held = held + 1000000 where id = :id")
                .param("id", account.value())
                .update();
        given.release(hold);
        assertThat(figure("reverie.wallet.stray.holds", db)).isZero();
    }

    @Test
    void what_cannot_be_read_is_no_number() {
        var nowhere = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));

        assertThat(figure("reverie.ledger.gap", nowhere)).isNaN();
    }

    @Test
    void a_job_that_ends_while_it_is_counted_is_no_stray() {
        var hold = given.strayHold(given.walletWith("3"), "2");
        LiveHolds ended = holds -> {
            given.release(hold);
            return holds;
        };
        MeterRegistry meters = new SimpleMeterRegistry();
        var unused = new LedgerMetrics(meters, db, new ObjectProvider<>() {
            @Override
            public LiveHolds getObject() {
                return ended;
            }
        });

        var figure =
                Objects.requireNonNull(meters.find("reverie.wallet.stray.holds").gauge());

        assertThat(figure.value()).isZero();
    }
}
