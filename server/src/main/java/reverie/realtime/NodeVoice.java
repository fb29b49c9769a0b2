package reverie.realtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.job.JobProgressed;
import reverie.platform.AccountId;
import reverie.platform.Leases;

/**
 * Tells the other nodes, after the commit and in a short transaction of its own, at most once every few milliseconds:
 * PostgreSQL lets transactions that notify commit only one after the other, so the ones that matter don't.
 */
@Component
class NodeVoice implements SmartLifecycle {
    static final String CHANNEL = "reverie_live";
    private static final Logger log = LoggerFactory.getLogger(NodeVoice.class);
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** PostgreSQL takes less than 8000 bytes. */
    private static final int WORD_CHARS_MAX = 7_800;

    private static final int ENDED_KEPT_MAX = 10_000;

    private final JdbcClient db;
    private final String node;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<AccountId, Long> grown = new HashMap<>();
    private final Map<UUID, JobProgressed> progress = new LinkedHashMap<>();
    private final Set<NodeWord> ended = new LinkedHashSet<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    NodeVoice(JdbcClient db, Leases leases) {
        this.db = db;
        this.node = leases.node().toString();
    }

    void grown(Map<AccountId, Long> heads) {
        say(() -> heads.forEach((account, head) -> grown.merge(account, head, Math::max)));
    }

    void ended(AccountId account, UUID session) {
        say(() -> {
            if (ended.size() < ENDED_KEPT_MAX) ended.add(new NodeWord.Ended(account, session));
        });
    }

    void progressed(JobProgressed told) {
        say(() -> progress.put(told.job(), told));
    }

    private void say(Runnable change) {
        lock.lock();
        try {
            if (!running) return;
            change.run();
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (running) {
            List<NodeWord> words = new ArrayList<>();
            lock.lock();
            try {
                while (running && grown.isEmpty() && ended.isEmpty() && progress.isEmpty()) news.await();
                words.addAll(ended);
                grown.forEach((account, head) -> words.add(new NodeWord.Grown(account, head)));
                progress.values().forEach(one -> words.add(new NodeWord.Progressed(one)));
                ended.clear();
                grown.clear();
                progress.clear();
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            send(words);
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private void send(List<NodeWord> words) {
        if (words.isEmpty()) return;
        try {
            db.sql("select pg_notify(:channel, word) from unnest(cast(:words as text[])) as w (word)")
                    .param("channel", CHANNEL)
                    .param("words", letters(words).toArray(String[]::new))
                    .query((row, n) -> true)
                    .list();
        } catch (RuntimeException e) {
            log.warn("Other nodes were not told of {} changes; they look by themselves", words.size(), e);
            // A log is looked at by itself; that a session ended has to be said.
            say(() -> words.stream()
                    .filter(NodeWord.Ended.class::isInstance)
                    .limit(ENDED_KEPT_MAX)
                    .forEach(ended::add));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    /** As few notifications as hold it all; each begins with who speaks. */
    List<String> letters(List<NodeWord> words) {
        List<String> letters = new ArrayList<>();
        StringBuilder letter = new StringBuilder(node);
        for (NodeWord word : words) {
            String line = word.line();
            if (letter.length() + 1 + line.length() > WORD_CHARS_MAX) {
                letters.add(letter.toString());
                letter = new StringBuilder(node);
            }
            letter.append('\n').append(line);
        }
        letters.add(letter.toString());
        return letters;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("live-voice").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread speaking = thread;
        if (speaking != null) speaking.interrupt();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
