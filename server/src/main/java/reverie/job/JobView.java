package reverie.job;

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
public record JobView(
        UUID id,
        @com.fasterxml.jackson.annotation.JsonIgnore AccountId account,
        String model,
        String title,
        String state,
        @Nullable String waitingFor,
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
        String surface,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    public record Failure(
            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String errorClass,

            String code,
            String message,
            @Nullable String remedy) {}

    public record Moment(Instant at, String what, @Nullable String note) {}

    /** Over for good: nothing will change by itself. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isOver() {
        return state.equals("succeeded") || state.equals("failed") || state.equals("canceled");
    }
}
