package reverie.platform;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A row of figures behind several gauges: read when somebody looks and it is older than {@code age}, once for all of
 * them. Not a number while it can't be read: no figure is better than one that was true.
 */
public final class Watch<T> {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Duration age;
    private final Supplier<T> read;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T row;
    private @Nullable Long readAtNanos;

    public Watch(Duration age, Supplier<T> read) {
        this.age = age;
        this.read = read;
    }

    public double of(ToDoubleFunction<T> figure) {
        T now = fresh();
        return now == null ? Double.NaN : figure.applyAsDouble(now);
    }

    private @Nullable T fresh() {
        lock.lock();
        try {
            if (readAtNanos == null || System.nanoTime() - readAtNanos >= age.toNanos()) {
                row = null;
                readAtNanos = System.nanoTime();
                row = read.get();
            }
            return row;
        } catch (RuntimeException e) {
            log.warn("Figures could not be read: {}", e.toString());
            return null;
        } finally {
            lock.unlock();
        }
    }
}
