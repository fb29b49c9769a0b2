package reverie.billing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;
import reverie.identity.MeParts;
import reverie.identity.Untouched;
import reverie.platform.AccountId;
import reverie.wallet.Balance;
import reverie.wallet.Wallet;

/** What identity asks of the wallet, which knows nobody: what somebody has, and whether they ever used it. */
@Component
class WalletOfAccount implements MeParts, Untouched {
    private final Wallet wallet;
    private final Offers offers;

    WalletOfAccount(Wallet wallet, Offers offers) {
        this.wallet = wallet;
        this.offers = offers;
    }

    @Override
    public String name() {
        return "wallet";
    }

    @Override
    public Class<?> type() {
        return Balance.class;
    }

    /** A visitor has none. */
    @Override
    public @Nullable Object part(Accounts.Account account) {
        return account.kind().equals("visitor") ? null : wallet.balance(account.id());
    }

    @Override
    public boolean untouched(AccountId account) {
        return wallet.untouchedBut(account, offers.welcomeOf(account).orElse("none"));
    }
}
