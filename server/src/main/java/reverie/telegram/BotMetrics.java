package reverie.telegram;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Watch;

/** What the bot has heard and not handled, and what it has to say and not said. */
@Component
class BotMetrics {
    private static final Duration AGE = Duration.ofSeconds(10);

    private record Waiting(long updates, long messages, double oldestSeconds) {}

    private final MeterRegistry meters;
    private final JdbcClient db;
    private final Watch<Waiting> waiting = new Watch<>(AGE, this::read);

    BotMetrics(MeterRegistry meters, JdbcClient db) {
        this.meters = meters;
        this.db = db;
        gauge("reverie.bot.updates.waiting", "Updates that are not handled yet", Waiting::updates);
        gauge("reverie.bot.messages.waiting", "Messages that are due and not sent yet", Waiting::messages);
        gauge("reverie.bot.messages.oldest.seconds", "How long the oldest of them is due", Waiting::oldestSeconds);
    }

    private void gauge(String name, String description, ToDoubleFunction<Waiting> figure) {
        Gauge.builder(name, waiting, watch -> watch.of(figure))
                .description(description)
                .register(meters);
    }

    private Waiting read() {
        return db.sql("""
                        select (select count(*) from telegram_update where state = 'new') as updates,
                               count(*) as messages,
                               coalesce(extract(epoch from reverie_now() - min(not_before)), 0)::float8
                                   as oldest_seconds
                          from telegram_outbox
                         where state in ('waiting', 'sending') and not_before <= reverie_now()
                        """).query(Waiting.class).single();
    }
}
