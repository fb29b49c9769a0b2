package reverie.job;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import reverie.TestWorld;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.ModelProvider;
import reverie.provider.spi.Output;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** A maker that does what a test tells it, in that order; without word it finishes with what its model makes. */
@Component
public class ScriptedProvider implements ModelProvider, TestWorld.Resettable {
    private final Queue<BiFunction<RunRequest, RunContext, Started>> script = new ConcurrentLinkedQueue<>();
    private final List<RunRequest> seen = new CopyOnWriteArrayList<>();

    public ScriptedProvider then(BiFunction<RunRequest, RunContext, Started> answer) {
        script.add(answer);
        return this;
    }

    public ScriptedProvider thenFail(ErrorClass errorClass, String code) {
        return then((request, context) -> ended(new RunOutcome.Failed(new Fault(errorClass, code, "as told"))));
    }

    public static Started ended(RunOutcome outcome) {
        return new Started.Ended(outcome);
    }

    public List<RunRequest> seen() {
        return seen;
    }

    @Override
    public void reset() {
        script.clear();
        seen.clear();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Availability availability(String model) {
        return new Availability.Ready();
    }

    @Override
    public Started start(RunRequest request, RunContext context) {
        seen.add(request);
        var told = script.poll();
        if (told != null) return told.apply(request, context);
        return request.model().startsWith("film")
                ? film(request, "film")
                : ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
    }

    /** Finishes with a film out of the tests' resources: {@code film} is a good one, {@code black} is not. */
    public static Started film(RunRequest request, String name) {
        var file = request.scratch().resolve(name + ".mp4");
        try (var in = ScriptedProvider.class.getResourceAsStream("/films/" + name + ".mp4")) {
            java.nio.file.Files.copy(java.util.Objects.requireNonNull(in), file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ended(new RunOutcome.Finished(
                List.of(new Output(file, "video/mp4")), Map.of("understood", List.of("snow")), Map.of("seed", 7)));
    }
}
