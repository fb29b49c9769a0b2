package reverie.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What people call themselves. */
final class Names {
    static final int LENGTH_MAX = 60;
    private static final Pattern HANDLE = Pattern.compile("[a-z0-9_]{3,30}");
    private static final Set<String> RESERVED = Set.of(
            "admin",
            "administrator",
            "api",
            "billing",
            "bot",
            "help",
            "home",
            "host",
            "moderator",
            "official",
            "owner",
            "reverie",
            "root",
            "security",
            "settings",
            "setup",
            "staff",
            "support",
            "system",
            "team",
            "telegram");
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Names() {}

    /** Without control and direction marks, one space between words; may be empty or too long. */
    static String clean(String given) {
        StringBuilder kept = new StringBuilder(given.length());
        Normalizer.normalize(given, Normalizer.Form.NFC).codePoints().forEach(c -> {
            // Joiners belong to Hindi words and to emoji.
            boolean joiner = c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> kept.append(' ');
                case Character.FORMAT -> {
                    if (joiner) kept.appendCodePoint(c);
                }
                case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> {}
                default -> kept.appendCodePoint(c);
            }
        });
        return kept.toString().strip().replaceAll("\\s+", " ");
    }

    /** A name from another door: always one that can be kept. */
    static String fitting(String given, String otherwise) {
        String clean = clean(given);
        if (clean.isEmpty()) return otherwise;
        if (clean.length() <= LENGTH_MAX) return clean;
        int end = Character.isHighSurrogate(clean.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
        return clean.substring(0, end).strip();
    }

    static String handle(String given) {
        String bare = given.strip().toLowerCase(Locale.ROOT);
        return bare.startsWith("@") ? bare.substring(1) : bare;
    }

    static boolean isHandle(String handle) {
        return HANDLE.matcher(handle).matches() && !RESERVED.contains(handle);
    }
}
