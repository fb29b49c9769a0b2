package reverie.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Telegram accepts as formatted text and as keyboards under messages. */
final class Markup {
    static final int TEXT_MAX = 4096;
    static final int CAPTION_MAX = 1024;
    private static final int DATA_BYTES_MAX = 64;
    private static final int BUTTONS_MAX = 100;
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z-]+)([^>]*)>");
    private static final Set<String> TAGS =
            Set.of("b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler");
    private static final Set<String> STYLES = Set.of("primary", "success", "danger");

    private Markup() {}

    /** The bare text of what was sent in the given parse mode. */
    static String plain(String text, @Nullable String mode) {
        if (!"HTML".equalsIgnoreCase(mode)) return text;
        Deque<String> open = new ArrayDeque<>();
        StringBuilder plain = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        int last = 0;
        while (tag.find()) {
            plain.append(text, last, tag.start());
            last = tag.end();
            String name = tag.group(2).toLowerCase(java.util.Locale.ROOT);
            if (!TAGS.contains(name)) throw entities("Unsupported start tag \"" + name + "\"");
            if (tag.group(1).isEmpty()) open.push(name);
            else if (!name.equals(open.poll())) throw entities("Unmatched end tag");
        }
        if (!open.isEmpty()) throw entities("Can't find end tag corresponding to start tag \"" + open.peek() + "\"");
        plain.append(text.substring(last));
        if (plain.indexOf("<") >= 0) throw entities("Unclosed start tag");
        return plain.toString()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private static Refusal entities(String what) {
        return Refusal.bad("can't parse entities: " + what);
    }

    static void checkKeyboard(@Nullable JsonNode markup) {
        if (markup == null || !markup.has("inline_keyboard")) return;
        int count = 0;
        for (JsonNode row : markup.path("inline_keyboard")) {
            for (JsonNode button : row) {
                checkButton(button);
                count++;
            }
        }
        if (count > BUTTONS_MAX) throw Refusal.bad("REPLY_MARKUP_TOO_LONG");
    }

    private static void checkButton(JsonNode button) {
        if (button.path("text").asString("").isBlank()) throw Refusal.bad("BUTTON_TEXT_INVALID");
        if (button.has("callback_data") == button.has("url")) {
            throw Refusal.bad("Text buttons are not allowed in the inline keyboard");
        }
        if (button.has("style") && !STYLES.contains(button.path("style").asString(""))) {
            throw Refusal.bad("invalid button style specified");
        }
        if (button.has("url")) {
            checkUrl(button.path("url").asString(""));
            return;
        }
        int bytes = button.path("callback_data").asString("").getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > DATA_BYTES_MAX) throw Refusal.bad("BUTTON_DATA_INVALID");
    }

    /** A phone can't open what only this machine knows. */
    private static void checkUrl(String url) {
        try {
            String host = URI.create(url).getHost();
            if (host != null && host.contains(".") && !host.startsWith("127.")) return;
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("inline keyboard button URL '" + url + "' is invalid: Wrong HTTP URL");
        }
        throw Refusal.bad("inline keyboard button URL '" + url + "' is invalid: Wrong HTTP URL");
    }
}
