package reverie.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;

/** How far it is. Outside any transaction, on the node that runs it, at most every 250 ms; may be lost. */
public record JobProgressed(
        UUID job,
        AccountId account,
        double progress,
        @Nullable Long etaSeconds,
        @Nullable Integer placeInLine) {}
