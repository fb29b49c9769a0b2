package reverie.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reverie.platform.Ids;
import tools.jackson.databind.JsonNode;

/** The main job from the terminal: photo in, film out, the same quote, hold and charge as everywhere. */
final class Make {
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
        var order = new Order(new Ids(Clock.systemUTC()).secret(16), err);
        for (int start = 1; ; start++) {
            try (OnInterrupt hook = new OnInterrupt();
                    Launch.Server server = launch.runningOrNew();
                    Client client = new Client(server)) {
                String job = order.begin(client, wish.photo(), wish.inputs());
                return finish(client, order, job, target);
            } catch (Gone e) {
                if (!order.isPlaced()) throw new Refused(String.valueOf(e.getMessage()));
                if (start == STARTS_MAX) throw new Refused(e.getMessage() + "\n" + order.whereItIs());
                // Such as the server of another command, which has ended with it.
                err.println(e.getMessage() + " Looking for it again …");
            } catch (IOException e) {
                String kept = order.isPlaced() ? "\n" + order.whereItIs() : "";
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

    private int finish(Client client, Order order, String id, Path target) throws IOException {
        JsonNode job;
        try {
            job = follow(client, id);
        } catch (Stopped e) {
            throw new Refused("\n" + order.cancel(client, id, Order.CANCELED_WITHIN_MILLIS));
        }
        if (!job.path("state").asString("").equals("succeeded")) {
            JsonNode error = job.path("error");
            throw new Refused(error.path("message").asString("It was canceled.") + "\n"
                    + error.path("remedy").asString("Nothing was taken."));
        }
        JsonNode film = job.path("outputs").path(0);
        long bytes = film.path("bytes").asLong(-1);
        try {
            String url = film.path("url").asString("");
            client.download(url, target, file -> Files.size(file) == bytes && Mp4.isWhole(file));
        } catch (Stopped e) {
            throw new Refused("\nStopped, but the film was made already: " + id);
        }
        err.println("Made by the local engine. Charged: " + job.path("charged").asString() + ".");
        out.println(target.toAbsolutePath().normalize());
        return Terminal.OK;
    }

    private JsonNode follow(Client client, String id) {
        var bar = new Bar(err, Boolean.getBoolean("reverie.terminal"));
        while (true) {
            JsonNode job = Order.patiently(() -> client.get(Order.JOBS + "/" + id));
            bar.show(job);
            if (Order.hasEnded(job)) {
                bar.end();
                return job;
            }
            Order.pause(Order.LOOK_EVERY_MILLIS);
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
