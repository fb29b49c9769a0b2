package reverie.terminal;

/** Somebody pressed Ctrl-C while an answer was waited for. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
        super("Stopped.");
    }
}
