package reverie.realtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** How many listen on this node. */
@Component
class LiveMetrics {
    LiveMetrics(MeterRegistry meters, Connections connections, Channels channels) {
        Gauge.builder("reverie.live.connections", connections, Connections::count)
                .description("Open connections, also of those who did not say who they are yet")
                .register(meters);
        Gauge.builder("reverie.live.accounts", channels, open -> open.all().size())
                .description("Accounts with at least one socket")
                .register(meters);
    }
}
