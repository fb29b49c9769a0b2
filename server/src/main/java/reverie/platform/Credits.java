package reverie.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of credits in whole millionths, as the ledger counts them. In JSON a number with at most six decimals.
 * Arithmetic throws {@link ArithmeticException} instead of wrapping round.
 */
public record Credits(long micros) implements Comparable<Credits> {
    public static final long MICROS_PER_CREDIT = 1_000_000;
    public static final Credits ZERO = new Credits(0);

    /** @throws ArithmeticException if there are more than six decimals or the amount does not fit */
    @JsonCreator
    public static Credits of(BigDecimal credits) {
        return new Credits(credits.movePointRight(6).longValueExact());
    }

    public static Credits of(String credits) {
        return of(new BigDecimal(credits));
    }

    public static Credits of(long credits) {
        return new Credits(Math.multiplyExact(credits, MICROS_PER_CREDIT));
    }

    public Credits plus(Credits other) {
        return new Credits(Math.addExact(micros, other.micros));
    }

    public Credits minus(Credits other) {
        return new Credits(Math.subtractExact(micros, other.micros));
    }

    public Credits negated() {
        return new Credits(Math.negateExact(micros));
    }

    public boolean isNegative() {
        return micros < 0;
    }

    public boolean isZero() {
        return micros == 0;
    }

    public boolean isMoreThan(Credits other) {
        return micros > other.micros;
    }

    @JsonValue
    public BigDecimal toDecimal() {
        BigDecimal value = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0, RoundingMode.UNNECESSARY) : value;
    }

    @Override
    public int compareTo(Credits other) {
        return Long.compare(micros, other.micros);
    }

    /** As people read it: no more decimals than are needed. */
    @Override
    public String toString() {
        return toDecimal().toPlainString();
    }
}
