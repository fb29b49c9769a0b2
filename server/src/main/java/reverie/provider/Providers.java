package reverie.provider;

import java.util.Optional;
import org.springframework.stereotype.Component;
import reverie.provider.spi.Availability;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** Runs one model on one route, once. Never retries, never fails over: that is the job's affair. */
@Component
public class Providers {
    /** @param model the provider's own name of it */
    public record Route(String provider, String model) {}

    /** The right to one run on a route; given back by closing. */
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    public Availability availability(Route route) {
        throw new UnsupportedOperationException();
    }

    /** Empty when the provider's concurrency, rate or breaker say not now. */
    public Optional<Permit> tryAcquire(Route route) {
        throw new UnsupportedOperationException();
    }

    /** Whatever the provider throws comes back as a fault of class UNKNOWN. */
    public Started start(Route route, RunRequest request, RunContext context) {
        throw new UnsupportedOperationException();
    }

    public Started ask(Route route, String taskId, RunRequest request, RunContext context) {
        throw new UnsupportedOperationException();
    }

    public void stop(Route route, String taskId) {
        throw new UnsupportedOperationException();
    }
}
