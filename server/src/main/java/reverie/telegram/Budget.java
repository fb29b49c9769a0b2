package reverie.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How much may be sent now: so many a second for the token, so many a second for a chat. Kept by the one who sends. */
@Component
class Budget {
    private static final long MILLIS = 1_000;

    /** Room that fills up again at a steady pace. */
    private static final class Bucket {
        private final double most;
        private final double perMilli;
        private double room;
        private long at;

        Bucket(double most, double perMilli, long now) {
            this.most = most;
            this.perMilli = perMilli;
            this.room = most;
            this.at = now;
        }

        /** Milliseconds until there is so much room. */
        long wait(double least, long now) {
            room = Math.min(most, room + Math.max(0, now - at) * perMilli);
            at = now;
            return room >= least ? 0 : (long) Math.ceil((least - room) / perMilli);
        }

        void take() {
            room -= 1;
        }
    }

    private final Clock clock;
    private Bucket all;
    private long quietUntil;
    private final Map<Long, Bucket> chats = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Bucket> eldest) {
            return size() > Limits.CACHE_MAX;
        }
    };

    Budget(Clock clock) {
        this.clock = clock;
        all = bucket();
    }

    /**
     * Takes room for one message, if there is any. What nobody would miss leaves room for an answer.
     *
     * @return milliseconds until it is worth asking again; zero when it may be sent
     */
    synchronized long take(long chat, boolean optional) {
        long now = clock.millis();
        if (now < quietUntil) return quietUntil - now;
        Bucket here = chats.computeIfAbsent(chat, c -> {
            Duration refill = Chats.isGroup(c) ? Limits.GROUP_REFILL : Limits.CHAT_REFILL;
            return new Bucket(Limits.CHAT_BURST, 1.0 / refill.toMillis(), now);
        });
        double least = optional ? 2 : 1;
        long wait = Math.max(all.wait(least, now), here.wait(least, now));
        if (wait > 0) return wait;
        all.take();
        here.take();
        return 0;
    }

    /** Telegram wants quiet, for the whole token. */
    synchronized void quiet(Duration length) {
        quietUntil = Math.max(quietUntil, clock.millis() + length.toMillis());
    }

    /** Begins anew: for whoever takes over the sending. */
    synchronized void forget() {
        quietUntil = 0;
        chats.clear();
        all = bucket();
    }

    private Bucket bucket() {
        return new Bucket(Limits.SENDS_BURST, Limits.SENDS_PER_SECOND / (double) MILLIS, clock.millis());
    }
}
