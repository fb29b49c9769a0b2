package reverie.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How fast a bot may talk: about 1 message a second in a chat, 20 a minute in a group, 30 a second in all. */
final class Speed {
    private static final int ALL_PER_SECOND = 30;
    private static final int GROUP_PER_MINUTE = 20;
    /** A short burst passes: so many within so many milliseconds. */
    private static final int CHAT_BURST = 10;

    private static final long CHAT_BURST_MILLIS = 6_000;

    private final Deque<Long> all = new ArrayDeque<>();
    private final Map<Long, Deque<Long>> chats = new HashMap<>();

    synchronized void clear() {
        all.clear();
        chats.clear();
    }

    synchronized void take(long chat, long now) {
        long wait = wait(all, ALL_PER_SECOND, 1_000, now);
        Deque<Long> here = chats.computeIfAbsent(chat, c -> new ArrayDeque<>());
        wait = Math.max(
                wait,
                chat < 0 ? wait(here, GROUP_PER_MINUTE, 60_000, now) : wait(here, CHAT_BURST, CHAT_BURST_MILLIS, now));
        if (wait > 0) throw Refusal.tooMany((wait + 999) / 1000);
        all.add(now);
        here.add(now);
    }

    /** Milliseconds until one more fits. */
    private static long wait(Deque<Long> taken, int most, long within, long now) {
        // A clock that was set back leaves nothing behind.
        taken.removeIf(at -> at <= now - within || at > now);
        return taken.size() < most ? 0 : taken.element() + within - now;
    }
}
