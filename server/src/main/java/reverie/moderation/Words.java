package reverie.moderation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words that rules are made of ({@code moderation/words.json}), in all our languages at once: people mix them. A
 * word of a term matches whole; with {@code *} at its end, also what begins so.
 */
final class Words {
    /** What a term is about; as in the file, in capitals. */
    enum Concept {
        INNOCENT,
        NOT,
        MINOR,
        MINOR_SEXUAL,
        SEXUAL,
        NUDE,
        MILD,
        UNDRESS,
        REAL_PERSON,
        HOW,
        WEAPON,
        WEAPON_RECIPE,
        SELF_HARM,
        SUICIDE,
        HATE,
        GROUP,
        DEHUMANISE
    }

    /** @param at index of its first word; @param length in words */
    record Hit(Concept concept, int at, int length, String text) {
        int end() {
            return at + length;
        }

        /** How many words lie between. */
        int distance(Hit other) {
            return Math.max(0, Math.max(at - other.end(), other.at - end()));
        }
    }

    private record Part(String text, boolean begins) {
        boolean matches(String word) {
            return begins ? word.startsWith(text) : word.equals(text);
        }
    }

    private record Term(Concept concept, List<Part> parts) {}

    private static final int HIDDEN_MIN = 4;
    private static final int PREFIX_MAX = 20;
    /** A no this close before a word, or in Hindi after it, takes it back. */
    private static final int NOT_REACHES = 2;

    private final Map<String, List<Term>> whole = new HashMap<>();
    private final Map<String, List<Term>> beginnings = new HashMap<>();
    private final List<Term> single = new ArrayList<>();

    static Words load() {
        try (InputStream in = Words.class.getResourceAsStream("/moderation/words.json")) {
            if (in == null) throw new IllegalStateException("moderation/words.json is missing");
            Words words = new Words();
            JsonNode root = JsonMapper.builder().build().readTree(in);
            root.properties().forEach(entry -> {
                Concept concept = Concept.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
                entry.getValue().forEach(term -> words.add(concept, term.asString()));
            });
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Concept concept, String text) {
        List<Part> parts = new ArrayList<>();
        for (String piece : text.split(" ")) {
            boolean begins = piece.endsWith("*");
            List<String> folded = Folded.plain(piece).words();
            for (int i = 0; i < folded.size(); i++)
                parts.add(new Part(folded.get(i), begins && i == folded.size() - 1));
        }
        Term term = new Term(concept, List.copyOf(parts));
        Part first = parts.getFirst();
        (first.begins() ? beginnings : whole)
                .computeIfAbsent(first.text(), key -> new ArrayList<>())
                .add(term);
        if (parts.size() == 1 && first.text().length() >= HIDDEN_MIN) single.add(term);
    }

    /** What is found, without what is innocent where it stands or is said not to be. */
    Map<Concept, List<Hit>> find(Folded text) {
        List<Hit> all = new ArrayList<>();
        List<String> words = text.words();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.charAt(0) == Folded.SPELLED) {
                hidden(word, i, all);
                continue;
            }
            for (Term term : whole.getOrDefault(word, List.of())) tryAt(term, words, i, all);
            for (int end = 1; end <= Math.min(word.length(), PREFIX_MAX); end++) {
                for (Term term : beginnings.getOrDefault(word.substring(0, end), List.of())) tryAt(term, words, i, all);
            }
        }
        return withoutInnocent(all, words);
    }

    private static void tryAt(Term term, List<String> words, int at, List<Hit> into) {
        int length = term.parts().size();
        if (at + length > words.size()) return;
        for (int i = 1; i < length; i++) {
            if (!term.parts().get(i).matches(words.get(at + i))) return;
        }
        into.add(new Hit(term.concept(), at, length, String.join(" ", words.subList(at, at + length))));
    }

    private void hidden(String spelled, int at, List<Hit> into) {
        for (Term term : single) {
            String text = term.parts().getFirst().text();
            if (spelled.contains(text)) into.add(new Hit(term.concept(), at, 1, text));
        }
    }

    private static Map<Concept, List<Hit>> withoutInnocent(List<Hit> all, List<String> words) {
        Set<Integer> innocent = new HashSet<>();
        Set<Integer> no = new HashSet<>();
        for (Hit hit : all) {
            if (hit.concept() == Concept.INNOCENT) {
                for (int i = hit.at(); i < hit.end(); i++) innocent.add(i);
            }
            if (hit.concept() == Concept.NOT) no.add(hit.at());
        }
        Map<Concept, List<Hit>> found = new EnumMap<>(Concept.class);
        for (Hit hit : all) {
            boolean harmless = false;
            for (int i = hit.at(); i < hit.end(); i++) harmless |= innocent.contains(i);
            if (harmless || isTakenBack(hit, no, words)) continue;
            found.computeIfAbsent(hit.concept(), key -> new ArrayList<>()).add(hit);
        }
        return found;
    }

    private static boolean isTakenBack(Hit hit, Set<Integer> no, List<String> words) {
        return switch (hit.concept()) {
            case SEXUAL, NUDE, MILD -> {
                for (int i = hit.at() - NOT_REACHES; i < hit.at(); i++) if (no.contains(i)) yield true;
                int after = hit.end();
                yield after < words.size() && words.get(after).equals("नहीं");
            }
            case INNOCENT,
                    NOT,
                    MINOR,
                    MINOR_SEXUAL,
                    UNDRESS,
                    REAL_PERSON,
                    HOW,
                    WEAPON,
                    WEAPON_RECIPE,
                    SELF_HARM,
                    SUICIDE,
                    HATE,
                    GROUP,
                    DEHUMANISE -> false;
        };
    }
}
