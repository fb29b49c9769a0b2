package reverie.sandbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import reverie.platform.Ids;

/**
 * The people, their chats with the one bot, and the updates that wait for it. In memory: it begins empty with each
 * start, and numbers on from the clock, so that nothing is mistaken for what a bot remembers from before.
 */
final class Town {
    static final String BOT_NAME = "ReverieSandboxBot";
    private static final long BOT_ID = 7_000_000_001L;
    private static final int POSTS_MAX = 500;
    private static final int CALLS_MAX = 500;
    private static final long FILE_BYTES_MAX = 256L << 20;
    private static final long ACTION_MILLIS = 5_000;
    private static final long QUIET_MILLIS_MAX = 7L * 24 * 60 * 60 * 1000;
    private static final long TAP_MILLIS_MAX = 60_000;

    /** Who pressed what, until the bot answers. */
    record Tap(String id, long chat, long message, String data, long at) {}

    /** @param code of the answer; 0 for none */
    record Call(String method, @Nullable Long chat, int code, long at, String text) {}

    private final Clock clock;
    private final Ids ids;
    private final Faults faults;
    private final Map<Long, Person> people = new LinkedHashMap<>();
    private final Map<Long, Chat> chats = new LinkedHashMap<>();
    private final TreeMap<Long, Map<String, Object>> updates = new TreeMap<>();
    /** Delivered again although they were confirmed: what faults ask for. */
    private final List<Map<String, Object>> again = new ArrayList<>();

    private final Map<String, Post.Kept> files = new LinkedHashMap<>();
    private final Map<String, Tap> taps = new LinkedHashMap<>();
    private final Map<String, Object> commands = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final Deque<Call> calls = new ArrayDeque<>();
    private final long firstMessage;
    private long nextUpdate;
    private long lastUpdateAt;
    private long version;
    private long poller;
    private long fileBytes;
    private @Nullable String webhook;
    private boolean swap;
    private boolean closing;

    Town(Clock clock, Ids ids, Faults faults) {
        this.clock = clock;
        this.ids = ids;
        this.faults = faults;
        nextUpdate = clock.millis() / 100;
        firstMessage = clock.millis() / 1000 % 100_000_000;
    }

    static Map<String, Object> bot() {
        Map<String, Object> bot = new LinkedHashMap<>();
        bot.put("id", BOT_ID);
        bot.put("is_bot", true);
        bot.put("first_name", "Reverie");
        bot.put("username", BOT_NAME);
        bot.put("can_join_groups", true);
        bot.put("can_read_all_group_messages", false);
        return bot;
    }

    /** The same name is the same person, also after a restart. */
    synchronized Person person(String firstName, @Nullable String username, String languageCode) {
        String name = username != null ? "@" + username : firstName;
        CRC32 hash = new CRC32();
        hash.update(name.toLowerCase(java.util.Locale.ROOT).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Person person = new Person(1_000_000_000L + hash.getValue(), firstName, username, languageCode);
        people.put(person.id(), person);
        Chat before = chats.get(person.id());
        Chat chat = new Chat(person.id(), person, firstName, before == null ? firstMessage : before.nextMessage);
        if (before != null) {
            chat.posts.addAll(before.posts);
            chat.begun = before.begun;
            chat.blocked = before.blocked;
        }
        chats.put(chat.id, chat);
        changed();
        return person;
    }

    synchronized Chat group(String title) {
        CRC32 hash = new CRC32();
        hash.update(title.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Chat chat = chats.computeIfAbsent(-1 - hash.getValue(), id -> new Chat(id, null, title, firstMessage));
        changed();
        return chat;
    }

    synchronized List<Chat> groups() {
        return chats.values().stream().filter(chat -> chat.owner == null).toList();
    }

    synchronized List<Person> people() {
        return List.copyOf(people.values());
    }

    synchronized @Nullable Person person(long id) {
        return people.get(id);
    }

    synchronized @Nullable Chat chat(long id) {
        return chats.get(id);
    }

    /** A chat that the bot may write in. */
    synchronized Chat open(long id) {
        Chat chat = chats.get(id);
        if (chat == null) throw Refusal.bad("chat not found");
        if (chat.blocked) throw Refusal.forbidden("bot was blocked by the user");
        if (!chat.begun) throw Refusal.forbidden("bot can't initiate conversation with a user");
        return chat;
    }

    synchronized Post post(Chat chat, @Nullable Person from, String text, String html) {
        Post post = new Post(chat.nextMessage++, from, clock.millis() / 1000, text, html);
        chat.posts.add(post);
        if (chat.posts.size() > POSTS_MAX) chat.posts.removeFirst();
        if (from == null) chat.action = null;
        changed();
        return post;
    }

    synchronized Post.Kept keep(String name, String contentType, byte[] bytes, int width, int height) {
        Post.Kept file = new Post.Kept(ids.secret(18), name, contentType, bytes, width, height);
        files.put(file.id(), file);
        fileBytes += bytes.length;
        var oldest = files.values().iterator();
        while (fileBytes > FILE_BYTES_MAX && oldest.hasNext()) {
            fileBytes -= oldest.next().bytes().length;
            oldest.remove();
        }
        return file;
    }

    synchronized Post.@Nullable Kept file(String id) {
        return files.get(id);
    }

    /** The person writes: an update for the bot. */
    synchronized void hear(Chat chat, Post post) {
        chat.begun = true;
        update(chat.id, "message", post.wire(chat, bot()));
    }

    synchronized Tap press(Chat chat, Person person, Post post, String data) {
        Tap tap = new Tap(ids.secret(12), chat.id, post.id, data, clock.millis());
        taps.put(tap.id(), tap);
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("id", tap.id());
        query.put("from", person.wire());
        query.put("message", post.wire(chat, bot()));
        query.put("chat_instance", String.valueOf(chat.id));
        query.put("data", data);
        update(chat.id, "callback_query", query);
        changed();
        return tap;
    }

    synchronized boolean answer(String tap) {
        Tap known = taps.remove(tap);
        changed();
        return known != null && clock.millis() - known.at() <= TAP_MILLIS_MAX;
    }

    synchronized List<Tap> taps(long chat) {
        return taps.values().stream().filter(t -> t.chat() == chat).toList();
    }

    synchronized void block(Chat chat, Person person, boolean blocked) {
        if (chat.blocked == blocked) return;
        chat.blocked = blocked;
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("chat", chat.wire());
        change.put("from", person.wire());
        change.put("date", clock.millis() / 1000);
        change.put("old_chat_member", Map.of("user", bot(), "status", blocked ? "member" : "kicked"));
        change.put("new_chat_member", Map.of("user", bot(), "status", blocked ? "kicked" : "member"));
        update(chat.id, "my_chat_member", change);
        changed();
    }

    synchronized void act(Chat chat, String action) {
        chat.action = action;
        chat.actionUntil = clock.millis() + ACTION_MILLIS;
        changed();
    }

    synchronized @Nullable String action(Chat chat) {
        return chat.actionUntil > clock.millis() ? chat.action : null;
    }

    private void update(long chat, String kind, Map<String, Object> what) {
        if (clock.millis() - lastUpdateAt > QUIET_MILLIS_MAX && lastUpdateAt > 0) {
            // Telegram goes on with any number then: here with a lower one. What nobody fetched for a day is gone.
            nextUpdate /= 2;
            updates.clear();
        }
        lastUpdateAt = clock.millis();
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("update_id", nextUpdate);
        update.put(kind, what);
        updates.put(nextUpdate++, update);
        if (faults.meetsUpdate(Faults.Kind.DUPLICATE, chat)) again.add(update);
        if (faults.meetsUpdate(Faults.Kind.OUT_OF_ORDER, chat)) swap = true;
        notifyAll();
    }

    /** Waits for updates; whoever asks later ends the wait of whoever asked before. */
    synchronized List<Map<String, Object>> updates(long offset, int limit, long waitMillis)
            throws InterruptedException {
        if (webhook != null) {
            throw Refusal.conflict("can't use getUpdates method while webhook is active; "
                    + "use deleteWebhook to delete the webhook first");
        }
        long me = ++poller;
        notifyAll();
        if (offset > 0) updates.headMap(offset).clear();
        if (offset < 0 && updates.size() > -offset) {
            while (updates.size() > -offset) updates.pollFirstEntry();
        }
        long until = System.nanoTime() + waitMillis * 1_000_000;
        while (updates.isEmpty() && again.isEmpty() && !closing) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) break;
            wait(left);
            if (me != poller) {
                throw Refusal.conflict(
                        "terminated by other getUpdates request; " + "make sure that only one bot instance is running");
            }
        }
        List<Map<String, Object>> found =
                new ArrayList<>(updates.values().stream().limit(limit).toList());
        if (swap && found.size() > 1) {
            Collections.reverse(found);
            swap = false;
        }
        found.addAll(again);
        again.clear();
        return found;
    }

    synchronized void webhook(@Nullable String url) {
        webhook = url;
        notifyAll();
    }

    synchronized Map<String, Object> webhookInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("url", webhook == null ? "" : webhook);
        info.put("has_custom_certificate", false);
        info.put("pending_update_count", updates.size());
        return info;
    }

    synchronized void commands(String language, Object list) {
        commands.put(language, list);
        changed();
    }

    synchronized @Nullable Object commands(String language) {
        Object own = commands.get(language);
        return own != null ? own : commands.get("");
    }

    synchronized void description(String language, String words) {
        descriptions.put(language, words);
        changed();
    }

    synchronized String description(String language) {
        String own = descriptions.get(language);
        return own != null ? own : descriptions.getOrDefault("", "");
    }

    synchronized void called(String method, @Nullable Long chat, int code, String text) {
        calls.add(new Call(method, chat, code, clock.millis(), text));
        if (calls.size() > CALLS_MAX) calls.poll();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized long version() {
        return version;
    }

    /** Waits until something is new to who has seen {@code seen}. */
    synchronized long await(long seen, long waitMillis) throws InterruptedException {
        long until = System.nanoTime() + waitMillis * 1_000_000;
        while (version <= seen && !closing) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) break;
            wait(left);
        }
        return version;
    }

    synchronized void changed() {
        version++;
        notifyAll();
    }

    /** Nobody is kept waiting any more. */
    synchronized void close() {
        closing = true;
        notifyAll();
    }

    synchronized void empty() {
        people.clear();
        chats.clear();
        updates.clear();
        again.clear();
        files.clear();
        fileBytes = 0;
        taps.clear();
        calls.clear();
        webhook = null;
        swap = false;
        lastUpdateAt = 0;
        poller++;
        changed();
    }
}
