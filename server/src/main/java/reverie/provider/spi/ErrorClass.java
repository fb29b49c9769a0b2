package reverie.provider.spi;

/** Why a run failed, as far as it decides what happens next. */
public enum ErrorClass {
    /** Passes by itself: tried again silently. */
    TEMPORARY,
    /** The person has to change something: never tried again. */
    USER_VIOLATION,
    /** Our account with the provider is short: tried again a few times, slowly. */
    BILLING,
    /** Too many requests of ours: tried again a few times, slowly. */
    RATE_LIMIT,
    /** Not known: tried again, and shown to the admin. */
    UNKNOWN
}
