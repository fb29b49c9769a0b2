package reverie.terminal;

import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far a job is: one line that moves where somebody looks on, a line now and then where it goes into a file. */
final class Bar {
    private static final int CELLS = 24;
    private static final int STEP_PERCENT = 25;

    private final PrintStream err;
    private final boolean moves;
    private long shownPercent = -1;

    /** @param moves whether a line can be written over: only a terminal does that */
    Bar(PrintStream err, boolean moves) {
        this.err = err;
        this.moves = moves;
    }

    void show(JsonNode job) {
        boolean made = job.path("state").asString("").equals("succeeded");
        double progress = made ? 1 : Math.clamp(job.path("progress").asDouble(0), 0, 1);
        long percent = Math.round(progress * 100);
        String left = job.path("etaSeconds").isNumber() ? job.path("etaSeconds").asString() + " s left" : "";
        if (moves) {
            int full = (int) Math.round(progress * CELLS);
            String bar = "█".repeat(full) + "░".repeat(CELLS - full);
            err.printf(Locale.ROOT, "\r%s %3d %%  %-12s", bar, percent, left);
        } else if (shownPercent < 0 || percent / STEP_PERCENT > shownPercent / STEP_PERCENT) {
            shownPercent = percent;
            err.println((percent + " %  " + left).strip());
        }
    }

    /** What follows begins on a line of its own. */
    void end() {
        if (moves) err.println();
    }
}
