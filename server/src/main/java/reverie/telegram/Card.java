package reverie.telegram;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A photo that somebody wants to see moving, and what has been chosen for it so far.
 *
 * @param own an idea in the person's own words, once they wrote one
 */
record Card(
        UUID photo,
        String subject,
        List<Suggestion> suggestions,
        @Nullable String own,
        String aspect,
        int seconds) {
    static final String AS_PHOTO = "photo";
    static final int SECONDS_USUAL = 5;

    record Suggestion(String title, String idea) {}

    Card withPhoto(UUID copy) {
        return new Card(copy, subject, suggestions, own, aspect, seconds);
    }

    Card withOwn(@Nullable String idea) {
        return new Card(photo, subject, suggestions, idea, aspect, seconds);
    }

    Card withAspect(String chosen) {
        return new Card(photo, subject, suggestions, own, chosen, seconds);
    }

    Card withSeconds(int chosen) {
        return new Card(photo, subject, suggestions, own, aspect, chosen);
    }

    static String shortened(String words) {
        String line = words.strip().replaceAll("\\s+", " ");
        if (line.length() <= Limits.TITLE_LENGTH_MAX) return line;
        int end = line.lastIndexOf(' ', Limits.TITLE_LENGTH_MAX - 1);
        return line.substring(0, end > Limits.TITLE_LENGTH_MAX / 2 ? end : Limits.TITLE_LENGTH_MAX - 1) + "…";
    }
}
