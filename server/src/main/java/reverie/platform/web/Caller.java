package reverie.platform.web;

import java.util.Set;
import java.util.UUID;
import reverie.platform.AccountId;
import reverie.platform.Problem;

/**
 * Who calls, as the door found out. Controllers take it as an argument.
 *
 * @param session the session or key it came with; revoking it ends what it opened
 * @param visitor true for somebody without an account: no wallet, nothing that spends
 */
public record Caller(AccountId account, UUID session, boolean visitor, Set<String> roles, String language) {
    public static final String ADMIN = "admin";

    public boolean isAdmin() {
        return roles.contains(ADMIN);
    }

    /** @throws Problem {@code sign_in_needed} for a visitor */
    public Caller person() {
        if (visitor) throw Problem.of(401, "sign_in_needed");
        return this;
    }
}
