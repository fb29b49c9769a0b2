package reverie.provider;

/**
 * Leaves a maker that fails again and again alone for a while, then lets one run try (half-open). A success closes it;
 * a failure of the try makes the rest twice as long.
 */
final class Breaker {
    static final int FAILURES_MAX = 5;
    static final long REST_MILLIS = 15_000;
    static final long REST_MILLIS_MAX = 300_000;

    private int failures;
    private long restMillis = REST_MILLIS;
    private long closedUntil;
    private boolean trying;

    synchronized boolean tryPass(long now) {
        if (failures < FAILURES_MAX) return true;
        if (now < closedUntil || trying) return false;
        trying = true;
        return true;
    }

    /** A pass was given back, whatever came of it: the next may try. */
    synchronized void passEnded() {
        trying = false;
    }

    synchronized void succeeded() {
        failures = 0;
        restMillis = REST_MILLIS;
        trying = false;
    }

    synchronized void failed(long now) {
        failures++;
        if (failures < FAILURES_MAX) return;
        if (failures > FAILURES_MAX) restMillis = Math.min(restMillis * 2, REST_MILLIS_MAX);
        closedUntil = now + restMillis;
        trying = false;
    }
}
