package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.stereotype.Component;
import reverie.TestWorld;

/** Whatever a test was about: the ledger adds up after it. */
@Component
class LedgerInvariant implements TestWorld.Invariant {
    private final VerifyLedger ledger;

    LedgerInvariant(VerifyLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void check() {
        assertThat(ledger.verify()).as("what is wrong in the ledger").isEmpty();
    }
}
