package reverie.realtime;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import reverie.platform.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One Socket.IO 5 socket: it says who it is, then follows the log of that account from where it was. Its position is
 * the number of the last event it was given; only events that follow it without a gap are given.
 */
final class LiveSocket implements Connection.Listener {
    private static final String HEAD = "head";
    private static final long NO_CURSOR = -1;
    private static final int CHECK_AFTER_SECONDS = 3;
    private static final String DISCONNECT = "41";

    private final Connection connection;
    private final String id;
    private final String language;
    private final LiveSockets shared;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Channel channel;
    private volatile Tokens.@Nullable Held held;
    /** False while its position is being found out. */
    private boolean ready;

    private long position;
    private int secondsUnknown;
    private int secondsHere;

    LiveSocket(Connection connection, String id, String language, LiveSockets shared) {
        this.connection = connection;
        this.id = id;
        this.language = language;
        this.shared = shared;
    }

    @Override
    public void received(String message) {
        SocketPacket packet = SocketPacket.parse(message);
        if (!packet.namespace().equals(SocketPacket.ROOT)) {
            if (packet.type() == SocketPacket.CONNECT) refuseNamespace(packet.namespace());
            return;
        }
        try {
            switch (packet.type()) {
                case SocketPacket.CONNECT -> connect(packet.body());
                case SocketPacket.DISCONNECT -> connection.cut();
                case SocketPacket.EVENT -> event(packet);
                default -> {
                    // An answer to a question we never ask.
                }
            }
        } catch (JacksonException e) {
            throw new Connection.Broken("not JSON");
        } catch (DataAccessException | TransactionException e) {
            // The client comes back by itself after a cut; after a refusal it would not.
            connection.cut();
        }
    }

    private void refuseNamespace(String namespace) {
        ObjectNode refusal = shared.json.createObjectNode().put("message", "Invalid namespace");
        connection.send("44" + namespace.replace('"', ' ') + "," + shared.json.writeValueAsString(refusal));
    }

    private void connect(String body) {
        if (channel != null) throw new Connection.Broken("connected twice");
        JsonNode auth = body.isEmpty() ? shared.json.createObjectNode() : shared.json.readTree(body);
        Optional<Tokens.Held> read = shared.tokens.read(auth.path("token").asString(""));
        if (read.isEmpty()) {
            connection.send(shared.refusal(Problem.of(401, "sign_in_needed"), language));
            return;
        }
        Channel joined = join(read.get());
        if (joined == null) {
            connection.send(shared.refusal(Problem.of(429, "too_many_sockets"), language));
            return;
        }
        connection.send("40{\"sid\":\"" + id + "\"}");
        follow(joined, auth.path("last"));
    }

    /** Null when this account has as many sockets as it may have. */
    private @Nullable Channel join(Tokens.Held who) {
        Channel joined = shared.channels.join(who.caller().account(), this);
        if (joined == null) return null;
        held = who;
        channel = joined;
        // It may have been closed meanwhile, and found no channel to leave.
        if (connection.isClosed()) shared.channels.leave(joined, this);
        return joined;
    }

    /** It has joined before it looks where the log is, so that nothing falls between. */
    private void follow(Channel joined, JsonNode last) {
        LogReader.Bounds bounds = shared.reader.bounds(joined.account);
        joined.headSeen(bounds.head());
        lock.lock();
        try {
            boolean fromNow = last.isMissingNode() || last.isNull();
            long cursor = cursor(last);
            boolean known = bounds.holds(cursor);
            position = known ? cursor : bounds.head();
            if (!known && !fromNow) connection.send(LiveEvent.RESYNC_FRAME);
            connection.sendNewest(HEAD, LiveEvent.head(bounds.head()));
            ready = true;
        } finally {
            lock.unlock();
        }
        shared.wake(joined.account);
    }

    /** A number, also as text: some clients can say nothing else. Less than zero for what is none. */
    private static long cursor(JsonNode said) {
        if (said.isIntegralNumber() && said.canConvertToLong()) return said.asLong();
        String text = said.asString("");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : NO_CURSOR;
    }

    private void event(SocketPacket packet) {
        if (channel == null) throw new Connection.Broken("an event before the welcome");
        JsonNode event = shared.json.readTree(packet.body());
        if (!event.isArray()) throw new Connection.Broken("not an event");
        switch (event.path(0).asString("")) {
            case "sync" -> sync(event.path(1).path("after"), packet.ack());
            case "auth" -> renew(event.path(1).path("token").asString(""), packet.ack());
            default -> {
                // Newer clients may say more than we know.
            }
        }
    }

    /** Answers with what follows, a page of it, and where the end is. */
    private void sync(JsonNode after, @Nullable String ack) {
        Channel there = Objects.requireNonNull(channel);
        LogReader.Bounds bounds = shared.reader.bounds(there.account);
        there.headSeen(bounds.head());
        boolean known = bounds.holds(cursor(after));
        List<LiveEvent> page = known ? shared.reader.page(there.account, cursor(after)) : List.of();
        boolean afresh = !known || page.stream().anyMatch(LiveEvent::isResync);
        StringBuilder events = new StringBuilder();
        if (!afresh) {
            for (LiveEvent event : page) {
                events.append(events.isEmpty() ? "" : ",")
                        .append("{\"event\":\"")
                        .append(event.name())
                        .append("\",\"data\":")
                        .append(event.data())
                        .append('}');
            }
        }
        long head = page.isEmpty()
                ? bounds.head()
                : Math.max(bounds.head(), page.getLast().id());
        lock.lock();
        try {
            if (afresh) {
                position = Math.max(position, head);
                connection.send(LiveEvent.RESYNC_FRAME);
            } else if (!page.isEmpty() && page.getFirst().id() <= position + 1) {
                // What the answer tells is told.
                position = Math.max(position, page.getLast().id());
            }
            if (ack != null) connection.send("43" + ack + "[{\"events\":[" + events + "],\"head\":" + head + "}]");
        } finally {
            lock.unlock();
        }
    }

    /** The next token of the same session; one of another account moves the socket there. */
    private void renew(String token, @Nullable String ack) {
        Optional<Tokens.Held> read = shared.tokens.read(token);
        if (ack != null) connection.send("43" + ack + "[{\"ok\":" + read.isPresent() + "}]");
        if (read.isEmpty()) return;
        Channel before = Objects.requireNonNull(channel);
        if (before.account.equals(read.get().caller().account())) {
            held = read.get();
            return;
        }
        lock.lock();
        try {
            ready = false;
        } finally {
            lock.unlock();
        }
        shared.channels.leave(before, this);
        // A cursor of the old account says nothing about the new one: it reads everything again.
        Channel joined = join(read.get());
        if (joined == null) connection.finish(DISCONNECT);
        else follow(joined, shared.json.getNodeFactory().numberNode(NO_CURSOR));
    }

    /** The number it has; less than zero while it can't take more. */
    long wantsFrom() {
        lock.lock();
        try {
            return ready && connection.hasRoom() ? position : -1;
        } finally {
            lock.unlock();
        }
    }

    boolean lacks(long head) {
        lock.lock();
        try {
            return ready && position < head;
        } finally {
            lock.unlock();
        }
    }

    /** @param frames of the events, encoded once for all sockets */
    void deliver(List<LiveEvent> events, List<String> frames) {
        Channel there = channel;
        if (there == null) return;
        boolean more;
        lock.lock();
        try {
            if (!ready) return;
            int first = 0;
            while (first < events.size() && events.get(first).id() <= position) first++;
            int last = first;
            while (last < events.size() && events.get(last).id() == position + 1 + (last - first)) last++;
            connection.send(frames.subList(first, last));
            position += last - first;
            if (last < events.size()) {
                // What should be next has been dropped from the log meanwhile.
                position = events.getLast().id();
                connection.send(LiveEvent.RESYNC_FRAME);
            }
            more = position < there.head();
        } finally {
            lock.unlock();
        }
        if (more) shared.wake(there.account);
    }

    void tellNewest(Object key, String frame) {
        connection.sendNewest(key, frame);
    }

    void sessionEnded(UUID session) {
        Tokens.Held who = held;
        if (who != null && who.caller().session().equals(session)) connection.finish(DISCONNECT);
    }

    void tick(long second) {
        Tokens.Held who = held;
        Channel there = channel;
        if (who == null || there == null) return;
        // The client comes back with a fresh token if it has one: that is why it is cut and not dismissed.
        if (who.isOver(shared.tokens.now())) connection.cut();
        // A node may let in for a second whom another has just sent away.
        else if (++secondsHere == CHECK_AFTER_SECONDS) Thread.startVirtualThread(this::checkToken);
        else if (second % Limits.HEAD_EVERY_SECONDS == 0) {
            connection.sendNewest(HEAD, LiveEvent.head(there.head()));
        }
    }

    void checkToken() {
        Tokens.Held who = held;
        if (who == null) return;
        Instant now = shared.tokens.now();
        if (!who.isExpired(now) && shared.tokens.read(who.token()).isEmpty()) connection.finish(DISCONNECT);
    }

    @Override
    public boolean isOverdue() {
        return channel == null && ++secondsUnknown > Limits.CONNECT_WITHIN_SECONDS;
    }

    @Override
    public void drained() {
        Channel there = channel;
        if (there != null && lacks(there.head())) shared.wake(there.account);
    }

    @Override
    public void closed() {
        lock.lock();
        try {
            ready = false;
        } finally {
            lock.unlock();
        }
        Channel there = channel;
        if (there != null) shared.channels.leave(there, this);
    }
}
