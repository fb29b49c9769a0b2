package reverie;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the tests: the real one, moved on by whatever a test says, for Java and for the database alike. */
public final class TestClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    /** Time passes. */
    public void advance(Duration by) {
        set(shift.plus(by));
    }

    void reset() {
        if (!shift.isZero()) set(Duration.ZERO);
    }

    private void set(Duration to) {
        shift = to;
        TestDatabase.setClock(TestDatabase.url(), to);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Reverie's times are UTC");
    }
}
