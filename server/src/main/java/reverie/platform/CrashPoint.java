package reverie.platform;

/**
 * Where a process can be made to die, so that tests can show what the next one makes of it:
 * {@code -Dreverie.crash=before_settle} halts it there. Without the property nothing happens.
 */
public final class CrashPoint {
    private static final String CHOSEN = System.getProperty("reverie.crash", "");
    private static final int EXIT = 137;

    private CrashPoint() {}

    public static void pass(String name) {
        // Halting is what kill -9 does: no hook runs, nothing is flushed.
        if (CHOSEN.equals(name)) Runtime.getRuntime().halt(EXIT);
    }
}
