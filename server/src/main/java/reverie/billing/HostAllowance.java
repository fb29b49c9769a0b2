package reverie.billing;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Housekeeping;
import reverie.platform.Transactions;
import reverie.wallet.Wallet;

/** What the terminal spends: topped up to the allowance once a month, so that a host never runs dry on their own. */
@Component
class HostAllowance implements Housekeeping {
    static final Credits MONTHLY = Credits.of(100);

    private final Wallet wallet;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Clock clock;

    HostAllowance(Wallet wallet, Transactions transactions, JdbcClient db, Clock clock) {
        this.wallet = wallet;
        this.transactions = transactions;
        this.db = db;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "host-allowance";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        db.sql("select account_id from host_allowance")
                .query((row, n) -> new AccountId(row.getObject(1, java.util.UUID.class)))
                .list()
                .forEach(this::topUp);
    }

    /** Once a month; calling it again changes nothing. */
    void topUp(AccountId host) {
        String month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).toString();
        transactions.write(() -> {
            boolean first = db.sql("""
                            insert into host_allowance as h (account_id, month) values (:host, :month)
                            on conflict (account_id) do update set month = excluded.month where h.month < excluded.month
                            """)
                            .param("host", host.value())
                            .param("month", month)
                            .update()
                    == 1;
            if (!first) return;
            Credits missing = missing(wallet.balance(host).balance());
            if (!missing.isZero()) wallet.grant(host, missing, "host:" + month, "host_allowance", null);
        });
    }

    /** Never above the allowance: what was not spent is not paid out again. */
    static Credits missing(Credits balance) {
        return MONTHLY.isMoreThan(balance) ? MONTHLY.minus(balance) : Credits.ZERO;
    }
}
