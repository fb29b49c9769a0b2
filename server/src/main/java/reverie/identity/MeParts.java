package reverie.identity;

import org.jspecify.annotations.Nullable;

/** What another module adds to {@code GET /me}: one member of the answer. Identity does not know what it means. */
public interface MeParts {
    /** The member's name, for example {@code wallet}. */
    String name();

    /** What its value is: for the description of the API. */
    Class<?> type();

    /** Its value for this account; null leaves it out. Called while reading as that account. */
    @Nullable
    Object part(Accounts.Account account);
}
