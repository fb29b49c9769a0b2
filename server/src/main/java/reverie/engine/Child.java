package reverie.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reverie.engine.worker.Run;
import reverie.platform.box.Box;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.Output;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One child process and the talk with it. Not for two runs at once. */
final class Child implements AutoCloseable {
    /** How a child is started. */
    record Command(List<String> words, Path folder) {}

    private static final Logger log = LoggerFactory.getLogger(Child.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ASK_EVERY_MILLIS = 50;
    /** From asking a run to stop until the process is ended. */
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    /** The CPU limit is of its whole life; each run has its own time limit. */
    private static final Box.Limits LIMITS = new Box.Limits(Duration.ofDays(1), Duration.ofHours(6), 10L << 30, 0);

    private static final int ERRORS_CHARS_MAX = 2000;
    private static final String GONE = "";

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuffer errors = new StringBuffer();
    private volatile long idleSince;
    /** A process that was told to end is still alive for a moment. */
    private volatile boolean closed;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static Child start(String name, Command command) {
        Process process = Box.start(command.words(), command.folder(), LIMITS, Map.of("OPENBLAS_NUM_THREADS", "1"));
        Child child = new Child(name, process);
        Thread.ofVirtual().name("engine " + name).start(child::hear);
        Thread.ofVirtual().name("engine errors " + name).start(child::hearErrors);
        log.info("Local engine: process {} started for {}", process.pid(), name);
        return child;
    }

    /**
     * The Java that runs us, our own classes, little memory.
     *
     * @param natives where native libraries are unpacked
     * @param arguments of the worker
     */
    static List<String> java(Path natives, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.cachedir=" + natives));
        String main = "reverie.engine.worker.Main";
        String classPath = absolute(System.getProperty("java.class.path"));
        words.addAll(List.of("-cp", classPath));
        if (packed())
            words.addAll(List.of("-Dloader.main=" + main, "org.springframework.boot.loader.launch.PropertiesLauncher"));
        else words.add(main);
        words.addAll(arguments);
        return words;
    }

    /** The same, but whatever answers people goes first, where the system knows how. */
    static List<String> politely(List<String> command) {
        Path nice = Path.of("/usr/bin/nice");
        if (!Files.isExecutable(nice)) return command;
        List<String> words = new ArrayList<>(List.of(nice.toString(), "-n", "5"));
        words.addAll(command);
        return words;
    }

    /** Whether our classes lie inside a jar inside a jar, which only Spring Boot's own starter can read. */
    private static boolean packed() {
        var place = Child.class.getProtectionDomain().getCodeSource();
        return place != null && place.getLocation().toString().contains("BOOT-INF");
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.isEmpty()) entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** @param until nanoseconds of the process's own clock */
    RunOutcome run(Run run, long until, RunContext context) throws InterruptedException {
        lines.removeIf(line -> !line.equals(GONE));
        if (!send(JSON.writeValueAsString(run))) return died();
        long stopBy = Long.MAX_VALUE;
        while (true) {
            String line = lines.poll(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null) {
                if (line.equals(GONE)) return stopBy == Long.MAX_VALUE ? died() : new RunOutcome.Stopped();
                RunOutcome outcome = read(line, context);
                if (outcome != null) return outcome;
            }
            long now = System.nanoTime();
            if (now > until) {
                close();
                return Lane.tooLong();
            }
            if (stopBy == Long.MAX_VALUE && context.stopAsked()) {
                stopBy = now + STOP_NANOS;
                send("{\"stop\":true}");
            }
            if (now > stopBy) {
                close();
                return new RunOutcome.Stopped();
            }
        }
    }

    /** @return how the run ended, if this line says so */
    private @Nullable RunOutcome read(String line, RunContext context) {
        JsonNode message = JSON.readTree(line);
        if (message.has("progress")) {
            context.progress(message.get("progress").asDouble());
        } else if (message.has("finished")) {
            return finished(JSON.treeToValue(message.get("finished"), Run.Result.class));
        } else if (message.has("fault")) {
            return new RunOutcome.Failed(JSON.treeToValue(message.get("fault"), Fault.class));
        } else if (message.has("stopped")) {
            return new RunOutcome.Stopped();
        }
        return null;
    }

    private static RunOutcome finished(Run.Result result) {
        List<Output> outputs = result.outputs().stream()
                .map(it -> new Output(Path.of(it.path()), it.contentType()))
                .toList();
        return new RunOutcome.Finished(outputs, result.data(), result.recipe());
    }

    private RunOutcome died() {
        close();
        return new RunOutcome.Failed(new Fault(ErrorClass.TEMPORARY, "engine_died", name + ": " + errors));
    }

    private boolean send(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void hear() {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = out.readLine()) != null; ) {
                // Native libraries now and then print to the same stream.
                if (line.startsWith("{")) lines.add(line);
            }
        } catch (IOException e) {
            log.debug("Local engine: {}", e.toString());
        }
        lines.add(GONE);
    }

    private void hearErrors() {
        try (var in = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null; ) {
                errors.append(line).append('\n');
                if (errors.length() > 2 * ERRORS_CHARS_MAX) errors.delete(0, errors.length() - ERRORS_CHARS_MAX);
            }
        } catch (IOException e) {
            // The stream closes when the process is ended; what was read stays.
            log.debug("Local engine: {}", e.toString());
        }
    }

    boolean alive() {
        return !closed && process.isAlive() && !lines.contains(GONE);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanos) {
        idleSince = nanos;
    }

    @Override
    public void close() {
        closed = true;
        Box.kill(process);
    }
}
