package reverie.identity;

import reverie.platform.AccountId;

/** Name, tier, language, links or roles are not what they were. */
public record AccountChanged(AccountId account) {}
