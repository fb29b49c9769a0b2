package reverie.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The main job from the terminal: photo in, film out, the same quote, hold and charge as everywhere. */
final class Make {
    private static final String MODEL = "local/photo-motion";
    private static final int LOOK_EVERY_MILLIS = 300;
    /** Answers that may be missing in a row: a database that comes back takes some seconds. */
    private static final int MISSED_MAX = 15;

    private static final int PAUSE_MILLIS = 1_000;
    private static final int STARTS_MAX = 3;

    private record Wish(
            Path photo,
            Map<String, Object> inputs,
            @Nullable Path target) {}

    private final Launch launch;
    private final PrintStream out;
    private final PrintStream err;

    Make(Launch launch, PrintStream out, PrintStream err) {
        this.launch = launch;
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) {
        Wish wish = parse(arguments);
        if (!Files.isRegularFile(wish.photo())) throw new Refused("There is no file " + wish.photo() + ".");
        Path target = wish.target() != null ? wish.target() : beside(wish.photo());
        checkPlace(target);
        String job = null;
        for (int start = 1; ; start++) {
            try (OnInterrupt hook = new OnInterrupt();
                    Launch.Server server = launch.runningOrNew();
                    Client client = new Client(server)) {
                if (job == null) job = begin(client, wish);
                return finish(client, job, target);
            } catch (Gone e) {
                if (job == null) throw new Refused(String.valueOf(e.getMessage()));
                if (start == STARTS_MAX) throw new Refused(e.getMessage() + "\n" + goesOn(job));
                // Such as the server of another command, which has ended with it.
                err.println(e.getMessage() + " Looking for it again …");
            } catch (IOException e) {
                String kept = job == null ? "" : "\n" + goesOn(job);
                throw new Refused("A file can't be read or written: " + e.getMessage() + kept);
            }
        }
    }

    /** Before anything is spent. */
    private static void checkPlace(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(target)) throw new Refused(target + " is a folder. Name a file for the film.");
        if (folder == null || !Files.isWritable(folder)) {
            throw new Refused("Nothing can be written into " + folder + ". Name another place with --out.");
        }
    }

    private String begin(Client client, Wish wish) throws IOException {
        try {
            Map<String, Object> inputs = new HashMap<>(wish.inputs());
            inputs.put("photo", client.upload(wish.photo()).path("id").asString());
            JsonNode quote = client.post("/api/v1/quotes", Map.of("model", MODEL, "inputs", inputs));
            err.println("It costs " + quote.path("credits").asString() + " of your "
                    + quote.path("available").asString() + " credits and takes about "
                    + quote.path("expectedSeconds").asString() + " s.");
            return client.post("/api/v1/jobs", Map.of("quote", quote.path("id").asString()))
                    .path("id")
                    .asString();
        } catch (Stopped e) {
            throw new Refused("\nStopped before it began. Nothing was taken.");
        }
    }

    private int finish(Client client, String id, Path target) throws IOException {
        JsonNode job;
        try {
            job = follow(client, id);
        } catch (Stopped e) {
            throw new Refused("\n" + canceled(client, id));
        }
        if (!job.path("state").asString("").equals("succeeded")) {
            JsonNode error = job.path("error");
            throw new Refused(error.path("message").asString("It was canceled.") + "\n"
                    + error.path("remedy").asString("Nothing was taken."));
        }
        JsonNode film = job.path("outputs").path(0);
        long bytes = film.path("bytes").asLong(-1);
        client.download(film.path("url").asString(""), target, file -> Files.size(file) == bytes && Mp4.isWhole(file));
        err.println("Made by the local engine. Charged: " + job.path("charged").asString() + ".");
        out.println(target.toAbsolutePath().normalize());
        return Terminal.OK;
    }

    /** What somebody stops they don't want to pay. */
    private static String canceled(Client client, String id) {
        try {
            String state = client.post("/api/v1/jobs/" + id + "/cancel", Map.of())
                    .path("state")
                    .asString("");
            return state.equals("succeeded")
                    ? "Stopped, but the film was made already: " + id
                    : "Stopped. The film was canceled, and nothing was taken.";
        } catch (Refused | Gone | Stopped e) {
            return "Stopped watching. " + goesOn(id);
        }
    }

    private static String goesOn(String id) {
        return "The film goes on while Reverie runs, and is kept: it is job " + id + ".";
    }

    private JsonNode follow(Client client, String id) {
        var bar = new Bar(err, Boolean.getBoolean("reverie.terminal"));
        int missed = 0;
        while (true) {
            try {
                JsonNode job = client.get("/api/v1/jobs/" + id);
                missed = 0;
                bar.show(job);
                String state = job.path("state").asString("");
                if (!state.equals("queued") && !state.equals("running")) {
                    bar.end();
                    return job;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            } catch (Gone e) {
                if (++missed == MISSED_MAX) throw e;
                pause();
            } catch (InterruptedException e) {
                throw new Stopped();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new Stopped();
        }
    }

    private static Path beside(Path photo) {
        String name = photo.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        for (int i = 1; ; i++) {
            Path target = Path.of(stem + (i == 1 ? "" : "-" + i) + ".mp4");
            if (!Files.exists(target)) return target;
        }
    }

    private static Wish parse(List<String> arguments) {
        if (arguments.isEmpty()) throw new WrongCall("“make” needs a photo.");
        Map<String, Object> inputs = new HashMap<>();
        Path target = null;
        int next = 1;
        if (arguments.size() > 1 && !arguments.get(1).startsWith("--")) {
            inputs.put("idea", arguments.get(1));
            next = 2;
        }
        for (int i = next; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 >= arguments.size()) throw new WrongCall("“" + option + "” needs a value.");
            String value = arguments.get(i + 1);
            switch (option) {
                case "--seconds", "--seed" -> inputs.put(option.substring(2), number(option, value));
                case "--aspect", "--resolution" -> inputs.put(option.substring(2), value);
                case "--out" -> target = Path.of(value);
                default -> throw new WrongCall("“make” does not know “" + option + "”.");
            }
        }
        return new Wish(Path.of(arguments.getFirst()), inputs, target);
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new WrongCall(option + " wants a whole number, not “" + value + "”.");
        }
    }
}
