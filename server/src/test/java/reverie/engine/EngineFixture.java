package reverie.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import reverie.platform.Roles;
import reverie.platform.Settings;
import reverie.platform.box.Box;
import reverie.platform.box.Ffmpeg;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** A local provider in a home of its own, and runs of it. */
final class EngineFixture implements AutoCloseable {
    static final UUID ATTEMPT = UUID.fromString("0199aaaa-0000-7000-8000-000000000001");

    /** Remembers what was told. */
    static final class Listener implements RunContext {
        final List<Double> told = new CopyOnWriteArrayList<>();
        volatile BooleanSupplier stop = () -> false;

        @Override
        public void progress(double fraction) {
            told.add(fraction);
        }

        @Override
        public boolean stopAsked() {
            return stop.getAsBoolean();
        }
    }

    final Path home;
    final LocalProvider provider;
    private int runs;

    EngineFixture(Path home) {
        this.home = home;
        provider = new LocalProvider(new Settings(home, 0, Set.of(Roles.WORKER), null, null, true, false), false);
    }

    Path photo(String name) {
        Path file = home.resolve(name);
        if (Files.exists(file)) return file;
        try (InputStream in = EngineFixture.class.getResourceAsStream("/photos/" + name)) {
            if (in == null) throw new IllegalStateException("no test photo " + name);
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunOutcome run(String model, Path photo, Map<String, Object> inputs) {
        return run(model, photo, inputs, new Listener());
    }

    RunOutcome run(String model, Path photo, Map<String, Object> inputs, RunContext context) {
        return run(model, photo, inputs, context, Duration.ofMinutes(2));
    }

    RunOutcome run(String model, Path photo, Map<String, Object> inputs, RunContext context, Duration limit) {
        try {
            Path scratch = Files.createDirectories(nextScratch());
            runs++;
            var request = new RunRequest(ATTEMPT, model, inputs, Map.of("photo", photo), scratch, limit);
            if (provider.start(request, context) instanceof Started.Ended ended) return ended.outcome();
            throw new AssertionError("a local run ends in start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that the next run will be given. */
    Path nextScratch() {
        return home.resolve("scratch-" + (runs + 1));
    }

    RunOutcome.Finished finished(String model, Path photo, Map<String, Object> inputs) {
        RunOutcome outcome = run(model, photo, inputs);
        if (outcome instanceof RunOutcome.Finished finished) return finished;
        throw new AssertionError("not finished: " + outcome);
    }

    /** What ffprobe says of a file: {@code width}, {@code codec_name} … */
    static String probe(Path file, String entries) throws InterruptedException {
        Ffmpeg ffmpeg = Ffmpeg.find().orElseThrow();
        List<String> command = new java.util.ArrayList<>(List.of(ffmpeg.probe().toString(), "-v", "error"));
        command.addAll(List.of("-count_packets", "-show_entries", entries, "-of", "flat=h=0"));
        command.addAll(Ffmpeg.input("mov", file));
        var result = Box.run(command, Path.of("/tmp"), Box.Limits.of(Duration.ofSeconds(30)));
        if (!result.ok()) throw new AssertionError(result.errors());
        return result.text();
    }

    /** Brightness of the pixels of some frames, one array for each, in a small size. */
    static List<byte[]> frames(Path film, int each) throws InterruptedException {
        Ffmpeg ffmpeg = Ffmpeg.find().orElseThrow();
        List<String> command =
                new java.util.ArrayList<>(List.of(ffmpeg.program().toString(), "-v", "error"));
        command.addAll(Ffmpeg.input("mov", film));
        command.addAll(List.of("-vf", "select=not(mod(n\\," + each + ")),scale=160:90", "-fps_mode", "passthrough"));
        command.addAll(List.of("-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"));
        var result = Box.run(command, Path.of("/tmp"), Box.Limits.of(Duration.ofSeconds(30)));
        if (!result.ok()) throw new AssertionError(result.errors());
        List<byte[]> frames = new java.util.ArrayList<>();
        for (int at = 0; at + 160 * 90 <= result.output().length; at += 160 * 90) {
            frames.add(java.util.Arrays.copyOfRange(result.output(), at, at + 160 * 90));
        }
        return frames;
    }

    @Override
    public void close() {
        provider.close();
    }
}
