package reverie.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people read, in their language, from the one catalogue that the web uses too:
 * {@code i18n/<language>/<area>.json}. What only the server says stands in {@code server-<module>.json}, with whole
 * keys. A key is {@code area.path.in.the.file}; {@code {{name}}} is filled in; a {@code count} picks the plural
 * ({@code key_one}, {@code key_few}, {@code key_many}, {@code key_other}).
 */
@Component
public class Texts {
    public static final List<String> LANGUAGES = List.of("en", "ru", "hi");
    private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();

    public Texts() {
        JsonMapper json = JsonMapper.builder().build();
        for (String language : LANGUAGES) byLanguage.put(language, load(json, language));
    }

    private static Map<String, String> load(JsonMapper json, String language) {
        Map<String, String> texts = new HashMap<>();
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:i18n/" + language + "/*.json");
            for (Resource file : files) {
                String area = Objects.requireNonNull(file.getFilename()).replace(".json", "");
                try (InputStream in = file.getInputStream()) {
                    JsonNode root = json.readTree(in);
                    if (!area.startsWith("server-")) flatten(area, root, texts);
                    else root.properties().forEach(e -> flatten(e.getKey(), e.getValue(), texts));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void flatten(String key, JsonNode node, Map<String, String> into) {
        if (node.isString()) into.put(key, node.asString());
        else node.properties().forEach(e -> flatten(key + "." + e.getKey(), e.getValue(), into));
    }

    /** The text, or the English one, or the key itself: a missing text shows where it is missing. */
    public String get(String language, String key, Map<String, ?> values) {
        return find(language, key, values).orElse(key);
    }

    public String get(String language, String key) {
        return get(language, key, Map.of());
    }

    public Optional<String> find(String language, String key, Map<String, ?> values) {
        String text = raw(language, key, values);
        if (text == null && !language.equals("en")) text = raw("en", key, values);
        return text == null ? Optional.empty() : Optional.of(fill(text, values));
    }

    /** The keys of some areas, without the endings of plurals: what languages must have in common. */
    public java.util.Set<String> keys(String language, String... areas) {
        java.util.Set<String> keys = new java.util.TreeSet<>();
        for (String key : byLanguage.getOrDefault(language, Map.of()).keySet()) {
            for (String area : areas) {
                if (key.startsWith(area + ".")) keys.add(key.replaceFirst("_(one|few|many|other)$", ""));
            }
        }
        return keys;
    }

    private @Nullable String raw(String language, String key, Map<String, ?> values) {
        Map<String, String> texts = byLanguage.getOrDefault(language, Map.of());
        if (values.get("count") instanceof Number count) {
            String plural = texts.get(key + "_" + plural(language, count));
            if (plural != null) return plural;
            String other = texts.get(key + "_other");
            if (other != null) return other;
        }
        return texts.get(key);
    }

    /** CLDR's cardinal rules for whole numbers; fractions are {@code other}. */
    static String plural(String language, Number count) {
        double exact = count.doubleValue();
        if (exact != Math.rint(exact)) return language.equals("hi") && exact >= 0 && exact <= 1 ? "one" : "other";
        long n = Math.abs(count.longValue());
        return switch (language) {
            case "ru" -> {
                long tens = n % 100;
                long ones = n % 10;
                if (ones == 1 && tens != 11) yield "one";
                yield ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
            }
            case "hi" -> n <= 1 ? "one" : "other";
            default -> n == 1 ? "one" : "other";
        };
    }

    private static String fill(String text, Map<String, ?> values) {
        Matcher hole = HOLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (hole.find()) {
            Object value = values.get(hole.group(1));
            hole.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : value.toString()));
        }
        return hole.appendTail(filled).toString();
    }

    /** The first language of ours that an {@code Accept-Language} header, or a single tag, asks for. */
    public static String language(@Nullable String asked) {
        if (asked == null || asked.isBlank() || asked.length() > 200) return "en";
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(asked.replace('_', '-'));
            String best = Locale.lookupTag(ranges, LANGUAGES);
            return best == null ? "en" : best;
        } catch (IllegalArgumentException e) {
            return "en";
        }
    }
}
