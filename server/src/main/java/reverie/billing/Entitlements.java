package reverie.billing;

import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** What a tier allows. The one table that every limit reads. */
@Component
public class Entitlements {
    /** @param queuePriority band of the queue, 0 first */
    public record Tier(
            String name,
            int concurrentJobs,
            int queuePriority,
            int filmSecondsMax,
            String resolutionMax,
            int voices,
            int proactivePerWeek,
            int storageGb,
            int monthlyCredits) {}

    public Tier of(AccountId account) {
        throw new UnsupportedOperationException();
    }

    public Tier tier(String name) {
        throw new UnsupportedOperationException();
    }
}
