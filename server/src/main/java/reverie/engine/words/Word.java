package reverie.engine.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One word of a text and where it stands. A word is a run of letters, their marks and digits of any script, so that
 * "golden" is never "old" and Hindi vowel signs do not cut a word in two.
 */
record Word(String folded, int start, int end) {
    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}]+)*");
    private static final Pattern NUKTA = Pattern.compile("\u093C");

    static List<Word> all(String text) {
        List<Word> words = new ArrayList<>();
        Matcher run = RUN.matcher(text);
        while (run.find()) words.add(new Word(fold(run.group()), run.start(), run.end()));
        return words;
    }

    /** One spelling for what people write in several: case, ё and е, the dot below Hindi letters. */
    static String fold(String word) {
        String plain = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        plain = NUKTA.matcher(plain).replaceAll("");
        return Normalizer.normalize(plain, Normalizer.Form.NFC)
                .replace('ё', 'е')
                .replace('’', '\'');
    }
}
