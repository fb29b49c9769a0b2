package reverie.engine;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.engine.worker.Run;
import reverie.platform.Roles;
import reverie.platform.Settings;
import reverie.platform.box.Ffmpeg;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.ModelProvider;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** Makes films on this machine. The work is done in child processes; this hands it over and waits. */
@Component
class LocalProvider implements ModelProvider {
    private static final Set<String> FILMS = Set.of("photo-motion");
    private static final Set<String> LIGHT = Set.of("look", "preview", "recipe");
    private static final Set<String> WITHOUT_FFMPEG = Set.of("look", "recipe");
    private static final Duration IDLE = Duration.ofMinutes(5);
    /** In the order of preference: x264 looks better at the same size, OpenH264 is inside our own jar. */
    private static final List<String> ENCODERS = List.of("libx264", "libopenh264");

    private final Settings settings;
    private final boolean warm;
    private final Path folder;
    private final Lane films;
    private final Lane light;
    private final Optional<Ffmpeg> ffmpeg;
    private final Optional<String> encoder;
    private final ScheduledExecutorService clock;

    LocalProvider(Settings settings, @Value("${reverie.engine.warm:true}") boolean warm) {
        this.settings = settings;
        this.warm = warm;
        Path natives = Ffmpeg.natives(settings.home());
        this.folder = settings.home().resolve("cache").resolve("engine").toAbsolutePath();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be written", e);
        }
        this.ffmpeg = Ffmpeg.find();
        this.encoder =
                ffmpeg.flatMap(it -> ENCODERS.stream().filter(it::encodes).findFirst());
        List<String> arguments = List.of(
                ffmpeg.map(it -> it.program().toString()).orElse("none"),
                ffmpeg.map(Ffmpeg::version).orElse("none"),
                encoder.orElse("none"));
        Child.Command command = new Child.Command(Child.java(natives, arguments), folder);
        Child.Command patient = new Child.Command(Child.politely(command.words()), folder);
        int cores = Runtime.getRuntime().availableProcessors();
        this.films = new Lane("films", patient, Math.max(1, cores / 2), IDLE);
        this.light = new Lane("light", command, Math.max(1, cores / 2), IDLE);
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("engine rest").factory());
        clock.scheduleWithFixedDelay(this::rest, 30, 30, TimeUnit.SECONDS);
    }

    @Override
    public String name() {
        return "local";
    }

    /** A run lives in a child of this process and dies with it: doing it again costs time, nothing else. */
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Availability availability(String model) {
        if (!FILMS.contains(model) && !LIGHT.contains(model)) return new Availability.Missing("unknown_model");
        boolean films = !WITHOUT_FFMPEG.contains(model);
        return films && encoder.isEmpty() ? new Availability.Missing("no_ffmpeg") : new Availability.Ready();
    }

    @Override
    public Started start(RunRequest request, RunContext context) {
        if (availability(request.model()) instanceof Availability.Missing missing) {
            return failed(ErrorClass.UNKNOWN, missing.code(), "cannot run " + request.model());
        }
        Lane lane = FILMS.contains(request.model()) ? films : light;
        Map<String, String> files = request.files().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, it -> it.getValue().toAbsolutePath().toString()));
        Run run = new Run(
                request.model(),
                request.inputs(),
                files,
                request.scratch().toAbsolutePath().toString());
        try {
            return new Started.Ended(lane.run(run, request.limit(), context));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(ErrorClass.TEMPORARY, "engine_died", "interrupted");
        }
    }

    private static Started failed(ErrorClass errorClass, String code, String detail) {
        return new Started.Ended(new RunOutcome.Failed(new Fault(errorClass, code, detail)));
    }

    /** The first look at a photo should not wait for Java and OpenCV to start. */
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (!warm || !settings.does(Roles.WORKER)) return;
        clock.execute(light::warm);
    }

    /** The child processes that make films now, or wait for the next. */
    List<ProcessHandle> filmProcesses() {
        return films.processes();
    }

    private void rest() {
        films.rest();
        light.rest();
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
        films.close();
        light.close();
    }
}
