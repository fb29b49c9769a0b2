package reverie.provider.spi;

/** Whether a model can be run now. */
public sealed interface Availability {
    record Ready() implements Availability {}

    /** @param code for the texts under {@code errors.<code>}; says why, and what would make it available */
    record Missing(String code) implements Availability {}
}
