package reverie.telegram;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reverie.platform.Problem;
import reverie.platform.Texts;

/** What the bot says, from the catalogue. In messages what people wrote is escaped; button labels are plain. */
@Component
class Words {
    private static final String AREA = "bot.";

    private final Texts texts;

    Words(Texts texts) {
        this.texts = texts;
    }

    /** For a message: the values can't bring tags of their own. */
    String html(String language, String key, Map<String, ?> values) {
        Map<String, Object> safe = new HashMap<>();
        values.forEach(
                (name, value) -> safe.put(name, value instanceof Number ? value : escape(String.valueOf(value))));
        return texts.get(language, AREA + key, safe);
    }

    String html(String language, String key) {
        return html(language, key, Map.of());
    }

    /** For a button. */
    String label(String language, String key, Map<String, ?> values) {
        return texts.get(language, AREA + key, values);
    }

    String label(String language, String key) {
        return label(language, key, Map.of());
    }

    /** Title, what happened, what to do about it. */
    String problem(String language, Problem problem) {
        String key = "errors." + problem.code();
        Map<String, Object> safe = new HashMap<>();
        problem.values().forEach((name, value) -> safe.put(name, escape(String.valueOf(value))));
        StringBuilder said = new StringBuilder();
        texts.find(language, key + ".title", safe)
                .ifPresent(t -> said.append("<b>").append(t).append("</b>\n"));
        texts.find(language, key + ".detail", safe)
                .ifPresent(t -> said.append(t).append(' '));
        for (Problem.Field field : problem.fields()) {
            // A chat has no fields to point at: what the problem itself says is not said again.
            if (!said.isEmpty() && field.messageKey().equals("fields." + problem.code())) continue;
            texts.find(language, "errors." + field.messageKey(), field.values())
                    .ifPresent(t -> said.append(escape(t)).append(' '));
        }
        texts.find(language, key + ".remedy", safe).ifPresent(said::append);
        return said.isEmpty() ? html(language, "our_fault") : said.toString().strip();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
