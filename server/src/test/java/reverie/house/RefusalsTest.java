package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reverie.platform.Texts;

/** A refusal that the sources name has its words: what happened, why, and what to do, in every language. */
class RefusalsTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern PROBLEM = Pattern.compile("Problem\\s*\\.of\\(\\s*\\d+,\\s*\"(\\w+)\"");
    private static final Pattern INVALID = Pattern.compile("Problem\\s*\\.invalid\\(\\s*\"(\\w+)\"");
    private static final Pattern FIELD = Pattern.compile("\"(fields\\.\\w+)\"(?!\\s*\\+)");

    private final Texts texts = new Texts();

    private static List<String> named(Pattern pattern, String source) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(source);
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }

    private List<String> wordless(String source) {
        var keys = new TreeSet<String>();
        var codes = new TreeSet<>(named(PROBLEM, source));
        codes.addAll(named(INVALID, source));
        for (String code : codes) {
            for (String part : List.of("title", "detail", "remedy")) keys.add("errors." + code + "." + part);
        }
        for (String code : named(INVALID, source)) keys.add("errors.fields." + code);
        for (String field : named(FIELD, source)) if (!field.endsWith("_")) keys.add("errors." + field);
        return Texts.LANGUAGES.stream()
                .flatMap(language -> keys.stream()
                        .filter(key -> texts.get(language, key, Map.of()).equals(key)
                                || (!language.equals("en")
                                        && texts.get(language, key).equals(texts.get("en", key))))
                        .map(key -> language + " " + key))
                .toList();
    }

    @Test
    void every_refusal_has_its_words_in_every_language() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            String all = files.filter(file -> file.toString().endsWith(".java"))
                    .map(RefusalsTest::read)
                    .reduce("", (a, b) -> a + "\n" + b);

            assertThat(named(PROBLEM, all)).hasSizeGreaterThan(60);
            assertThat(wordless(all)).isEmpty();
        }
    }

    @Test
    void a_refusal_without_words_would_be_seen() {
        assertThat(wordless("throw Problem.of(\n  418, \"a_teapot\").field(\"tea\", \"fields.too_hot\");"))
                .contains("en errors.a_teapot.remedy", "hi errors.fields.too_hot");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
