package reverie.wallet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import reverie.TestWorld;

/** Everything the wallet told during one test. */
@Component
class HeardBalances implements TestWorld.Resettable {
    final List<BalanceChanged> events = new CopyOnWriteArrayList<>();
    final List<Boolean> inTransaction = new CopyOnWriteArrayList<>();

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
