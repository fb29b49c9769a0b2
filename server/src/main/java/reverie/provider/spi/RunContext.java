package reverie.provider.spi;

/** The way back from a run to whoever waits for it. Both methods may be called from any thread, as often as wanted. */
public interface RunContext {
    /** @param fraction of the whole run that is done, 0–1 */
    void progress(double fraction);

    /** True once the person or a deadline wants it to end: stop soon and answer {@link RunOutcome.Stopped}. */
    boolean stopAsked();
}
