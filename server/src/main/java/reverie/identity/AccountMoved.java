package reverie.identity;

import reverie.platform.AccountId;

/** All that {@code from} owns (a visitor's, or an untouched account's) is now {@code to}'s. In one transaction. */
public record AccountMoved(AccountId from, AccountId to) {}
