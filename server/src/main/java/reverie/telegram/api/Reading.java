package reverie.telegram.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands updates. What is new or strange to it is left out, never a failure. */
final class Reading {
    private Reading() {}

    static long chatOf(JsonNode update) {
        for (var part : update.properties()) {
            JsonNode value = part.getValue();
            if (!value.isObject()) continue;
            JsonNode chat = value.has("chat")
                    ? value.path("chat")
                    : value.path("message").path("chat");
            if (chat.has("id")) return chat.path("id").asLong();
        }
        return 0;
    }

    static Optional<Incoming> of(JsonNode update) {
        if (update.has("message")) return message(update.path("message"));
        if (update.has("callback_query")) return tap(update.path("callback_query"));
        if (update.has("my_chat_member")) return membership(update.path("my_chat_member"));
        return Optional.empty();
    }

    private static Optional<Incoming> message(JsonNode message) {
        JsonNode from = message.path("from");
        if (!from.has("id") || from.path("is_bot").asBoolean(false)) return Optional.empty();
        Incoming.Who who = who(message.path("chat"), from);
        String caption = message.path("caption").asString("");
        boolean toBot =
                message.path("reply_to_message").path("from").path("is_bot").asBoolean(false);
        if (message.has("text")) {
            return Optional.of(new Incoming.Words(who, message.path("text").asString(""), toBot));
        }
        if (message.path("photo").size() > 0) return Optional.of(photo(who, message.path("photo"), caption, toBot));
        JsonNode document = message.path("document");
        if (document.path("mime_type").asString("").startsWith("image/")) {
            return Optional.of(new Incoming.Picture(
                    who,
                    document.path("file_id").asString(""),
                    document.path("file_size").asLong(0),
                    caption,
                    toBot));
        }
        String what = what(message);
        return what == null ? Optional.empty() : Optional.of(new Incoming.Other(who, what, caption, toBot));
    }

    /** Telegram sends several sizes of a photo: the largest is wanted. */
    private static Incoming photo(Incoming.Who who, JsonNode sizes, String caption, boolean toBot) {
        JsonNode largest = sizes.get(0);
        for (JsonNode size : sizes) {
            if (area(size) >= area(largest)) largest = size;
        }
        return new Incoming.Picture(
                who,
                largest.path("file_id").asString(""),
                largest.path("file_size").asLong(0),
                caption,
                toBot);
    }

    private static long area(JsonNode size) {
        return size.path("width").asLong(0) * size.path("height").asLong(0);
    }

    private static @Nullable String what(JsonNode message) {
        for (String kind : new String[] {
            "animation", "video", "video_note", "voice", "audio", "document", "sticker", "location", "contact", "poll"
        }) {
            if (message.has(kind)) return kind;
        }
        return null;
    }

    private static Optional<Incoming> tap(JsonNode query) {
        JsonNode message = query.path("message");
        JsonNode from = query.path("from");
        if (!message.path("chat").has("id") || !from.has("id")) return Optional.empty();
        return Optional.of(new Incoming.Tap(
                who(message.path("chat"), from),
                query.path("id").asString(""),
                query.path("data").asString(""),
                message.path("message_id").asLong(0)));
    }

    private static Optional<Incoming> membership(JsonNode change) {
        String status = change.path("new_chat_member").path("status").asString("");
        boolean welcome = !status.equals("kicked") && !status.equals("left");
        return Optional.of(new Incoming.Membership(who(change.path("chat"), change.path("from")), welcome));
    }

    private static Incoming.Who who(JsonNode chat, JsonNode from) {
        String first = from.path("first_name").asString("");
        String last = from.path("last_name").asString("");
        String name = (first + " " + last).strip();
        return new Incoming.Who(
                chat.path("id").asLong(),
                !chat.path("type").asString("private").equals("private"),
                from.path("id").asLong(),
                text(from.path("username")),
                name.isEmpty() ? String.valueOf(from.path("id").asLong()) : name,
                text(from.path("language_code")));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isBlank() ? node.asString() : null;
    }
}
