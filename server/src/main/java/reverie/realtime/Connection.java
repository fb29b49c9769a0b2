package reverie.realtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO 4 connection: packets that wait for the client, whichever way it fetches them. It begins as a pending
 * poll or as a WebSocket; a poll may become a WebSocket. Text only.
 *
 * <p>Packets leave in the order they came, all that wait in one go. A packet with a key replaces the waiting one of the
 * same key, so that what only counts as its newest value takes no room.
 */
final class Connection {
    /** What talks over it. Called outside the connection's lock. */
    interface Listener {
        /** A message without its Engine.IO type. */
        void received(String message);

        /** All that waited has left: there is room again. */
        void drained();

        /** Whether it should have said by now who it is. Asked once a second. */
        boolean isOverdue();

        /** Once. */
        void closed();
    }

    /** The client broke the protocol; the connection is over. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what, null, false, false);
        }
    }

    static final char SEPARATOR = '\u001e';
    private static final String PING = "2";
    private static final String NOOP = "6";
    private static final String CLOSE = "1";
    private static final int FAREWELL_TICKS_MAX = 5;
    private static final long PROBED_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    final String id;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final LinkedHashMap<Object, String> waiting = new LinkedHashMap<>();
    private final AtomicInteger received = new AtomicInteger();
    private int waitingChars;
    private @Nullable Wire wire;
    private boolean polled;
    private boolean probing;
    private boolean writing;
    /** It will end as soon as what waits has left. */
    private boolean finishing;

    private boolean told;
    private volatile boolean closed;
    private volatile boolean silent = true;
    private int ticksAlive;
    private int ticksSilent;
    private int ticksFinishing;

    Connection(String id, java.util.function.Function<Connection, Listener> listener) {
        this.id = id;
        this.listener = listener.apply(this);
    }

    boolean isClosed() {
        return closed;
    }

    void send(String packet) {
        send(List.of(packet));
    }

    void send(List<String> packets) {
        offer(packets, null);
    }

    /** Replaces what waits under the same key. */
    void sendNewest(Object key, String packet) {
        offer(List.of(packet), key);
    }

    private void offer(List<String> packets, @Nullable Object key) {
        boolean tooMuch;
        lock.lock();
        try {
            if (closed || finishing) return;
            for (String packet : packets) put(key, packet);
            tooMuch = waiting.size() > Limits.WAITING_PACKETS_MAX || waitingChars > Limits.WAITING_CHARS_MAX;
            if (!tooMuch) leave();
        } finally {
            lock.unlock();
        }
        if (tooMuch) cut();
    }

    private void put(@Nullable Object key, String packet) {
        if (key != null) {
            String replaced = waiting.remove(key);
            if (replaced != null) waitingChars -= replaced.length();
        }
        waiting.put(key == null ? new Object() : key, packet);
        waitingChars += packet.length();
    }

    /** Gets what waits on its way. With the lock. */
    private void leave() {
        if (wire == null) {
            news.signalAll();
        } else if (!writing) {
            writing = true;
            Thread.startVirtualThread(this::write);
        }
    }

    private void write() {
        boolean over;
        try {
            while (true) {
                List<String> batch;
                Wire to;
                lock.lock();
                try {
                    to = wire;
                    if (closed || waiting.isEmpty() || to == null) {
                        writing = false;
                        over = finishing;
                        break;
                    }
                    batch = take();
                } finally {
                    lock.unlock();
                }
                to.write(batch);
            }
        } catch (IOException | RuntimeException e) {
            // A client that is gone or does not read; it comes back and asks from its last number.
            cut();
            return;
        }
        if (over) cut();
        else listener.drained();
    }

    private List<String> take() {
        List<String> batch = new ArrayList<>(waiting.values());
        waiting.clear();
        waitingChars = 0;
        return batch;
    }

    /** Whether it may be given more of what lies in the log anyway. */
    boolean hasRoom() {
        lock.lock();
        try {
            return !closed && !finishing && waiting.size() < Limits.ROOMY_PACKETS && waitingChars < Limits.ROOMY_CHARS;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What waits, as soon as there is something.
     *
     * @throws Broken when one poll waits already, or the connection is a WebSocket by now
     */
    String poll() throws InterruptedException {
        String answer;
        boolean over;
        lock.lock();
        try {
            if (polled || wire != null || closed) {
                throw new Broken("one poll at a time");
            }
            polled = true;
            silent = false;
            try {
                long left = TimeUnit.SECONDS.toNanos(Limits.POLL_SECONDS_MAX);
                while (waiting.isEmpty() && !closed && left > 0) {
                    if (probing) left = Math.min(left, PROBED_POLL_NANOS);
                    left = news.awaitNanos(left);
                }
            } finally {
                polled = false;
            }
            if (closed) return CLOSE;
            over = finishing;
            List<String> batch = take();
            if (over) batch.add(CLOSE);
            answer = batch.isEmpty() ? NOOP : String.join(String.valueOf(SEPARATOR), batch);
        } finally {
            lock.unlock();
        }
        if (over) cut();
        else listener.drained();
        return answer;
    }

    /** What a client posted. */
    void posted(String body) {
        lock.lock();
        try {
            if (wire != null || closed) throw new Broken("this connection does not poll");
        } finally {
            lock.unlock();
        }
        for (String packet : body.split(String.valueOf(SEPARATOR), -1)) receive(packet);
    }

    /** @throws Broken for what is no text packet of the protocol; the connection is cut then */
    void receive(String packet) {
        silent = false;
        if (closed || finishing) return;
        try {
            if (packet.isEmpty()) throw new Broken("an empty packet");
            if (packet.length() > Limits.PACKET_CHARS_MAX) throw new Broken("a packet too long");
            if (received.incrementAndGet() > Limits.PACKETS_PER_TEN_SECONDS) throw new Broken("too many packets");
            switch (packet.charAt(0)) {
                case '1' -> cut();
                case '3' -> {
                    // The answer to our ping: that it came is all it says.
                }
                case '4' -> listener.received(packet.substring(1));
                default -> throw new Broken("not a packet we take: " + packet.charAt(0));
            }
        } catch (Broken e) {
            cut();
            throw e;
        }
    }

    /** A WebSocket asks whether it may take over. False when there is one already. */
    boolean probe() {
        lock.lock();
        try {
            if (closed || wire != null || probing) return false;
            probing = true;
            // The waiting poll goes home, so that nothing is on two ways.
            news.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void probeFailed() {
        lock.lock();
        try {
            probing = false;
        } finally {
            lock.unlock();
        }
    }

    /** From now on all goes over the WebSocket. */
    boolean become(Wire fresh) {
        lock.lock();
        try {
            if (closed || wire != null) return false;
            wire = fresh;
            probing = false;
            silent = false;
            if (!waiting.isEmpty()) leave();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says a last word, then ends. */
    void finish(String packet) {
        lock.lock();
        try {
            if (closed || finishing) return;
            put(null, packet);
            finishing = true;
            leave();
        } finally {
            lock.unlock();
        }
        tell();
    }

    /** Ends it now. */
    void cut() {
        Wire open;
        lock.lock();
        try {
            closed = true;
            take();
            news.signalAll();
            open = wire;
        } finally {
            lock.unlock();
        }
        // Closing waits for a write that is stuck: not on the time of whoever found out.
        if (open != null) Thread.startVirtualThread(open::close);
        tell();
    }

    private void tell() {
        lock.lock();
        try {
            if (told) return;
            told = true;
        } finally {
            lock.unlock();
        }
        listener.closed();
    }

    /** A second went by. Called by one thread. */
    void tick() {
        ticksAlive++;
        ticksSilent = silent ? ticksSilent + 1 : 0;
        silent = true;
        if (ticksAlive % 10 == 0) received.set(0);
        if (finishing && ++ticksFinishing > FAREWELL_TICKS_MAX) cut();
        else if (listener.isOverdue() || ticksSilent > Limits.PING_EVERY_SECONDS + Limits.PONG_WITHIN_SECONDS) cut();
        else if (ticksAlive % Limits.PING_EVERY_SECONDS == 0) sendNewest(PING, PING);
    }
}
