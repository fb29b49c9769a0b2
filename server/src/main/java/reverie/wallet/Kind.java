package reverie.wallet;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Of an entry, as people, the API and the schema name it. */
enum Kind {
    GRANT,
    PURCHASE,
    HOLD,
    CHARGE,
    RELEASE,
    /** A charge undone. */
    REVERSAL,
    /** Money given back, credits leave. */
    REFUND,
    TRANSFER,
    SHARE,
    PAYOUT,
    /** By an admin, with a reason. */
    ADJUSTMENT,
    EXPIRY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
