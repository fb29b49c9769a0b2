package reverie.moderation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reverie.moderation.Words.Concept;
import reverie.moderation.Words.Hit;

/**
 * What may not be made, decided by words alone: quick, and the same for everyone. It looks for what belongs together,
 * not for single words: a film may be shot, a view may kill, a child may play at the beach.
 */
final class Rules {
    /** Its name in small letters is the code that people and programs see. */
    enum Rule {
        MINORS,
        REAL_PEOPLE,
        WEAPONS,
        SELF_HARM,
        HATE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Broken(Rule rule, String words) {}

    private static final int ANYWHERE = Integer.MAX_VALUE;
    private static final int NEAR = 10;
    private static final int BESIDE = 6;
    private static final int ADULT = 18;
    private static final int WORDS_MAX = 300;

    private final Words words = Words.load();

    /** @param withMedia whether something of somebody's goes into it: then a sexual idea is about them */
    Optional<Broken> broken(String text, boolean withMedia) {
        Folded plain = Folded.plain(text);
        Optional<Broken> broken = broken(plain, withMedia);
        if (broken.isPresent()) return broken;
        Folded unmasked = Folded.unmasked(text);
        return unmasked.equals(plain) ? Optional.empty() : broken(unmasked, withMedia);
    }

    private Optional<Broken> broken(Folded text, boolean withMedia) {
        Map<Concept, List<Hit>> found = words.find(text);
        List<Hit> young = new java.util.ArrayList<>(of(found, Concept.MINOR));
        young.addAll(ages(text.words()));
        List<Hit> sexual = of(found, Concept.SEXUAL);
        List<Hit> nude = of(found, Concept.NUDE);
        List<Hit> undress = of(found, Concept.UNDRESS);
        List<Hit> real = of(found, Concept.REAL_PERSON);
        return single(Rule.MINORS, of(found, Concept.MINOR_SEXUAL))
                .or(() -> together(Rule.MINORS, young, sexual, ANYWHERE))
                .or(() -> together(Rule.MINORS, young, undress, ANYWHERE))
                .or(() -> together(Rule.MINORS, young, nude, NEAR))
                .or(() -> together(Rule.MINORS, young, of(found, Concept.MILD), NEAR))
                .or(() -> single(Rule.REAL_PEOPLE, undress))
                .or(() -> together(Rule.REAL_PEOPLE, real, sexual, NEAR))
                .or(() -> together(Rule.REAL_PEOPLE, real, nude, NEAR))
                .or(() -> withMedia ? single(Rule.REAL_PEOPLE, sexual) : Optional.empty())
                .or(() -> single(Rule.WEAPONS, of(found, Concept.WEAPON_RECIPE)))
                .or(() -> together(Rule.WEAPONS, of(found, Concept.HOW), of(found, Concept.WEAPON), NEAR))
                .or(() -> single(Rule.SELF_HARM, of(found, Concept.SELF_HARM)))
                .or(() -> together(Rule.SELF_HARM, of(found, Concept.HOW), of(found, Concept.SUICIDE), NEAR))
                .or(() -> single(Rule.HATE, of(found, Concept.HATE)))
                .or(() -> together(Rule.HATE, of(found, Concept.GROUP), of(found, Concept.DEHUMANISE), BESIDE));
    }

    private static List<Hit> of(Map<Concept, List<Hit>> found, Concept concept) {
        return found.getOrDefault(concept, List.of());
    }

    private static Optional<Broken> single(Rule rule, List<Hit> hits) {
        return hits.stream().findFirst().map(hit -> new Broken(rule, shortened(hit.text())));
    }

    private static Optional<Broken> together(Rule rule, List<Hit> ones, List<Hit> others, int reach) {
        if (reach == ANYWHERE) {
            if (ones.isEmpty() || others.isEmpty()) return Optional.empty();
            return Optional.of(pair(rule, ones.getFirst(), others.getFirst()));
        }
        // Both lists are in the order of the text: one walk finds a near pair.
        int from = 0;
        for (Hit one : ones) {
            while (from < others.size() && others.get(from).end() + reach < one.at()) from++;
            for (int i = from; i < others.size() && others.get(i).at() <= one.end() + reach; i++) {
                if (one.distance(others.get(i)) <= reach) return Optional.of(pair(rule, one, others.get(i)));
            }
        }
        return Optional.empty();
    }

    private static Broken pair(Rule rule, Hit one, Hit other) {
        Hit first = one.at() <= other.at() ? one : other;
        Hit second = first == one ? other : one;
        return new Broken(rule, shortened(first.text() + " … " + second.text()));
    }

    private static String shortened(String text) {
        return text.length() <= WORDS_MAX ? text : text.substring(0, WORDS_MAX);
    }

    /** {@code 12 years old}, {@code 9yo}, {@code 14-летняя}, {@code 12 साल}; not {@code 5 years ago}. */
    static List<Hit> ages(List<String> words) {
        List<Hit> ages = new java.util.ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (!isChildsNumber(words.get(i))) continue;
            String unit = words.get(i + 1);
            String next = i + 2 < words.size() ? words.get(i + 2) : "";
            boolean english = unit.equals("yo")
                    || unit.equals("yr")
                    || unit.equals("yrs")
                    || ((unit.equals("year") || unit.equals("years")) && next.equals("old"))
                    || (unit.equals("y") && next.equals("o"));
            boolean russian = unit.startsWith("летн")
                    || ((unit.equals("лет") || unit.equals("года") || unit.equals("годик"))
                            && !next.equals("назад")
                            && !next.equals("спустя"));
            boolean hindi = (unit.equals("साल") || unit.equals("वर्ष") || unit.equals("वर्षीय"))
                    && !next.equals("पहले")
                    && !next.equals("बाद");
            if (english || russian || hindi) ages.add(new Hit(Concept.MINOR, i, 2, words.get(i) + " " + unit));
        }
        return ages;
    }

    private static boolean isChildsNumber(String word) {
        if (word.length() > 2 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) return false;
        int number = Integer.parseInt(word);
        return number > 0 && number < ADULT;
    }
}
