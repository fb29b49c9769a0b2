package reverie.job;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.media.MediaView;
import reverie.platform.AccountId;
import reverie.platform.Credits;

/**
 * A job as its owner sees it, everywhere.
 *
 * @param account not shown; for doors that have to know whose it is
 * @param state queued, running, succeeded, failed or canceled
 * @param deadline when what {@code ifNothingHappens} says will happen
 */
@Schema(name = "Job")
public record JobView(
        UUID id,
        @com.fasterxml.jackson.annotation.JsonIgnore AccountId account,
        String model,
        String title,

        @Schema(allowableValues = {"queued", "running", "succeeded", "failed", "canceled"})
        String state,

        @Nullable @Schema(allowableValues = {"start", "payment", "approval", "review", "provider", "delivery", "claim"})
        String waitingFor,

        @Nullable Integer placeInLine,
        double progress,
        @Nullable Long etaSeconds,
        Instant deadline,
        String ifNothingHappens,
        Credits quoted,
        Credits held,
        Credits charged,
        @Nullable Map<String, Object> inputs,
        List<MediaView> outputs,
        @Nullable Failure error,
        List<Moment> timeline,
        @Nullable Map<String, Object> recipe,
        @Nullable List<String> understood,
        @Nullable List<String> notUsed,

        @Schema(allowableValues = {"web", "telegram", "terminal", "api"})
        String surface,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    @Schema(name = "JobError")
    public record Failure(
            @com.fasterxml.jackson.annotation.JsonProperty("class")
            @Schema(allowableValues = {"temporary", "user_violation", "billing", "rate_limit", "unknown"})
            String errorClass,

            String code,
            String message,
            @Nullable String remedy) {}

    @Schema(name = "TimelineEntry")
    public record Moment(Instant at, String what, @Nullable String note) {}

    /** Over for good: nothing will change by itself. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isOver() {
        return state.equals("succeeded") || state.equals("failed") || state.equals("canceled");
    }
}
