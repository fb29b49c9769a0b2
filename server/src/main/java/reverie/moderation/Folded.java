package reverie.moderation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A text as its words sound, whatever tricks it is written with: without case, accents, invisible signs; and a second
 * time with digits and look-alikes read as the letters they stand for.
 *
 * @param words letters and numbers apart, in their order
 */
record Folded(List<String> words) {
    private static final int BREVE = 0x0306;
    private static final int NUKTA = 0x093C;
    private static final int CANDRABINDU = 0x0901;
    private static final int ANUSVARA = 0x0902;
    private static final int SPELLED_MIN = 4;
    /** A word that was spelled letter by letter is marked, so that it is searched for what is hidden in it. */
    static final char SPELLED = '~';

    private static final Map<Integer, Integer> SIGNS = Map.of(
            (int) '0', (int) 'o', (int) '1', (int) 'i', (int) '3', (int) 'e', (int) '4', (int) 'a', (int) '5',
            (int) 's', (int) '7', (int) 't', (int) '@', (int) 'a', (int) '$', (int) 's', (int) '!', (int) 'i');
    private static final String LATIN = "abcehikmoptxy";
    private static final String CYRILLIC = "авсенікмортху";

    static Folded plain(String text) {
        return new Folded(words(letters(text)));
    }

    /** Equal to {@link #plain} for a text without tricks. */
    static Folded unmasked(String text) {
        StringBuilder clear = new StringBuilder(text.length());
        for (String chunk : letters(text).split("\\s+"))
            clear.append(clearChunk(chunk)).append(' ');
        return new Folded(joinSpelled(words(clear.toString())));
    }

    private static String letters(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        apart.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.FORMAT || c == NUKTA || c == '\'' || c == '’') return;
            if (c == CANDRABINDU) {
                kept.appendCodePoint(ANUSVARA);
            } else if (Character.getType(c) == Character.NON_SPACING_MARK && !isDevanagari(c)) {
                int last = kept.length() - 1;
                if (c == BREVE && last >= 0 && kept.charAt(last) == 'и') kept.setCharAt(last, 'й');
            } else {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    private static boolean isDevanagari(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.DEVANAGARI;
    }

    private static List<String> words(String letters) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean number = false;
        for (int c : letters.codePoints().toArray()) {
            boolean digit = Character.isDigit(c);
            int type = Character.getType(c);
            boolean part = digit
                    || Character.isLetter(c)
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK;
            if (!word.isEmpty() && (!part || digit != number)) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (!part) continue;
            number = digit;
            if (digit) word.append(Character.digit(c, 10));
            else word.appendCodePoint(c);
        }
        if (!word.isEmpty()) words.add(word.toString());
        return words;
    }

    private static String clearChunk(String chunk) {
        if (chunk.codePoints().noneMatch(Character::isLetter)) return chunk;
        int end = chunk.length();
        while (end > 0 && "!?.,:;".indexOf(chunk.charAt(end - 1)) >= 0) end--;
        StringBuilder clear = new StringBuilder();
        chunk.substring(0, end).codePoints().forEach(c -> clear.appendCodePoint(SIGNS.getOrDefault(c, c)));
        return oneScript(withoutStretching(clear.toString())) + chunk.substring(end);
    }

    /** {@code nuuude} is {@code nude}. */
    private static String withoutStretching(String word) {
        StringBuilder kept = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            int run = i;
            while (run < word.length() && word.charAt(run) == word.charAt(i)) run++;
            kept.append(word, i, run - i >= 3 ? i + 1 : run);
            i = run - 1;
        }
        return kept.toString();
    }

    /** A word of Latin and Cyrillic letters is a word of one of them, in disguise. */
    private static String oneScript(String word) {
        long latin = word.chars().filter(c -> c >= 'a' && c <= 'z').count();
        long cyrillic = word.chars()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC)
                .count();
        if (latin == 0 || cyrillic == 0) return word;
        String from = latin >= cyrillic ? CYRILLIC : LATIN;
        String to = latin >= cyrillic ? LATIN : CYRILLIC;
        StringBuilder kept = new StringBuilder(word.length());
        for (char c : word.toCharArray()) {
            int at = from.indexOf(c);
            kept.append(at < 0 ? c : to.charAt(at));
        }
        return kept.toString();
    }

    private static List<String> joinSpelled(List<String> words) {
        List<String> joined = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); ) {
            int end = i;
            while (end < words.size()
                    && words.get(end).codePointCount(0, words.get(end).length()) == 1) end++;
            if (end - i >= SPELLED_MIN) {
                joined.add(SPELLED + String.join("", words.subList(i, end)));
                i = end;
            } else {
                joined.add(words.get(i++));
            }
        }
        return joined;
    }
}
