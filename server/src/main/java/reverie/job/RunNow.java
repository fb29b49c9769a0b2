package reverie.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.catalog.ModelId;
import reverie.media.MediaStore;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.box.Box;
import reverie.provider.Providers;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.Output;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/**
 * Internal models, run at once in a light lane of their own: free, through the gate, without a job. The same question
 * of the same person is answered from memory for some minutes; asked twice at once, it is run once.
 */
@Component
class RunNow {
    private static final String LANE = "light";

    private record Question(AccountId account, String model, Map<String, Object> inputs) {}

    private record Answered(CompletableFuture<Jobs.Ran> ran, Instant at) {}

    private static final RunContext UNWATCHED = new RunContext() {
        @Override
        public void progress(double fraction) {}

        @Override
        public boolean stopAsked() {
            return Thread.currentThread().isInterrupted();
        }
    };

    private final Catalog catalog;
    private final Providers providers;
    private final Quotes quotes;
    private final MediaStore media;
    private final Scratch scratches;
    private final Ids ids;
    private final Clock clock;
    private final Semaphore room;
    private final Map<Question, Answered> remembered = new ConcurrentHashMap<>();

    RunNow(
            Catalog catalog,
            Providers providers,
            Quotes quotes,
            MediaStore media,
            Scratch scratches,
            Ids ids,
            Clock clock,
            Lanes lanes) {
        this.catalog = catalog;
        this.providers = providers;
        this.quotes = quotes;
        this.media = media;
        this.scratches = scratches;
        this.ids = ids;
        this.clock = clock;
        this.room = new Semaphore(lanes.cap(LANE), true);
    }

    Jobs.Ran run(Jobs.Asker asker, String name, Map<String, Object> given) {
        Model model = catalog.find(new ModelId(name))
                .filter(Model::internal)
                .orElseThrow(() -> new IllegalArgumentException(name + " is no internal model"));
        Map<String, Object> inputs = model.form().validate(given);
        quotes.checkMedia(asker.account(), model, inputs);
        quotes.pass(asker, model, inputs);

        Question question = new Question(asker.account(), name, inputs);
        Answered fresh = new Answered(new CompletableFuture<>(), clock.instant());
        Answered known =
                remembered.compute(question, (q, before) -> before != null && stillGood(before) ? before : fresh);
        if (known != fresh) {
            Jobs.Ran ran = await(known);
            // What it made may have been deleted since.
            if (media.infos(ran.media()).size() == ran.media().size()) return ran;
            remembered.remove(question, known);
            return run(asker, name, given);
        }
        try {
            Jobs.Ran ran = runOnce(asker, model, inputs);
            fresh.ran().complete(ran);
            forgetOld();
            return ran;
        } catch (RuntimeException e) {
            remembered.remove(question, fresh);
            fresh.ran().completeExceptionally(e);
            throw e;
        }
    }

    private boolean stillGood(Answered answered) {
        return answered.at().plus(Limits.NOW_REMEMBERED).isAfter(clock.instant())
                && !answered.ran().isCompletedExceptionally();
    }

    private static Jobs.Ran await(Answered answered) {
        try {
            return answered.ran().get(Limits.NOW_WAITS.toSeconds() * 3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "busy").retryAfter(5);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) throw problem;
            throw new IllegalStateException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw Problem.of(503, "busy").retryAfter(5);
        }
    }

    private void forgetOld() {
        if (remembered.size() <= Limits.NOW_REMEMBERED_MAX) return;
        remembered.values().removeIf(answered -> !stillGood(answered));
        if (remembered.size() > Limits.NOW_REMEMBERED_MAX) remembered.clear();
    }

    private Jobs.Ran runOnce(Jobs.Asker asker, Model model, Map<String, Object> inputs) {
        boolean entered = false;
        try {
            entered = room.tryAcquire(Limits.NOW_WAITS.toMillis(), TimeUnit.MILLISECONDS);
            if (!entered) throw Problem.of(503, "busy").retryAfter(10);
            return runHere(asker, model, inputs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "busy").retryAfter(5);
        } finally {
            if (entered) room.release();
        }
    }

    private Jobs.Ran runHere(Jobs.Asker asker, Model model, Map<String, Object> inputs) {
        Providers.Route route = route(model);
        Providers.Permit permit = providers.tryAcquire(route).orElse(null);
        if (permit == null) throw Problem.of(503, "busy").retryAfter(10);
        UUID attempt = ids.next();
        @Nullable Path scratch = null;
        try {
            scratch = scratches.make(attempt);
            Map<String, Path> files = new HashMap<>();
            Map<UUID, String> sources = model.form().mediaIn(inputs);
            sources.forEach((id, input) -> files.putIfAbsent(input, media.file(id)));
            var request =
                    new RunRequest(attempt, route.model(), inputs, files, scratch, Limits.run(model.expected(inputs)));
            Started started = providers.start(route, request, UNWATCHED);
            return switch (started) {
                case Started.Ended(RunOutcome.Finished finished) ->
                    keep(asker.account(), model, finished, List.copyOf(sources.keySet()));
                case Started.Ended(RunOutcome.Failed(Fault fault)) -> throw problem(fault);
                case Started.Ended(RunOutcome.Stopped _), Started.Ended(RunOutcome.Lost _) ->
                    throw Problem.of(503, "busy").retryAfter(5);
                case Started.GoingOn(String taskId, Duration _) -> {
                    providers.stop(route, taskId);
                    throw new IllegalStateException(model + " can't be run now: its provider works elsewhere");
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            permit.close();
            if (scratch != null) Box.clear(scratch);
        }
    }

    private Providers.Route route(Model model) {
        @Nullable String why = null;
        for (Providers.Route route : model.routes()) {
            switch (providers.availability(route)) {
                case Availability.Ready() -> {
                    return route;
                }
                case Availability.Missing(String code) -> why = why == null ? code : why;
            }
        }
        throw Problem.of(409, "model_unavailable").with("model", model.title()).extra("because", String.valueOf(why));
    }

    /** Nobody claims what it makes: unless it is used, it is swept away after a day. */
    private Jobs.Ran keep(AccountId account, Model model, RunOutcome.Finished finished, List<UUID> sources) {
        List<UUID> kept = new ArrayList<>();
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("model", model.id().value());
        if (!finished.recipe().isEmpty()) provenance.put("recipe", finished.recipe());
        for (Output output : finished.outputs()) {
            kept.add(media.keep(account, output.file(), new MediaStore.Origin(null, sources, provenance))
                    .id());
        }
        return new Jobs.Ran(finished.data(), List.copyOf(kept));
    }

    private static Problem problem(Fault fault) {
        if (fault.errorClass() == ErrorClass.USER_VIOLATION) return Problem.of(422, fault.code());
        return fault.errorClass() == ErrorClass.UNKNOWN
                ? Problem.of(500, "could_not_make")
                : Problem.of(503, "busy").retryAfter(5);
    }
}
