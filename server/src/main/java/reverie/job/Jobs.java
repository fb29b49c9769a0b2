package reverie.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Page;

/** Runs of models: what they cost, that they happen, how they end. Refusals are {@link reverie.platform.Problem}s. */
@Component
public class Jobs {
    /** @param surface web, telegram, terminal or api; @param language for sentences */
    public record Asker(AccountId account, String surface, String language) {}

    /** What an internal run answered. */
    public record Ran(Map<String, Object> data, List<UUID> media) {}

    /** Price, limits, policy gate, balance. Takes nothing. */
    public Quote quote(Asker asker, String model, Map<String, Object> inputs) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts the one job of a quote: hold, job and its place in line are one commit. 402 {@code not_enough_credits},
     * 409 {@code quote_used}, 410 {@code quote_expired}, 409 {@code quote_invalid}.
     *
     * @param key makes the call repeatable: the same key for the same quote answers the same job
     */
    public JobView submit(Asker asker, UUID quote, @Nullable String key, Delivery.@Nullable Wish delivery) {
        throw new UnsupportedOperationException();
    }

    /** Of this account; {@code not_found} otherwise. */
    public JobView get(AccountId reader, UUID job, String language) {
        throw new UnsupportedOperationException();
    }

    public Page<JobView> list(
            AccountId reader,
            @Nullable String state,
            @Nullable String model,
            @Nullable String cursor,
            int limit,
            String language) {
        throw new UnsupportedOperationException();
    }

    /** Ends it as soon as it can be ended; what was held comes back. 409 {@code already_over}. */
    public JobView cancel(Asker asker, UUID job) {
        throw new UnsupportedOperationException();
    }

    /** A quote for the same inputs with another seed, some of them changed. */
    public Quote repeat(Asker asker, UUID job, Map<String, Object> changes) {
        throw new UnsupportedOperationException();
    }

    /** Takes an undelivered film at its quoted price. */
    public JobView claim(Asker asker, UUID job) {
        throw new UnsupportedOperationException();
    }

    /** The chat has it. */
    public void delivered(UUID delivery) {
        throw new UnsupportedOperationException();
    }

    /** The chat did not take it, for good: the charge is reversed and the film waits 7 days to be claimed. */
    public void deliveryFailed(UUID delivery, String why) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs an internal model now, in its own light lane, through the gate; free.
     *
     * @throws reverie.platform.Problem the fault in the person's words, or {@code busy}
     */
    public Ran runNow(Asker asker, String model, Map<String, Object> inputs) {
        throw new UnsupportedOperationException();
    }

    /** Queued and running ones of an account, for menus. */
    public List<JobView> live(AccountId account, String language) {
        throw new UnsupportedOperationException();
    }

    public Optional<JobView> find(UUID job, String language) {
        throw new UnsupportedOperationException();
    }
}
