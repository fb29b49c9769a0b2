package reverie.identity;

import reverie.platform.AccountId;

/**
 * A mailbox is now known to be the account's: the link in the mail came back.
 *
 * @param person as in {@link AccountOpened}
 */
public record MailboxVerified(AccountId account, String person) {}
