package reverie.job;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import reverie.platform.AccountId;
import reverie.platform.Credits;

/** A ceiling: what one run of these inputs may cost at most, until it expires. Starts at most one job. */
public record Quote(
        UUID id,
        AccountId account,
        String model,
        Map<String, Object> inputs,
        Credits credits,
        long expectedSeconds,
        Instant expiresAt,
        Credits available,
        boolean enough,
        String signature) {}
