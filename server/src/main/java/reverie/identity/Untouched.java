package reverie.identity;

import reverie.platform.AccountId;

/** Asked before an account becomes part of another: all who implement this must agree. */
public interface Untouched {
    /** True while the account has nothing of the asked module but what it was given when it was opened. */
    boolean untouched(AccountId account);
}
