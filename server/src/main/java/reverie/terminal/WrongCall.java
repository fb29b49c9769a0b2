package reverie.terminal;

/** The words of a call are off; the message says which. */
final class WrongCall extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongCall(String message) {
        super(message);
    }
}
