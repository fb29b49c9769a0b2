package reverie.analytics;

import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.wallet.BalanceChanged;
import reverie.wallet.Entry;

/** Credits that moved: an amount without its sign; the name tells the direction. */
@Component
class WalletFacts {
    private final FactWriter facts;

    WalletFacts(FactWriter facts) {
        this.facts = facts;
    }

    @EventListener
    void changed(BalanceChanged event) {
        Entry entry = event.entry();
        facts.add(new Fact(
                name(entry.kind()),
                event.account(),
                null,
                entry.job(),
                Math.abs(entry.credits().micros()),
                null,
                null,
                null,
                Map.of("heldMicros", event.balance().held().micros())));
    }

    private static String name(String kind) {
        return switch (kind) {
            case "grant" -> "credits_granted";
            case "purchase" -> "credits_bought";
            case "hold" -> "credits_held";
            case "release" -> "credits_released";
            case "charge" -> "credits_used";
            case "reversal" -> "credits_returned";
            default -> "credits_" + kind;
        };
    }
}
