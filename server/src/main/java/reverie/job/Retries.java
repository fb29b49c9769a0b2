package reverie.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reverie.provider.spi.Fault;

/** Whether and when another attempt is worth it. */
final class Retries {
    /** How codes of ours begin that say the result did not pass its check. */
    static final String RESULT = "result_";

    private Retries() {}

    /**
     * @param attempt that failed, from 1
     * @param jitter 0–1: so that those who failed together do not come back together
     * @return null when another attempt is pointless
     */
    static @Nullable Duration delay(Fault fault, int attempt, double jitter) {
        if (attempt >= attemptsMax(fault)) return null;
        return switch (fault.errorClass()) {
            case TEMPORARY, UNKNOWN -> spread(Duration.ofSeconds(1L << attempt), jitter);
            case RATE_LIMIT, BILLING -> spread(Duration.ofSeconds(15L << attempt), jitter);
            case USER_VIOLATION -> null;
        };
    }

    private static int attemptsMax(Fault fault) {
        if (fault.code().startsWith(RESULT)) return Limits.ATTEMPTS_IF_RESULT_BAD;
        return switch (fault.errorClass()) {
            case TEMPORARY, RATE_LIMIT, BILLING -> Limits.ATTEMPTS;
            case UNKNOWN -> Limits.ATTEMPTS_IF_UNKNOWN;
            case USER_VIOLATION -> 1;
        };
    }

    private static Duration spread(Duration base, double jitter) {
        return Duration.ofMillis((long) (base.toMillis() * (0.5 + jitter)));
    }
}
