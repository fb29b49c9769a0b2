package reverie.identity;

import org.jspecify.annotations.Nullable;

/** What another module adds to {@code GET /me}: one member of the answer. Identity does not know what it means. */
public interface MeParts {
    /** The member's name, for example {@code wallet}. */
    String name();

    /** Its value for this account; null leaves it out. Called while reading as that account. */
    @Nullable
    Object part(Accounts.Account account);
}
