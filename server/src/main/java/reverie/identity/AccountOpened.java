package reverie.identity;

import reverie.platform.AccountId;

/**
 * A person, in the transaction in which the account begins to exist (a visitor's does not count until it has a name).
 *
 * @param person what is the same however often one person comes: {@code telegram:<id>}, {@code mailbox:<normalised>},
 *     or {@link #HOST} for the host's own account
 */
public record AccountOpened(AccountId account, String person, String surface) {
    public static final String HOST = "host";
    /** What a person begins with who came by e-mail. */
    public static final String MAILBOX = "mailbox:";
}
