package reverie.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One person's chat with the bot, or a group of several. Guarded by its {@link Town}. */
final class Chat {
    final long id;
    /** Null for a group. */
    final @Nullable Person owner;

    final String title;
    final List<Post> posts = new ArrayList<>();
    boolean begun;
    boolean blocked;

    @Nullable
    String action;

    long actionUntil;
    long nextMessage;

    Chat(long id, @Nullable Person owner, String title, long firstMessage) {
        this.id = id;
        this.owner = owner;
        this.title = title;
        this.nextMessage = firstMessage;
        this.begun = owner == null;
    }

    @Nullable
    Post post(long message) {
        return posts.stream().filter(p -> p.id == message).findFirst().orElse(null);
    }

    Map<String, Object> wire() {
        Map<String, Object> chat = new LinkedHashMap<>();
        chat.put("id", id);
        chat.put("type", owner == null ? "group" : "private");
        if (owner == null) {
            chat.put("title", title);
        } else {
            chat.put("first_name", owner.firstName());
            if (owner.username() != null) chat.put("username", owner.username());
        }
        return chat;
    }
}
