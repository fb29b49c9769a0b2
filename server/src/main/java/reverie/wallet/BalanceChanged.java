package reverie.wallet;

import reverie.platform.AccountId;

/** In the transaction of the change, once per entry. */
public record BalanceChanged(AccountId account, Balance balance, Entry entry) {}
