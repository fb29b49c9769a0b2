package reverie.identity;

import reverie.platform.AccountId;

/**
 * A person, in the transaction in which the account begins to exist (a visitor's does not count until it has a name).
 *
 * @param person what is the same however often one person comes: the Telegram id or the normalised mailbox
 */
public record AccountOpened(AccountId account, String person, String surface) {}
