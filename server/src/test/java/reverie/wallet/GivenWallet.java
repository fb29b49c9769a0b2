package reverie.wallet;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.Settlement;

/** Wallets in the state a test begins with. */
@Component
public class GivenWallet {
    private final Wallet wallet;
    private final Ids ids;

    GivenWallet(Wallet wallet, Ids ids) {
        this.wallet = wallet;
        this.ids = ids;
    }

    /** Somebody nobody knows: an account id without a wallet. */
    public AccountId nobody() {
        return new AccountId(ids.next());
    }

    public AccountId walletWith(String credits) {
        AccountId account = nobody();
        fill(account, credits);
        return account;
    }

    public void fill(AccountId account, String credits) {
        wallet.grant(account, Credits.of(credits), "given:" + ids.next(), "for a test", null);
    }

    /** A live hold; also what a job of that id would have. */
    public UUID hold(AccountId account, String credits) {
        UUID id = ids.next();
        var outcome = wallet.hold(List.of(new HoldRequest(id, account, Credits.of(credits), id)));
        if (outcome.getFirst() instanceof HoldOutcome.Held) return id;
        throw new IllegalStateException("The scene needs more credits: " + outcome);
    }

    /** The hold is over, nothing was taken. */
    public void release(UUID hold) {
        wallet.settle(List.of(new Settlement(hold, Credits.ZERO)));
    }

    /** A hold that was charged as a whole. */
    public UUID charge(AccountId account, String credits) {
        UUID hold = hold(account, credits);
        wallet.settle(List.of(new Settlement(hold, Credits.of(credits))));
        return hold;
    }

    public static Balance balance(String balance, String held) {
        return new Balance(Credits.of(balance), Credits.of(held));
    }
}
