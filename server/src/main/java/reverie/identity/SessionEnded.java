package reverie.identity;

import java.util.UUID;
import reverie.platform.AccountId;

/** Signed out, revoked or expired: what it opened must close. */
public record SessionEnded(AccountId account, UUID session) {}
