package reverie.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;
import reverie.platform.Credits;

/**
 * A job as it is kept: what never changes, and its state.
 *
 * @param share how many of its owner's jobs may run in its lane at the same time
 */
record Job(
        UUID id,
        AccountId account,
        String surface,
        String language,
        String model,
        Map<String, Object> inputs,
        String lane,
        int band,
        int share,
        UUID quote,
        String priceVersion,
        Credits quoted,
        long expectedSeconds,
        @Nullable String key,
        @Nullable String keyBody,
        @Nullable String requestId,
        Instant createdAt,
        JobState state) {
    Job with(JobState next) {
        return new Job(
                id,
                account,
                surface,
                language,
                model,
                inputs,
                lane,
                band,
                share,
                quote,
                priceVersion,
                quoted,
                expectedSeconds,
                key,
                keyBody,
                requestId,
                createdAt,
                next);
    }

    Duration expected() {
        return Duration.ofSeconds(expectedSeconds);
    }

    /** What its turn costs in the fair queue, in thousandths of a second of work. */
    long turn() {
        return Math.max(1, expectedSeconds * 1000);
    }
}
