package reverie.provider.spi;

import java.time.Duration;

/** What came of beginning, or of asking after, a run. */
public sealed interface Started {
    record Ended(RunOutcome outcome) implements Started {}

    /** It goes on elsewhere under the provider's own id. {@code askAgainAfter} is when polling makes sense. */
    record GoingOn(String taskId, Duration askAgainAfter) implements Started {}
}
