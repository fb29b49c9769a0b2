package reverie.engine.words;

import java.util.ArrayList;
import java.util.List;

/**
 * A few words to look for in a row of words. Written {@code wave*~hand*}: {@code _} joins words, {@code *} stands for
 * any ending, {@code ~} for up to three words in between.
 */
record Phrase(List<Part> parts) {
    private static final int GAP_MAX = 3;

    record Part(String word, boolean anyEnding, boolean afterGap) {
        boolean fits(String token) {
            return anyEnding ? token.startsWith(word) : token.equals(word);
        }
    }

    static Phrase of(String written) {
        List<Part> parts = new ArrayList<>();
        boolean gap = false;
        for (String piece : written.split("(?=[_~])|(?<=[_~])")) {
            if (piece.equals("_")) continue;
            if (piece.equals("~")) {
                gap = true;
                continue;
            }
            boolean any = piece.endsWith("*");
            parts.add(new Part(Word.fold(any ? piece.substring(0, piece.length() - 1) : piece), any, gap));
            gap = false;
        }
        return new Phrase(List.copyOf(parts));
    }

    /** @return the index after the last word of it, or -1 if it does not begin at {@code from} */
    int endFrom(List<Word> words, int from) {
        int at = from;
        for (Part part : parts) {
            int latest = Math.min(words.size() - 1, part.afterGap() ? at + GAP_MAX : at);
            while (at <= latest && !part.fits(words.get(at).folded())) at++;
            if (at > latest) return -1;
            at++;
        }
        return at;
    }
}
