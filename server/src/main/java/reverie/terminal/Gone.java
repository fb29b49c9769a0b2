package reverie.terminal;

/** The server does not answer, or says that it can't just now. It may come back. */
final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Gone(String message) {
        super(message);
    }
}
