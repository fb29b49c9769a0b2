package reverie.engine.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes an idea say all a film needs: a camera, its pace, a light. What the person said stays in their own words; what
 * cannot be done is taken out and said so; nothing is invented about who or what is in the photo.
 */
public final class Improver {
    public enum Kind {
        KEEP,
        ADD,
        REMOVE
    }

    public record Change(String kind, String text) {
        static Change of(Kind kind, String text) {
            return new Change(kind.name().toLowerCase(Locale.ROOT), text);
        }
    }

    public record Improved(
            String original, String improved, List<Change> changes, List<String> understood, List<String> notUsed) {}

    private Improver() {}

    /**
     * @param language of what is added; that of the idea if absent
     * @param subject what a look at the photo found, if there was one
     */
    public static Improved improve(String original, @Nullable Language language, @Nullable String subject) {
        Idea idea = Idea.of(original);
        Language in = language == null || !original.isBlank() ? idea.language() : language;
        List<Change> changes = new ArrayList<>();
        String kept = tidy(original);
        for (String said : idea.impossible()) {
            kept = tidy(kept.replace(said, ""));
            changes.add(Change.of(Kind.REMOVE, said));
        }
        if (!kept.isEmpty()) changes.addFirst(Change.of(Kind.KEEP, kept));
        List<String> parts = new ArrayList<>();
        if (!kept.isEmpty()) parts.add(kept);
        for (Effect effect : missing(idea, subject)) {
            String label = Idea.label(effect, in);
            parts.add(label);
            changes.add(Change.of(Kind.ADD, label));
        }
        String improved = String.join(", ", parts);
        return new Improved(
                original, improved, List.copyOf(changes), Idea.of(improved).understood(in), idea.notUsed());
    }

    private static List<Effect> missing(Idea idea, @Nullable String subject) {
        List<Effect> missing = new ArrayList<>();
        if (!idea.wantsAny(Effect.Group.SPEED)) missing.add(Effect.SLOW);
        if (!idea.wantsAny(Effect.Group.CAMERA)) missing.add(camera(subject));
        if (!idea.wantsAny(Effect.Group.GRADE) && !idea.wantsAny(Effect.Group.LIGHT)) missing.add(light(idea));
        boolean person = "person".equals(subject);
        if (person && !idea.wantsAny(Effect.Group.LIFE)) missing.add(Effect.BREATH);
        missing.removeAll(idea.refused());
        return missing;
    }

    private static Effect camera(@Nullable String subject) {
        if ("landscape".equals(subject) || "water".equals(subject)) return Effect.PAN_RIGHT;
        return "object".equals(subject) ? Effect.ORBIT : Effect.ZOOM_IN;
    }

    /** A light that goes with the weather that was asked for. */
    private static Effect light(Idea idea) {
        if (idea.wants(Effect.SNOW) || idea.wants(Effect.FIREFLIES)) return Effect.COOL;
        if (idea.wants(Effect.RAIN) || idea.wants(Effect.FOG)) return Effect.MOODY;
        if (idea.wants(Effect.PETALS)) return Effect.DREAM;
        return Effect.WARM;
    }

    /** Without what is left of the punctuation around something that was taken out. */
    private static String tidy(String text) {
        return text.replaceAll("[\\p{C}\\s]+", " ")
                .replaceAll("\\s*([,;.!?।])(?:\\s*(?:and|и|और)?\\s*[,;.।])+", "$1")
                .replaceAll("(?iu)[,;\\s]+(?:and|then|и|и затем|और)\\s*(?=[,;.]|$)", "")
                .replaceAll("(?iu)^\\s*(?:[,;.।\\s]|(?:and|then|и|और)\\s)+", "")
                .replaceAll("[,;\\s]+$", "")
                .strip();
    }
}
