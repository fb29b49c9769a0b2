package reverie.provider.spi;

/**
 * One maker of things. It runs what it is told once, never retries and never fails over, and turns every failure of
 * its own into a {@link Fault}. Nothing of its wire format crosses this interface.
 */
public interface ModelProvider {
    /** As in the catalog's routes: {@code local}. */
    String name();

    Availability availability(String model);

    /**
     * Whether a run whose process died may simply be begun again: true for a maker on this machine, which leaves
     * nothing behind. Where a request may have landed elsewhere it is false, and such a run is never sent twice.
     */
    default boolean repeatable() {
        return false;
    }

    /** Begins a run. A local provider may block until it is over. */
    Started start(RunRequest request, RunContext context);

    /** Asks after a run that goes on elsewhere. */
    default Started ask(String taskId, RunRequest request, RunContext context) {
        throw new IllegalStateException(name() + " has no runs that go on elsewhere");
    }

    /** Tells a run that goes on elsewhere to end. Best effort. */
    default void stop(String taskId) {}
}
