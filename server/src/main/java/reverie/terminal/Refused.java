package reverie.terminal;

/** The server said no; the message is for the person at the terminal. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
