package reverie.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import reverie.TestWorld;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ModelProvider;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** A maker elsewhere: a run goes on there under its own id, and must never be sent twice. */
@Component
class FarawayProvider implements ModelProvider, TestWorld.Resettable {
    private final Queue<Started> answers = new ConcurrentLinkedQueue<>();
    final List<RunRequest> sent = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> stopped = new CopyOnWriteArrayList<>();

    FarawayProvider then(Started answer) {
        answers.add(answer);
        return this;
    }

    FarawayProvider thenGoOn(String taskId) {
        return then(new Started.GoingOn(taskId, Duration.ofSeconds(10)));
    }

    @Override
    public void reset() {
        answers.clear();
        sent.clear();
        asked.clear();
        stopped.clear();
    }

    @Override
    public String name() {
        return "faraway";
    }

    @Override
    public Availability availability(String model) {
        return new Availability.Ready();
    }

    @Override
    public Started start(RunRequest request, RunContext context) {
        sent.add(request);
        return next();
    }

    @Override
    public Started ask(String taskId, RunRequest request, RunContext context) {
        asked.add(taskId);
        return next();
    }

    @Override
    public void stop(String taskId) {
        stopped.add(taskId);
    }

    private Started next() {
        Started told = answers.poll();
        return told != null ? told : new Started.Ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
    }
}
