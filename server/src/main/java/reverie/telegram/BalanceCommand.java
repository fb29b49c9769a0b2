package reverie.telegram;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reverie.wallet.Balance;
import reverie.wallet.Wallet;

/** What there is, and what of it is held. */
@Component
class BalanceCommand implements Command.Private {
    private final Wallet wallet;
    private final Menu menu;

    BalanceCommand(Wallet wallet, Menu menu) {
        this.wallet = wallet;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "balance";
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.BALANCE);
    }

    @Override
    public Screen screen(Talk talk, String key) {
        Balance balance = wallet.balance(talk.account());
        Map<String, Object> values = new HashMap<>(Menu.amount(balance.available()));
        values.put("held", balance.held().toString());
        values.put("balance", balance.balance().toString());
        String html = talk.html(balance.held().isZero() ? "balance" : "balance_held", values);
        if (balance.available().isZero() && balance.held().isZero()) html += "\n\n" + talk.html("balance_empty");
        return Screen.of(html).row(Action.HISTORY.button(talk.label("button.history")), menu.homeButton(talk));
    }
}
