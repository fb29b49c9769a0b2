package reverie.platform.postgres;

/** Why the embedded database can't run, as a sentence for the host. */
public class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EmbeddedPostgresException(String message) {
        super(message);
    }

    public EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
