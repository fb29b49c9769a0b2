package reverie.realtime;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.platform.Credits;
import reverie.wallet.BalanceChanged;
import reverie.wallet.Entry;

/** Balances, entry by entry. */
@Component
class WalletFeed {
    static final String UPDATED = "wallet.updated";

    record WalletUpdated(Credits balance, Credits held, Credits available, Entry entry) {}

    private final LogWriter log;

    WalletFeed(LogWriter log) {
        this.log = log;
    }

    @EventListener
    void changed(BalanceChanged event) {
        var balance = event.balance();
        log.add(
                event.account(),
                UPDATED,
                new WalletUpdated(balance.balance(), balance.held(), balance.available(), event.entry()));
    }
}
