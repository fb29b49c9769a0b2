package reverie.engine.words;

import java.util.Locale;

/** The languages the engine reads and answers in. */
public enum Language {
    EN,
    RU,
    HI;

    /** English for everything it does not know. */
    public static Language of(String code) {
        return switch (code.toLowerCase(Locale.ROOT)) {
            case "ru" -> RU;
            case "hi" -> HI;
            default -> EN;
        };
    }

    /** The script most of the letters are in decides. */
    static Language ofText(String text) {
        int[] letters = new int[values().length];
        text.codePoints().filter(Character::isLetter).forEach(c -> {
            switch (Character.UnicodeScript.of(c)) {
                case CYRILLIC -> letters[RU.ordinal()]++;
                case DEVANAGARI -> letters[HI.ordinal()]++;
                default -> letters[EN.ordinal()]++;
            }
        });
        if (letters[RU.ordinal()] > letters[EN.ordinal()]) return RU;
        return letters[HI.ordinal()] > letters[EN.ordinal()] ? HI : EN;
    }
}
