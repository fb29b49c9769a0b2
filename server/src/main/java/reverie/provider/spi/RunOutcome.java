package reverie.provider.spi;

import java.util.List;
import java.util.Map;

/** How one attempt ended. A provider says what happened; what it costs is decided by who asked. */
public sealed interface RunOutcome {
    /**
     * @param data what the run has to say besides its files, as plain JSON values: {@code understood}, {@code notUsed}
     * @param recipe what a later run needs to make the same bytes, as plain JSON values; empty where there is none
     */
    record Finished(List<Output> outputs, Map<String, Object> data, Map<String, Object> recipe) implements RunOutcome {}

    record Failed(Fault fault) implements RunOutcome {}

    /** The person asked for it to end, and it did. */
    record Stopped() implements RunOutcome {}

    /** The request may have landed: never send it again; wait for the callback until the job's deadline. */
    record Lost() implements RunOutcome {}
}
