package reverie.sandbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ModelProvider;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** Makes nothing, as slowly as asked. Here only with {@code --sandbox} and for the benches. */
@Component
@ConditionalOnExpression("${reverie.sandbox:false} or ${reverie.bench:false}")
class NoopProvider implements ModelProvider {
    private static final long LOOK_UP_MILLIS = 20;

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public Availability availability(String model) {
        return model.equals("nothing") ? new Availability.Ready() : new Availability.Missing("unknown_model");
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Started start(RunRequest request, RunContext context) {
        long whole = request.inputs().get("milliseconds") instanceof Number n ? n.longValue() : 0;
        var never = new CountDownLatch(1);
        for (long gone = 0; gone < whole; gone += LOOK_UP_MILLIS) {
            if (context.stopAsked()) return new Started.Ended(new RunOutcome.Stopped());
            try {
                never.await(Math.min(LOOK_UP_MILLIS, whole - gone), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Started.Ended(new RunOutcome.Stopped());
            }
            context.progress((double) gone / whole);
        }
        return new Started.Ended(new RunOutcome.Finished(List.of(), Map.of(), Map.of()));
    }
}
