package reverie.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The main job from the terminal: photo in, film out, the same quote, hold and charge as everywhere. */
final class Make {
    private static final String MODEL = "local/photo-motion";
    private static final int BAR_CELLS = 24;

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
        try (Launch.Server server = launch.runningOrNew();
                Client client = new Client(server)) {
            Map<String, Object> inputs = new HashMap<>(wish.inputs());
            inputs.put("photo", client.upload(wish.photo()).path("id").asString());
            JsonNode quote = client.post("/api/v1/quotes", Map.of("model", MODEL, "inputs", inputs));
            err.println("It costs " + quote.path("credits").asString() + " of your "
                    + quote.path("available").asString() + " credits and takes about "
                    + quote.path("expectedSeconds").asString() + " s.");
            JsonNode job =
                    client.post("/api/v1/jobs", Map.of("quote", quote.path("id").asString()));
            job = follow(client, job.path("id").asString());
            if (!job.path("state").asString().equals("succeeded")) {
                JsonNode error = job.path("error");
                throw new Refused(error.path("message").asString("It was canceled.") + "\n"
                        + error.path("remedy").asString("Nothing was taken."));
            }
            Path target = wish.target() != null ? wish.target() : beside(wish.photo());
            client.download(job.path("outputs").path(0).path("url").asString(), target);
            err.println(
                    "Made by the local engine. Charged: " + job.path("charged").asString() + ".");
            out.println(target.toAbsolutePath().normalize());
            return Terminal.OK;
        } catch (IOException e) {
            throw new Refused("A file can't be read or written: " + e.getMessage());
        }
    }

    private JsonNode follow(Client client, String id) {
        while (true) {
            JsonNode job = client.get("/api/v1/jobs/" + id);
            String state = job.path("state").asString();
            show(job);
            if (!state.equals("queued") && !state.equals("running")) {
                err.println();
                return job;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refused("Stopped watching. The job goes on: " + id);
            }
        }
    }

    private void show(JsonNode job) {
        double progress = job.path("state").asString().equals("succeeded")
                ? 1
                : job.path("progress").asDouble(0);
        int full = (int) Math.round(progress * BAR_CELLS);
        String left = job.path("etaSeconds").isNumber() ? job.path("etaSeconds").asString() + " s left" : "";
        err.printf(
                Locale.ROOT,
                "\r%s%s %3d %%  %-12s",
                "█".repeat(full),
                "░".repeat(BAR_CELLS - full),
                Math.round(progress * 100),
                left);
    }

    private static Path beside(Path photo) throws IOException {
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
