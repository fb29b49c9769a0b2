package reverie.identity;

import reverie.platform.AccountId;

/** Somebody proved at another door to be who waits here: {@code waiting} is the account of the tab with the code. */
public record LinkVerified(AccountId waiting, String code, String name) {}
