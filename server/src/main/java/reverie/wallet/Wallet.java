package reverie.wallet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Page;

/**
 * The one way credits move. Every call joins the transaction of what it pays for (and makes one if there is none);
 * every call is idempotent by its reference: the same again changes nothing and answers as before, another amount
 * under the same reference is an {@link IllegalStateException}. Accounts are locked in id order.
 */
@Component
public class Wallet {
    /** @param id of the hold, given by the caller (a job's id); also its reference */
    public record HoldRequest(UUID id, AccountId account, Credits credits, @Nullable UUID job) {}

    /** Ends a hold: {@code charge} of it is taken (zero releases all), the rest goes back. */
    public record Settlement(UUID hold, Credits charge) {}

    /** Reserves. As many outcomes as requests, in their order; a batch never overdraws an account. */
    public List<HoldOutcome> hold(List<HoldRequest> requests) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends holds; a hold that has ended before is left as it is.
     *
     * @throws IllegalStateException for a second, different settlement, or a charge above the hold
     */
    public void settle(List<Settlement> settlements) {
        throw new UnsupportedOperationException();
    }

    /** Takes the charge of a settled hold back: the credits return. */
    public void reverse(UUID hold, String reason) {
        throw new UnsupportedOperationException();
    }

    /** @param expiresAt when what is unspent of it is gone; null for never */
    public void grant(
            AccountId account, Credits credits, String reference, String reason, @Nullable Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    /** By an admin, with a reason. Negative takes, never more than is available: then {@code not_enough_credits}. */
    public void adjust(AccountId account, Credits credits, String reference, String reason) {
        throw new UnsupportedOperationException();
    }

    /** What is unspent of a grant goes back; for a welcome that was given to one person twice. */
    public void expire(String grantReference, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Between two people's wallets in one balanced transaction. False: not enough. */
    public boolean transfer(AccountId from, AccountId to, Credits credits, String reference, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Zero for an account that has no wallet yet. */
    public Balance balance(AccountId account) {
        throw new UnsupportedOperationException();
    }

    public Map<AccountId, Balance> balances(Collection<AccountId> accounts) {
        throw new UnsupportedOperationException();
    }

    /** Whether anything but the grant of the given reference ever happened here. */
    public boolean untouchedBut(AccountId account, String grantReference) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. {@code kind} is one of {@link Entry}'s; null for all. */
    public Page<Entry> entries(AccountId account, @Nullable String kind, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }
}
