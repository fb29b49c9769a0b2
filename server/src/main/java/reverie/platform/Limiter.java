package reverie.platform;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often something may be done. */
@Component
public class Limiter {
    private static final int KEYS_MAX = 100_000;

    /** @param times within each window of {@code per} */
    public record Rate(int times, Duration per) {
        public static Rate perMinute(int times) {
            return new Rate(times, Duration.ofMinutes(1));
        }
    }

    /** @param resetAfterSeconds until there is room again, or until the window is over */
    public record Verdict(boolean allowed, int limit, int remaining, long resetAfterSeconds) {}

    private record Window(long index, long endsAt, int used) {}

    private final ConcurrentMap<String, Window> windows = new ConcurrentHashMap<>();
    private final java.time.Clock clock;
    private final JdbcClient db;
    private final Settings settings;

    Limiter(java.time.Clock clock, JdbcClient db, Settings settings) {
        this.clock = clock;
        this.db = db;
        this.settings = settings;
    }

    /** Counted on this node alone: cheap, for every call. */
    public Verdict take(String key, Rate rate) {
        if (!settings.rateLimits()) return new Verdict(true, rate.times(), rate.times(), 0);
        long now = clock.millis();
        long length = rate.per().toMillis();
        long index = now / length;
        if (windows.size() >= KEYS_MAX) makeRoom(now);
        Window after = windows.compute(
                key,
                (k, before) -> before == null || before.index() != index
                        ? new Window(index, (index + 1) * length, 1)
                        : new Window(index, before.endsAt(), Math.min(before.used() + 1, rate.times() + 1)));
        long left = Math.max(1, ((index + 1) * length - now + 999) / 1000);
        return new Verdict(after.used() <= rate.times(), rate.times(), Math.max(0, rate.times() - after.used()), left);
    }

    /** What is over is forgotten; what still counts only where there is no other way to stay within bounds. */
    private void makeRoom(long now) {
        windows.values().removeIf(window -> window.endsAt() <= now);
        if (windows.size() >= KEYS_MAX) windows.clear();
    }

    /** Counted in the database: over all nodes and restarts, for tries at a password or a code. Never switched off. */
    public Verdict takeEverywhere(String key, Rate rate) {
        record Row(int used, double left) {}
        Row row = db.sql("""
                        insert into rate_bucket as b (key, used, resets_at)
                        values (:key, 1, reverie_now() + make_interval(secs => :seconds))
                        on conflict (key) do update
                           set used = case when b.resets_at <= reverie_now() then 1 else b.used + 1 end,
                               resets_at = case when b.resets_at <= reverie_now()
                                                then excluded.resets_at else b.resets_at end
                        returning used, extract(epoch from resets_at - reverie_now()) as left
                        """)
                .param("key", key)
                .param("seconds", rate.per().toMillis() / 1000.0)
                .query(Row.class)
                .single();
        return new Verdict(row.used() <= rate.times(), rate.times(), Math.max(0, rate.times() - row.used()), (long)
                Math.ceil(row.left()));
    }

    /** After a success: the tries before it no longer count. */
    public void forget(String key) {
        db.sql("delete from rate_bucket where key = :key").param("key", key).update();
    }
}
