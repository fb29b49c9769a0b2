package reverie.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.platform.Leases;
import reverie.platform.Texts;
import reverie.telegram.api.BotApi;
import reverie.telegram.api.Me;
import reverie.telegram.api.Polled;
import reverie.telegram.api.Update;

/** Asks Telegram for updates, on the one node that leads, and stores them. */
@Component
class Poller {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);

    private final BotApi api;
    private final Updates updates;
    private final Bots bots;
    private final Registry registry;
    private final Words words;
    private final Clock clock;
    private final Semaphore never = new Semaphore(0);
    private @Nullable Me me;
    private @Nullable Long offset;
    private Instant heardAt = Instant.EPOCH;

    Poller(BotApi api, Updates updates, Bots bots, Registry registry, Words words, Clock clock) {
        this.api = api;
        this.updates = updates;
        this.bots = bots;
        this.registry = registry;
        this.words = words;
        this.clock = clock;
    }

    /** For as long as this node leads; until interrupted. */
    void work(Leases.Lease lease) throws InterruptedException {
        forget();
        Duration backOff = Limits.BACK_OFF_MIN;
        while (!Thread.currentThread().isInterrupted()) {
            Duration pause;
            try {
                pause = step(lease, Limits.POLL);
            } catch (RuntimeException e) {
                log.warn("Polling pauses: {}", e.toString());
                pause = Limits.BACK_OFF_MIN;
            }
            if (pause.isZero()) {
                backOff = Limits.BACK_OFF_MIN;
                continue;
            }
            Duration rest = pause.compareTo(backOff) > 0 ? pause : backOff;
            never.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
            backOff = backOff.multipliedBy(2).compareTo(Limits.BACK_OFF_MAX) < 0
                    ? backOff.multipliedBy(2)
                    : Limits.BACK_OFF_MAX;
        }
    }

    /**
     * One question to Telegram.
     *
     * @return how long to rest at least before the next; zero when all is well
     */
    Duration step(Leases.Lease lease, Duration wait) {
        Me bot = me;
        if (bot == null) {
            Optional<Me> met = api.me();
            if (met.isEmpty()) {
                log.warn("Telegram does not say who the bot is: is TELEGRAM_BOT_TOKEN right, and can we reach it?");
                return Limits.BACK_OFF_MIN;
            }
            bot = meet(met.get());
        }
        // What is numbered anew may be below what was heard before.
        Long from = heardAt.isBefore(clock.instant().minus(Limits.NUMBERED_ON)) ? null : offset;
        return switch (api.updates(from, Limits.POLL_UPDATES, wait)) {
            case Polled.Updates(var found) -> {
                long next = next(from, found);
                if (!updates.store(lease, bot.id(), found, next)) {
                    log.info("Another node polls now");
                    yield Limits.HEARTBEAT;
                }
                bots.alive(bot.id());
                if (!found.isEmpty()) {
                    offset = next;
                    heardAt = clock.instant();
                }
                yield Duration.ZERO;
            }
            case Polled.Conflict(String why) -> {
                log.warn("Somebody else polls with this token: {}", why);
                if (why.contains("webhook")) api.dropWebhook();
                yield Limits.BACK_OFF_MIN;
            }
            case Polled.NotLetIn(String why) -> {
                log.error("Telegram does not know this bot: TELEGRAM_BOT_TOKEN is wrong ({})", why);
                me = null;
                yield Limits.BACK_OFF_MAX;
            }
            case Polled.TooFast(Duration pause) -> pause;
            case Polled.Away(String why) -> {
                // The end of this node's lead, not of Telegram.
                if (Thread.currentThread().isInterrupted()) yield Duration.ZERO;
                log.warn("Telegram can't be reached for a moment: {}", why);
                yield Limits.BACK_OFF_MIN;
            }
        };
    }

    private static long next(@Nullable Long from, List<Update> found) {
        long next = from == null ? 0 : from;
        for (Update update : found) next = Math.max(next, update.id() + 1);
        return next;
    }

    private Me meet(Me bot) {
        offset = updates.meet(bot);
        heardAt = clock.instant();
        bots.forget();
        me = bot;
        for (String language : Texts.LANGUAGES) introduce(language, language);
        introduce("en", null);
        log.info("The bot is @{}", bot.username());
        return bot;
    }

    /** @param to people with this language in their app; null for everybody else */
    private void introduce(String language, @Nullable String to) {
        api.setCommands(registry.listed(words, language), to);
        api.setDescription(words.label(language, "description"), to);
    }

    /** Begins anew: another node may have gone on meanwhile. */
    void forget() {
        me = null;
        offset = null;
    }
}
