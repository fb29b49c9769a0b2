package reverie.job;

/**
 * A change of a job's state, in the transaction of the change; {@code job} is how it is from then on.
 *
 * @param what queued, started, retrying, waiting (for a provider), stopping, succeeded, failed, canceled, delivered,
 *     undelivered, claimed, expired, deleted, restored
 * @param delivery where the submission wants it delivered, as the door wrote it down; null for none
 */
public record JobChanged(
        JobView job,
        String what,
        @org.jspecify.annotations.Nullable Delivery delivery) {}
