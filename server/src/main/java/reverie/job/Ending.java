package reverie.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reverie.provider.spi.Fault;

/** What the end of an attempt means for its job. */
sealed interface Ending {
    /** Checked and stored; charge and success are one commit. */
    record Succeed(List<UUID> outputs, Map<String, Object> data, Map<String, Object> recipe) implements Ending {}

    /** It failed; whether another attempt comes is decided by class and number. */
    record Fail(Fault fault) implements Ending {}

    /** The provider goes on by itself; it is asked again later, without a slot. */
    record Elsewhere(String taskId, Duration askAgainAfter) implements Ending {}

    /** May have landed: never sent again. */
    record Lose() implements Ending {}

    /** It stopped because it was asked to. */
    record Stop() implements Ending {}
}
