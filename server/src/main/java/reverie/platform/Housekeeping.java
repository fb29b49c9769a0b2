package reverie.platform;

import java.time.Duration;

/** Work that comes back, on one node at a time. Safe to repeat, short, and harmless to miss once. */
public interface Housekeeping {
    /** Unique; also the name of its lease. */
    String name();

    Duration every();

    void run();
}
