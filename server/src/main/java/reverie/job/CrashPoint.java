package reverie.job;

/**
 * Where a process can be made to die, so that tests can show what the next one makes of it:
 * {@code -Dreverie.crash=before_settle} halts it there. Without the property nothing happens.
 */
enum CrashPoint {
    AFTER_SUBMIT_COMMIT,
    AFTER_CLAIM,
    BEFORE_RUN,
    AFTER_RUN,
    AFTER_STORE,
    BEFORE_SETTLE,
    AFTER_SETTLE;

    private static final String CHOSEN = System.getProperty("reverie.crash", "");
    private static final int EXIT = 137;

    void pass() {
        // Halting is what kill -9 does: no hook runs, nothing is flushed.
        if (!CHOSEN.isEmpty() && CHOSEN.equalsIgnoreCase(name()))
            Runtime.getRuntime().halt(EXIT);
    }
}
