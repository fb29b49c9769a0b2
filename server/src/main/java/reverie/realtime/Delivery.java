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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reverie.job.JobProgressed;
import reverie.platform.AccountId;
import reverie.platform.Roles;
import reverie.platform.Settings;

/**
 * Brings the log to the sockets. One thread takes all accounts that have news, reads what their sockets lack in one
 * statement, and hands it over; a socket gets numbers strictly in order, each once, because they come from the log and
 * from nowhere else. What wakes it may be lost, doubled or late: it only says where to look.
 */
@Component
class Delivery implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Channels channels;
    private final LogReader reader;
    private final JobProgressWriter progressWriter;
    private final boolean listened;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<AccountId> dirty = new LinkedHashSet<>();
    private final Map<UUID, JobProgressed> progress = new LinkedHashMap<>();
    private final List<NodeWord.Ended> endings = new ArrayList<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    Delivery(Channels channels, LogReader reader, JobProgressWriter progressWriter, Settings settings) {
        this.channels = channels;
        this.reader = reader;
        this.progressWriter = progressWriter;
        this.listened = settings.does(Roles.REALTIME);
    }

    /** The log of this account has grown. */
    void grown(AccountId account, long head) {
        Channel channel = channels.find(account);
        if (channel == null) return;
        channel.headSeen(head);
        wake(account);
    }

    /** A socket of this account may lack something. */
    void wake(AccountId account) {
        lock.lock();
        try {
            if (dirty.add(account)) news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Newest wins. */
    void progressed(JobProgressed told) {
        if (channels.find(told.account()) == null) return;
        lock.lock();
        try {
            progress.put(told.job(), told);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Closes what the session opened, after what was committed with its end has been told: a tab may wait for that. */
    void ended(AccountId account, UUID session) {
        if (channels.find(account) == null) return;
        lock.lock();
        try {
            dirty.add(account);
            endings.add(new NodeWord.Ended(account, session));
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void close(List<NodeWord.Ended> sessions) {
        for (NodeWord.Ended one : sessions) {
            Channel channel = channels.find(one.account());
            if (channel == null) continue;
            for (LiveSocket socket : channel.sockets()) socket.sessionEnded(one.session());
        }
    }

    /** Looks where nothing was heard: what a lost word would have said. Also brings every channel's head up to date. */
    void lookEverywhere() {
        List<AccountId> accounts = new ArrayList<>();
        for (Channel channel : channels.all()) accounts.add(channel.account);
        if (!accounts.isEmpty()) reader.heads(accounts).forEach(this::grownUnheard);
    }

    private void grownUnheard(AccountId account, long head) {
        Channel channel = channels.find(account);
        if (channel == null) return;
        channel.headSeen(head);
        for (LiveSocket socket : channel.sockets()) {
            if (socket.lacks(head)) wake(account);
        }
    }

    private void run() {
        while (running) {
            List<AccountId> accounts = new ArrayList<>();
            List<JobProgressed> moved = new ArrayList<>();
            List<NodeWord.Ended> over = new ArrayList<>();
            lock.lock();
            try {
                while (running && dirty.isEmpty() && progress.isEmpty()) news.await();
                var waiting = dirty.iterator();
                while (waiting.hasNext() && accounts.size() < Limits.ACCOUNTS_PER_READ) {
                    accounts.add(waiting.next());
                    waiting.remove();
                }
                moved.addAll(progress.values());
                progress.clear();
                endings.removeIf(one -> !dirty.contains(one.account()) && over.add(one));
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            attempt(accounts, moved);
            close(over);
        }
    }

    private void attempt(List<AccountId> accounts, List<JobProgressed> moved) {
        try {
            if (!accounts.isEmpty()) deliver(accounts);
            for (JobProgressed one : moved) {
                Channel channel = channels.find(one.account());
                if (channel != null) progressWriter.tell(channel, one);
            }
        } catch (RuntimeException e) {
            log.warn("Live events could not be read; they will be in a moment", e);
            java.util.concurrent.locks.LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            accounts.forEach(this::wake);
        }
    }

    private void deliver(List<AccountId> accounts) {
        Map<LogReader.Want, List<LiveSocket>> wants = new HashMap<>();
        for (AccountId account : accounts) {
            Channel channel = channels.find(account);
            if (channel == null) continue;
            for (LiveSocket socket : channel.sockets()) {
                long position = socket.wantsFrom();
                if (position < 0) continue;
                wants.computeIfAbsent(new LogReader.Want(account, position), want -> new ArrayList<>())
                        .add(socket);
            }
        }
        if (wants.isEmpty()) return;
        reader.pages(List.copyOf(wants.keySet())).forEach((want, events) -> {
            List<String> frames = events.stream().map(LiveEvent::frame).toList();
            remember(want.account(), events);
            for (LiveSocket socket : wants.getOrDefault(want, List.of())) socket.deliver(events, frames);
        });
    }

    private void remember(AccountId account, List<LiveEvent> events) {
        Channel channel = channels.find(account);
        if (channel == null) return;
        channel.headSeen(events.getLast().id());
        for (LiveEvent event : events) {
            if (event.name().equals(JobFeed.UPDATED)) progressWriter.remember(channel, event);
        }
    }

    @Override
    public void start() {
        if (!listened) return;
        running = true;
        thread = Thread.ofPlatform().daemon().name("live-delivery").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread working = thread;
        if (working != null) working.interrupt();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
