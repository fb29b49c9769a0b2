package reverie.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One message in a chat. Guarded by its {@link Town}. */
final class Post {
    final long id;
    /** Null for the bot's own. */
    final @Nullable Person from;

    final long date;
    String text;
    String html;

    @Nullable
    JsonNode markup;

    long edited;
    int edits;
    /** photo, video, animation or document; null for words alone. */
    @Nullable
    String kind;

    List<Kept> files = new ArrayList<>();

    @Nullable
    Long replyTo;

    Post(long id, @Nullable Person from, long date, String text, String html) {
        this.id = id;
        this.from = from;
        this.date = date;
        this.text = text;
        this.html = html;
    }

    /** A file that Telegram keeps: of a photo one for each size, the largest last. */
    record Kept(String id, String name, String contentType, byte[] bytes, int width, int height) {
        Map<String, Object> wire() {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("file_id", id);
            file.put("file_unique_id", "u" + id);
            file.put("file_size", bytes.length);
            if (width > 0) {
                file.put("width", width);
                file.put("height", height);
            }
            return file;
        }
    }

    Map<String, Object> wire(Chat chat, Map<String, Object> bot) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("message_id", id);
        message.put("from", from == null ? bot : from.wire());
        message.put("chat", chat.wire());
        message.put("date", date);
        if (edited > 0) message.put("edit_date", edited);
        if (kind == null) message.put("text", text);
        else if (!text.isEmpty()) message.put("caption", text);
        Post answered = replyTo == null ? null : chat.post(replyTo);
        if (answered != null) message.put("reply_to_message", answered.wire(chat, bot));
        if (kind != null) putFiles(message, kind);
        if (markup != null) message.put("reply_markup", markup);
        return message;
    }

    private void putFiles(Map<String, Object> message, String as) {
        if (as.equals("photo")) {
            message.put("photo", files.stream().map(Kept::wire).toList());
            return;
        }
        Kept file = files.getLast();
        Map<String, Object> one = file.wire();
        one.put("file_name", file.name());
        one.put("mime_type", file.contentType());
        message.put(as, one);
        // For those who do not know the newer field.
        if (as.equals("animation")) message.put("document", one);
    }
}
