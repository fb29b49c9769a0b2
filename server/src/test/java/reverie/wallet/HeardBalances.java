package reverie.wallet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import reverie.TestWorld;

/** Everything the wallet told during one test. */
@Component
class HeardBalances implements TestWorld.Resettable {
    final List<BalanceChanged> events = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> inTransaction = Collections.synchronizedList(new ArrayList<>());

    @EventListener
    void on(BalanceChanged event) {
        events.add(event);
        inTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
    }

    @Override
    public void reset() {
        events.clear();
        inTransaction.clear();
    }
}
