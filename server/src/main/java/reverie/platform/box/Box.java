package reverie.platform.box;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs another program over bytes that a stranger sent. Never through a shell; with a limit on wall time, CPU time,
 * memory and what it may print; with an empty environment; without network where the system lets us take it away.
 */
public final class Box {
    /**
     * @param memoryBytes of address space
     * @param outputBytesMax of standard output; one byte more ends the program
     */
    public record Limits(Duration wall, Duration cpu, long memoryBytes, long outputBytesMax) {
        public static Limits of(Duration wall) {
            return new Limits(wall, wall.multipliedBy(2), 2L << 30, 64L << 20);
        }
    }

    /**
     * How it ended.
     *
     * @param exit its exit code; meaningless if {@code timedOut} or {@code tooMuch}
     * @param errors the last lines of its standard error, for the log
     */
    public record Result(int exit, byte[] output, String errors, boolean timedOut, boolean tooMuch) {
        public boolean ok() {
            return exit == 0 && !timedOut && !tooMuch;
        }

        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /** Writes the program's standard input. */
    public interface Feed {
        void to(OutputStream in) throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(Box.class);
    private static final int ERRORS_BYTES_MAX = 8 << 10;
    private static final List<String> PREFIX_WITHOUT_NETWORK = List.of("unshare", "-r", "-n", "--");
    private static final boolean CAN_LIMIT = runs("prlimit", "--version");
    private static final boolean CAN_CUT_NETWORK = runs("unshare", "-r", "-n", "--", "true");

    private Box() {}

    public static Result run(List<String> command, Path folder, Limits limits) throws InterruptedException {
        return run(command, folder, limits, Map.of(), null);
    }

    /** @throws UncheckedIOException if the program cannot be started at all */
    public static Result run(
            List<String> command, Path folder, Limits limits, Map<String, String> environment, @Nullable Feed feed)
            throws InterruptedException {
        Process process = start(command, folder, limits, environment);
        var tooMuch = new AtomicBoolean();
        var output = new Tail(limits.outputBytesMax(), true, () -> {
            tooMuch.set(true);
            process.destroyForcibly();
        });
        var errors = new Tail(ERRORS_BYTES_MAX, false, () -> {});
        Thread reader = Thread.ofVirtual().start(() -> output.drain(process.getInputStream()));
        Thread errorReader = Thread.ofVirtual().start(() -> errors.drain(process.getErrorStream()));
        Thread writer = Thread.ofVirtual().start(() -> feed(process, feed));
        boolean ended = false;
        try {
            ended = process.waitFor(limits.wall().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) kill(process);
        }
        reader.join(Duration.ofSeconds(5));
        errorReader.join(Duration.ofSeconds(5));
        writer.join(Duration.ofSeconds(5));
        return new Result(ended ? process.exitValue() : -1, output.bytes(), errors.text(), !ended, tooMuch.get());
    }

    /** Starts the program under the limits on CPU and memory; the caller watches the time. */
    public static Process start(List<String> command, Path folder, Limits limits, Map<String, String> environment) {
        List<String> whole = new ArrayList<>();
        if (CAN_LIMIT) {
            whole.addAll(List.of(
                    "prlimit",
                    "--cpu=" + Math.max(1, limits.cpu().toSeconds()),
                    "--as=" + limits.memoryBytes(),
                    "--core=0",
                    "--"));
        }
        if (CAN_CUT_NETWORK) whole.addAll(PREFIX_WITHOUT_NETWORK);
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command.getFirst(), e);
        }
    }

    /** Ends a program and all it started. */
    public static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void feed(Process process, @Nullable Feed feed) {
        try (OutputStream in = process.getOutputStream()) {
            if (feed != null) feed.to(in);
        } catch (IOException e) {
            // The program ended before it read everything; its exit code says why.
            process.isAlive();
        }
    }

    private static boolean runs(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Removes a folder and all in it. What is already gone is fine; what can't be removed stays, and is said: a result
     * must not be lost because what it was made in could not be cleared away.
     */
    public static void clear(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
        try {
            Files.walkFileTree(folder, new Removal());
        } catch (IOException e) {
            log.warn("{} stays for now: {}", folder, e.toString());
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        /** Whoever else removes or fills it right now: go on with the rest. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path inside, @Nullable IOException failed) throws IOException {
            Files.deleteIfExists(inside);
            return FileVisitResult.CONTINUE;
        }
    }

    /** Reads a stream to its end, keeping the first ({@code head}) or last bytes of it. */
    private static final class Tail {
        private final long max;
        private final boolean head;
        private final Runnable whenFull;
        private final java.io.ByteArrayOutputStream kept = new java.io.ByteArrayOutputStream();

        Tail(long max, boolean head, Runnable whenFull) {
            this.max = max;
            this.head = head;
            this.whenFull = whenFull;
        }

        void drain(InputStream in) {
            byte[] buffer = new byte[64 << 10];
            try (in) {
                for (int n; (n = in.read(buffer)) >= 0; ) add(buffer, n);
            } catch (IOException e) {
                // The stream closes when the program is killed; what was read stays.
                return;
            }
        }

        private synchronized void add(byte[] buffer, int n) {
            if (head && kept.size() + (long) n > max) {
                whenFull.run();
                return;
            }
            if (!head && kept.size() > 4 * max) {
                byte[] all = kept.toByteArray();
                kept.reset();
                kept.write(all, (int) (all.length - max), (int) max);
            }
            kept.write(buffer, 0, n);
        }

        synchronized byte[] bytes() {
            return kept.toByteArray();
        }

        synchronized String text() {
            byte[] all = kept.toByteArray();
            int from = (int) Math.max(0, all.length - max);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        }
    }
}
