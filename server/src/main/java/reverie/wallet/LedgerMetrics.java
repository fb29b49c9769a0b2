package reverie.wallet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Watch;

/**
 * What must be zero whatever happens, as a figure that an alarm can watch. The whole truth, row by row, is what
 * {@link VerifyLedger} tells.
 */
@Component
class LedgerMetrics {
    private static final Duration AGE = Duration.ofSeconds(15);
    /** It reads every posting there is. */
    private static final Duration AGE_OF_SUMS = Duration.ofMinutes(10);

    private record Held(double wallets, double holds, double stray) {}

    private final JdbcClient db;
    private final ObjectProvider<LiveHolds> jobs;

    LedgerMetrics(MeterRegistry meters, JdbcClient db, ObjectProvider<LiveHolds> jobs) {
        this.db = db;
        this.jobs = jobs;
        var held = new Watch<>(AGE, this::held);
        Gauge.builder("reverie.wallet.held", held, watch -> watch.of(Held::wallets))
                .description("What is reserved in all wallets")
                .baseUnit("credits")
                .register(meters);
        Gauge.builder("reverie.wallet.held.gap", held, watch -> watch.of(row -> row.wallets() - row.holds()))
                .description("What wallets say is held, less the live holds; anything but 0 is a fault")
                .baseUnit("credits")
                .register(meters);
        Gauge.builder("reverie.wallet.stray.holds", held, watch -> watch.of(Held::stray))
                .description("Live holds that no live job will end; more than 0 is a fault")
                .register(meters);
        var sums = new Watch<>(AGE_OF_SUMS, this::gap);
        Gauge.builder("reverie.ledger.gap", sums, watch -> watch.of(gap -> gap))
                .description("What the postings of all assets sum to, without signs; anything but 0 is a fault")
                .baseUnit("micros")
                .register(meters);
    }

    private Held held() {
        record Row(double wallets, double holds) {}
        Row row = db.sql("""
                        select coalesce((select sum(held) from ledger_account where held > 0), 0) / 1e6 as wallets,
                               coalesce((select sum(credits) from ledger_hold where state = 'held'), 0) / 1e6 as holds
                        """).query(Row.class).single();
        return new Held(row.wallets(), row.holds(), stray());
    }

    private int stray() {
        LiveHolds asked = jobs.getIfAvailable();
        if (asked == null) return 0;
        var live = new HashSet<>(db.sql("select id from ledger_hold where state = 'held' and job_id is not null")
                .query((row, n) -> row.getObject("id", UUID.class))
                .list());
        Set<UUID> stray = asked.withoutLiveJob(live);
        if (stray.isEmpty()) return 0;
        // A job and its hold end in one commit, which may have come between the two questions.
        return db.sql("select count(*) from ledger_hold where state = 'held' and id = any (:ids)")
                .param("ids", stray.toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    private Double gap() {
        return db.sql("""
                        select coalesce(sum(abs(total)), 0)::float8 from (
                            select sum(p.amount) as total
                              from ledger_posting p join ledger_account a on a.id = p.account_id group by a.asset) s
                        """).query(Double.class).single();
    }
}
