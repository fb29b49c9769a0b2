package reverie.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.telegram.api.Me;

/** The bot as the database knows it: what nodes without a bot's role, and those that took over, go by. */
@Component
class Bots {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final JdbcClient db;
    private final Clock clock;
    private @Nullable Me known;
    private Instant lookAt = Instant.EPOCH;

    Bots(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Telegram answered it just now. */
    void alive(long bot) {
        db.sql("update telegram_bot set seen_at = reverie_now() where bot_id = :bot")
                .param("bot", bot)
                .update();
    }

    /** The one that was seen last, unless that is too long ago: then none runs. */
    synchronized Optional<Me> bot() {
        Instant now = clock.instant();
        if (known == null || now.isAfter(lookAt)) {
            known = db.sql("""
                            select bot_id as id, username, link from telegram_bot
                             where seen_at > reverie_now() - make_interval(secs => :seen)
                             order by seen_at desc limit 1
                            """)
                    .param("seen", Outbox.seconds(Limits.BOT_SEEN))
                    .query(Me.class)
                    .optional()
                    .orElse(null);
            lookAt = now.plus(LOOK_AGAIN);
        }
        return Optional.ofNullable(known);
    }

    String username() {
        return bot().map(Me::username).orElse("");
    }

    synchronized void forget() {
        known = null;
    }
}
