package reverie.provider;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.platform.Transactions;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.ModelProvider;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** Runs one model on one route, once. Never retries, never fails over: that is the job's affair. */
@Component
public class Providers {
    private static final Logger log = LoggerFactory.getLogger(Providers.class);
    /** Of one route on this node. Makers with less room say so by faults of class RATE_LIMIT or queue by themselves. */
    private static final int RUNS_PER_ROUTE_MAX = 256;

    private static final int DETAIL_MAX = 2_000;

    /** @param model the provider's own name of it */
    public record Route(String provider, String model) {}

    /** The right to one run on a route; given back by closing. */
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    private final Map<String, ModelProvider> providers;
    private final Map<Route, Semaphore> free = new ConcurrentHashMap<>();
    private final Map<Route, Breaker> breakers = new ConcurrentHashMap<>();
    private final ProviderRuns runs;
    private final Clock clock;

    Providers(List<ModelProvider> providers, ProviderRuns runs, Clock clock) {
        this.providers =
                providers.stream().collect(Collectors.toUnmodifiableMap(ModelProvider::name, Function.identity()));
        this.runs = runs;
        this.clock = clock;
    }

    /** Whether there is a maker of this name here, be it able to work or not. */
    public boolean knows(String provider) {
        return providers.containsKey(provider);
    }

    public Availability availability(Route route) {
        ModelProvider provider = providers.get(route.provider());
        return provider == null ? new Availability.Missing("unknown_provider") : provider.availability(route.model());
    }

    /** Whether a run on this route whose process died may be begun again. */
    public boolean repeatable(Route route) {
        ModelProvider provider = providers.get(route.provider());
        return provider != null && provider.repeatable();
    }

    /** Empty when the provider's concurrency, rate or breaker say not now. */
    public Optional<Permit> tryAcquire(Route route) {
        Semaphore room = free.computeIfAbsent(route, r -> new Semaphore(RUNS_PER_ROUTE_MAX));
        if (!room.tryAcquire()) return Optional.empty();
        if (!breaker(route).tryPass(clock.millis())) {
            room.release();
            return Optional.empty();
        }
        var given = new AtomicBoolean();
        return Optional.of(() -> {
            if (given.getAndSet(true)) return;
            breaker(route).passEnded();
            room.release();
        });
    }

    /** Whatever the provider throws comes back as a fault of class UNKNOWN. */
    public Started start(Route route, RunRequest request, RunContext context) {
        var run = runs.begin(request.attempt(), route);
        Started started = guarded(route, () -> provider(route).start(request, context));
        note(route, run, started);
        return started;
    }

    public Started ask(Route route, String taskId, RunRequest request, RunContext context) {
        var run = runs.begin(request.attempt(), route);
        Started started = guarded(route, () -> provider(route).ask(taskId, request, context));
        note(route, run, started);
        return started;
    }

    public void stop(Route route, String taskId) {
        try {
            provider(route).stop(taskId);
        } catch (RuntimeException e) {
            // Best effort by contract: the run ends by itself, and nobody waits for it any more.
            log.warn("{} did not take the stop of {}", route, taskId, e);
        }
    }

    private ModelProvider provider(Route route) {
        ModelProvider provider = providers.get(route.provider());
        if (provider == null) throw new IllegalStateException("No provider is called " + route.provider());
        return provider;
    }

    private static Started guarded(Route route, Supplier<Started> call) {
        Transactions.mustNotBeOpen("A run");
        try {
            return call.get();
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            log.warn("{} failed in a way its adapter does not know", route, e);
            return new Started.Ended(
                    new RunOutcome.Failed(new Fault(ErrorClass.UNKNOWN, "provider_failed", cut(e.toString()))));
        }
    }

    private void note(Route route, ProviderRuns.Begun run, Started started) {
        if (started instanceof Started.Ended(RunOutcome.Failed(Fault fault)) && tellsOfIllness(fault)) {
            breaker(route).failed(clock.millis());
        } else {
            breaker(route).succeeded();
        }
        runs.end(run, started);
    }

    /** A person's own mistake says nothing about the maker's health. */
    private static boolean tellsOfIllness(Fault fault) {
        return switch (fault.errorClass()) {
            case TEMPORARY, UNKNOWN, BILLING, RATE_LIMIT -> true;
            case USER_VIOLATION -> false;
        };
    }

    private Breaker breaker(Route route) {
        return breakers.computeIfAbsent(route, r -> new Breaker());
    }

    static String cut(String detail) {
        return detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX);
    }

    /** Forgets what it learned of everyone's health; for tests that share one server. */
    void forget() {
        breakers.clear();
        free.clear();
    }
}
