package reverie.engine.film;

/** Whoever waits for a run. */
public interface Watch {
    void progress(double fraction);

    boolean stopAsked();

    /** @throws Stopped if nobody wants it any more */
    default void check() {
        if (stopAsked()) throw new Stopped();
    }

    /** The run ended because it was asked to. */
    final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }
}
