package reverie.wallet;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** A live hold that is not of a job: the ledger is right to ask for the job of any other. */
    public UUID hold(AccountId account, String credits) {
        return hold(account, credits, null);
    }

    private UUID hold(AccountId account, String credits, @Nullable UUID job) {
        UUID id = ids.next();
        var outcome = wallet.hold(List.of(new HoldRequest(id, account, Credits.of(credits), job)));
        if (outcome.getFirst() instanceof HoldOutcome.Held) return id;
        throw new IllegalStateException("The scene needs more credits: " + outcome);
    }

    /** A live hold of a job that there is not. */
    public UUID strayHold(AccountId account, String credits) {
        return hold(account, credits, ids.next());
    }

    /** The hold is over, nothing was taken. */
    public void release(UUID hold) {
        wallet.settle(List.of(new Settlement(hold, Credits.ZERO)));
    }

    /** A hold that was charged as a whole, for a job that is long over. */
    public UUID charge(AccountId account, String credits) {
        UUID hold = hold(account, credits, ids.next());
        wallet.settle(List.of(new Settlement(hold, Credits.of(credits))));
        return hold;
    }

    public static Balance balance(String balance, String held) {
        return new Balance(Credits.of(balance), Credits.of(held));
    }
}
