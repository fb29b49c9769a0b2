package reverie.engine.words;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person's words ask for: what of it the engine does, and what it cannot.
 *
 * @param effects with how strong each is wanted: 1 as usual
 * @param refused what the person asked not to have
 * @param notUsed the person's own words that ask for what it does not know
 * @param impossible those of them that ask for what cannot be done from one photo
 */
public record Idea(
        String text,
        Language language,
        Map<Effect, Double> effects,
        Set<Effect> refused,
        List<String> notUsed,
        List<String> impossible) {
    private static final int NOT_USED_MAX = 6;
    private static final int NOT_USED_CHARS_MAX = 80;
    private static final Set<String> NOT = folded("no not without dont don't never без не нет बिना नहीं");
    private static final Set<String> AND = folded("and then while but и а но потом пока затем और फिर लेकिन");
    private static final Set<String> SOFT = folded(
            "light soft gentle slight subtle faint delicate мягкий мягкая мягкое мягкого легкий легкая легкое легкого"
                    + " нежный нежная нежное слабый हल्की हल्का हल्के धीमी");
    private static final Set<String> STRONG = folded(
            "heavy strong thick intense dense lots deep сильный сильная сильное густой густая густое обильный भारी"
                    + " घना घनी तेज");

    public static Idea of(String text) {
        return new Reading(text).idea();
    }

    public boolean wants(Effect effect) {
        return effects.containsKey(effect);
    }

    public boolean wantsAny(Effect.Group group) {
        return effects.keySet().stream().anyMatch(effect -> effect.group() == group);
    }

    /** What will be done, in the given language. */
    public List<String> understood(Language in) {
        return effects.keySet().stream().map(it -> label(it, in)).toList();
    }

    public static String label(Effect effect, Language in) {
        return Vocabulary.KNOWN.label(effect, in);
    }

    private static Set<String> folded(String words) {
        return Set.copyOf(Word.all(words).stream().map(Word::folded).distinct().toList());
    }

    /** One pass over the words: the longest known phrase at each place wins. */
    private static final class Reading {
        private final String text;
        private final List<Word> words;
        private final Map<Effect, Double> effects = new EnumMap<>(Effect.class);
        private final Set<Effect> refused = EnumSet.noneOf(Effect.class);
        private final List<String> notUsed = new ArrayList<>();
        private final List<String> impossible = new ArrayList<>();
        /** The first word of the present clause that nothing has claimed yet. */
        private int open;

        private boolean clauseClaimed;
        private boolean clauseSaysMore;

        Reading(String text) {
            this.text = text;
            this.words = Word.all(text);
        }

        Idea idea() {
            for (int i = 0; i < words.size(); ) {
                if (beginsClause(i)) endClause(i);
                i = step(i);
            }
            endClause(words.size());
            return new Idea(
                    text, Language.ofText(text), effects, refused, List.copyOf(notUsed), List.copyOf(impossible));
        }

        private int step(int i) {
            int end = i;
            Vocabulary.@Nullable Entry best = null;
            for (Vocabulary.Entry entry : Vocabulary.KNOWN.entries()) {
                int to = entry.phrase().endFrom(words, i);
                if (to > end) {
                    end = to;
                    best = entry;
                }
            }
            if (best == null || isStrengthOfNext(i, best)) {
                String word = words.get(i).folded();
                boolean known = best != null || SOFT.contains(word) || STRONG.contains(word) || NOT.contains(word);
                clauseSaysMore |= !known && !AND.contains(word) && !Vocabulary.KNOWN.isFiller(word);
                return i + 1;
            }
            Effect effect = best.effect();
            if (effect == null) {
                if (!saysNot(i)) impossible.add(notUse(open, end));
            } else if (saysNot(i)) {
                refused.add(effect);
            } else {
                effects.merge(effect, strength(effect, i), Math::max);
            }
            clauseClaimed = true;
            open = end;
            return end;
        }

        /** "Soft" before "snow" is how much snow, not how fast the camera is. */
        private boolean isStrengthOfNext(int i, Vocabulary.Entry entry) {
            if (entry.effect() == null || entry.effect().group() != Effect.Group.SPEED) return false;
            String word = words.get(i).folded();
            if (!SOFT.contains(word) && !STRONG.contains(word) || i + 1 >= words.size()) return false;
            for (Vocabulary.Entry next : Vocabulary.KNOWN.entries()) {
                Effect effect = next.effect();
                if (effect == null || effect.group() == Effect.Group.CAMERA || effect.group() == Effect.Group.SPEED) {
                    continue;
                }
                if (next.phrase().endFrom(words, i + 1) > 0) return true;
            }
            return false;
        }

        private double strength(Effect effect, int i) {
            if (effect.group() == Effect.Group.CAMERA || effect.group() == Effect.Group.SPEED || i == 0) return 1;
            String before = words.get(i - 1).folded();
            if (SOFT.contains(before)) return 0.7;
            return STRONG.contains(before) ? 1.6 : 1;
        }

        private boolean saysNot(int i) {
            for (int k = Math.max(0, i - 2); k < i; k++) {
                if (NOT.contains(words.get(k).folded()) && !beginsClauseBetween(k, i)) return true;
            }
            return false;
        }

        private boolean beginsClauseBetween(int from, int to) {
            for (int k = from + 1; k <= to; k++) if (beginsClause(k)) return true;
            return false;
        }

        private boolean beginsClause(int i) {
            if (i == 0) return false;
            if (AND.contains(words.get(i).folded())) return true;
            String between = text.substring(words.get(i - 1).end(), words.get(i).start());
            return between.codePoints().anyMatch(c -> ",.;:!?…।—–\n".indexOf(c) >= 0);
        }

        /** A clause in which nothing was known, though it says something, was not used. */
        private void endClause(int at) {
            if (!clauseClaimed && clauseSaysMore && at > open) notUse(open, at);
            open = at;
            clauseClaimed = false;
            clauseSaysMore = false;
        }

        private String notUse(int from, int to) {
            int first = Math.min(from, to - 1);
            while (first < to - 1 && AND.contains(words.get(first).folded())) first++;
            String said =
                    text.substring(words.get(first).start(), words.get(to - 1).end());
            said = said.replaceAll("[\\p{C}\\s]+", " ").strip();
            if (said.codePointCount(0, said.length()) > NOT_USED_CHARS_MAX) {
                said = said.substring(0, said.offsetByCodePoints(0, NOT_USED_CHARS_MAX - 1)) + "…";
            }
            if (notUsed.size() < NOT_USED_MAX && !notUsed.contains(said)) notUsed.add(said);
            return said;
        }
    }
}
