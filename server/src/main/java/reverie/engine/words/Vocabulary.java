package reverie.engine.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words the engine knows, read once from its own files. */
final class Vocabulary {
    static final Vocabulary KNOWN = new Vocabulary();

    /** A phrase and what it asks for; nothing if it asks for what cannot be done. */
    record Entry(Phrase phrase, @Nullable Effect effect) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Effect, List<String>> labels = new EnumMap<>(Effect.class);
    private final Set<String> fillers = new HashSet<>();

    private Vocabulary() {
        for (String line : lines("/engine/vocabulary.txt")) {
            String[] cells = line.split("\\|", 5);
            if (cells.length != 5) throw new IllegalStateException("vocabulary.txt: five cells wanted in: " + line);
            Effect effect = Effect.valueOf(cells[0].strip().toUpperCase(Locale.ROOT));
            labels.put(effect, List.of(cells[1].strip(), cells[2].strip(), cells[3].strip()));
            for (String phrase : cells[4].strip().split("[\\s|]+")) entries.add(new Entry(Phrase.of(phrase), effect));
        }
        for (String line : lines("/engine/limits.txt")) {
            for (String phrase : line.split("\\s+")) entries.add(new Entry(Phrase.of(phrase), null));
        }
        for (String line : lines("/engine/fillers.txt")) {
            for (String word : line.split("\\s+")) fillers.add(Word.fold(word));
        }
    }

    List<Entry> entries() {
        return entries;
    }

    boolean isFiller(String folded) {
        return fillers.contains(folded);
    }

    String label(Effect effect, Language language) {
        List<String> names = labels.get(effect);
        if (names == null) throw new IllegalStateException("vocabulary.txt does not name " + effect);
        return names.get(language.ordinal());
    }

    static List<String> lines(String resource) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is missing");
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
