package reverie.platform;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.TestClock;

/** Limits that are on, as they are not in the context of all tests. */
@Component
public class GivenLimiter {
    private final TestClock clock;
    private final JdbcClient db;

    GivenLimiter(TestClock clock, JdbcClient db) {
        this.clock = clock;
        this.db = db;
    }

    public Limiter limiter() {
        return new Limiter(clock, db, new SettingsReader(Map.of()).read(false));
    }
}
