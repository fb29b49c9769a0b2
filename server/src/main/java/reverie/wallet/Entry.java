package reverie.wallet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.platform.Credits;

/**
 * One line of a person's ledger.
 *
 * @param kind as {@code grant}, {@code hold}, {@code charge}, {@code release} …
 * @param credits signed: of a hold or release the effect on what is available, of all others on the balance
 */
@Schema(name = "LedgerEntry")
public record Entry(
        UUID id,

        @Schema(
                allowableValues = {
                    "grant",
                    "purchase",
                    "hold",
                    "charge",
                    "release",
                    "reversal",
                    "refund",
                    "transfer",
                    "share",
                    "payout",
                    "adjustment",
                    "expiry"
                })
        String kind,

        Credits credits,
        Credits balanceAfter,
        Credits heldAfter,
        @Nullable UUID job,
        @Nullable UUID payment,
        @Nullable String reason,
        Instant at) {}
