package reverie;

import java.sql.SQLException;
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
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("""
                    create or replace function reverie_now() returns timestamptz
                        language sql stable parallel safe
                        as 'select now() + interval ''%d milliseconds'''
                    """.formatted(to.toMillis()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
