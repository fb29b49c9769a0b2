package reverie.realtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;

/** The sockets of one account on this node, and what they share. */
final class Channel {
    private static final int JOBS_REMEMBERED = 32;

    final AccountId account;
    private final List<LiveSocket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong head = new AtomicLong();
    private final Map<UUID, String> jobs = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
            return size() > JOBS_REMEMBERED;
        }
    });

    Channel(AccountId account) {
        this.account = account;
    }

    List<LiveSocket> sockets() {
        return sockets;
    }

    boolean isFull() {
        return sockets.size() >= Limits.SOCKETS_PER_ACCOUNT_MAX;
    }

    /** The newest number known here; what is told may be behind it. */
    long head() {
        return head.get();
    }

    void headSeen(long seen) {
        head.accumulateAndGet(seen, Math::max);
    }

    /** How a job was when it last changed: what progress is shown on. */
    @Nullable
    String job(UUID id) {
        return jobs.get(id);
    }

    void remember(UUID job, String json) {
        jobs.put(job, json);
    }
}
