package reverie.catalog;

import java.text.Normalizer;

/** What a person wrote, without what can't be seen but changes how it is read. */
final class CleanText {
    static final int LONGEST = 20_000;
    /** A text this many times too long is refused unread: characters outside the first plane count twice. */
    static final int SLACK = 2;

    private CleanText() {}

    /** In one normal form (NFC), without control and direction-changing characters; lines and tabs stay. */
    static String of(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().filter(CleanText::stays).forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFC).strip();
    }

    private static boolean stays(int c) {
        if (c == '\n' || c == '\t') return true;
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> false;
            // Joiners shape emoji and Devanagari; all other invisible ones only mislead.
            case Character.FORMAT -> c == 0x200C || c == 0x200D || (c >= 0xE0020 && c <= 0xE007F);
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
