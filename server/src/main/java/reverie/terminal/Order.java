package reverie.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One film that is asked for: begun once and paid once, however often its answer is lost. What is said of it is what
 * the server said.
 */
final class Order {
    static final String JOBS = "/api/v1/jobs";
    static final int LOOK_EVERY_MILLIS = 300;
    /** Less than what Ctrl-C leaves. */
    static final int CANCELED_WITHIN_MILLIS = 12_000;

    private static final String MODEL = "local/photo-motion";
    /** Answers that may be missing in a row: a database that comes back takes some seconds. */
    private static final int MISSED_MAX = 15;

    private static final int PAUSE_MILLIS = 1_000;

    private final PrintStream err;
    /** The server does once what it is asked for again by the same key. */
    private final String key;

    private @Nullable String quote;
    private @Nullable String job;

    Order(String key, PrintStream err) {
        this.key = key;
        this.err = err;
    }

    /** Whether the film was asked for: from then on it may have begun. */
    boolean isPlaced() {
        return quote != null;
    }

    /**
     * Called again after {@link Gone} it goes on where it was.
     *
     * @return the id of the job
     */
    String begin(Client client, Path photo, Map<String, Object> wishes) throws IOException {
        String known = job;
        if (known != null) return known;
        try {
            String offered = quote;
            if (offered == null) offered = offer(client, photo, wishes);
            quote = offered;
            return patiently(() -> submit(client));
        } catch (Stopped e) {
            throw new Refused("\n" + stopped(client));
        }
    }

    private String offer(Client client, Path photo, Map<String, Object> wishes) throws IOException {
        Map<String, Object> inputs = new HashMap<>(wishes);
        inputs.put("photo", client.upload(photo).path("id").asString());
        JsonNode offered = client.post("/api/v1/quotes", Map.of("model", MODEL, "inputs", inputs));
        err.println("It costs " + offered.path("credits").asString() + " of your "
                + offered.path("available").asString() + " credits and takes about "
                + offered.path("expectedSeconds").asString() + " s.");
        return offered.path("id").asString();
    }

    private String submit(Client client) {
        String begun = client.post(JOBS, Map.of("quote", String.valueOf(quote)), key)
                .path("id")
                .asString();
        job = begun;
        return begun;
    }

    /** Somebody pressed Ctrl-C before the job was known: it is found by its key, so that it can be canceled. */
    private String stopped(Client client) {
        if (!isPlaced()) return "Stopped before it began. Nothing was taken.";
        try {
            return cancel(client, submit(client), CANCELED_WITHIN_MILLIS);
        } catch (Refused e) {
            return "Stopped before it began. Nothing was taken.";
        } catch (Gone | Stopped e) {
            return "Stopped. " + whereItIs();
        }
    }

    /** What somebody stops they don't want to pay. Whether that came out so is said once the server says so. */
    String cancel(Client client, String id, int withinMillis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        boolean told = false;
        try {
            do {
                try {
                    JsonNode now =
                            told ? client.get(JOBS + "/" + id) : client.post(JOBS + "/" + id + "/cancel", Map.of());
                    told = true;
                    if (hasEnded(now)) return ended(now, id);
                } catch (Gone e) {
                    // Asked again below.
                }
                pause(LOOK_EVERY_MILLIS);
            } while (System.nanoTime() < until);
        } catch (Refused | Stopped e) {
            return "Stopped watching. " + whereItIs();
        }
        return told
                ? "Stopped. The film is being canceled: it is job " + id + ". What it holds is free again as soon as it"
                        + " has ended."
                : "Stopped watching. " + whereItIs();
    }

    private static String ended(JsonNode job, String id) {
        return switch (job.path("state").asString("")) {
            case "succeeded" -> "Stopped, but the film was made already: " + id;
            case "canceled" -> "Stopped. The film was canceled, and nothing was taken.";
            default -> "Stopped. The film had failed already, and nothing was taken.";
        };
    }

    /** Where to look for it, as far as that is known. */
    String whereItIs() {
        return job == null
                ? "It is not known whether the film was begun. If it was, it goes on while Reverie runs, and is kept:"
                        + " look at your films."
                : "The film goes on while Reverie runs, and is kept: it is job " + job + ".";
    }

    static boolean hasEnded(JsonNode job) {
        String state = job.path("state").asString("");
        return !state.equals("queued") && !state.equals("running");
    }

    /** Asks again while no answer comes, for some seconds. */
    static <T> T patiently(Supplier<T> call) {
        for (int missed = 0; ; ) {
            try {
                return call.get();
            } catch (Gone e) {
                if (++missed == MISSED_MAX) throw e;
                pause(PAUSE_MILLIS);
            }
        }
    }

    static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new Stopped();
        }
    }
}
