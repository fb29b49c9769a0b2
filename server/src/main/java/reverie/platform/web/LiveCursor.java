package reverie.platform.web;

import reverie.platform.AccountId;

/** The newest id in an account's live log: what {@code Reverie-Event} says of a snapshot. Read it before the data. */
public interface LiveCursor {
    String HEADER = "Reverie-Event";

    long of(AccountId account);
}
