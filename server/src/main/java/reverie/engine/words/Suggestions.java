package reverie.engine.words;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which films suit a photo. */
public final class Suggestions {
    public static final int COUNT = 3;

    private static final double DARK = 0.28;
    private static final double BRIGHT = 0.55;
    private static final double TINTED = 0.3;
    private static final List<Suggestion> ALL = Vocabulary.lines("/engine/suggestions.txt").stream()
            .map(Suggestion::read)
            .toList();

    /**
     * @param titleKey of the title in the texts, with {@code title} as what to show without them
     * @param idea the words to make it with
     */
    public record Offered(String id, String title, String titleKey, String idea, List<String> effects) {}

    enum Light {
        ANY,
        DARK,
        BRIGHT,
        WARM,
        COOL
    }

    private record Suggestion(
            String id, Set<Subject> subjects, Set<Light> lights, List<String> titles, List<String> ideas) {
        static Suggestion read(String line) {
            String[] cells = line.split("\\|");
            if (cells.length != 9) throw new IllegalStateException("suggestions.txt: nine cells wanted in: " + line);
            for (int i = 0; i < cells.length; i++) cells[i] = cells[i].strip();
            Set<Subject> subjects = EnumSet.noneOf(Subject.class);
            for (String it : cells[1].split(" ")) subjects.add(Subject.valueOf(it.toUpperCase(Locale.ROOT)));
            Set<Light> lights = EnumSet.noneOf(Light.class);
            for (String it : cells[2].split(" ")) lights.add(Light.valueOf(it.toUpperCase(Locale.ROOT)));
            return new Suggestion(
                    cells[0],
                    subjects,
                    lights,
                    List.of(cells[3], cells[5], cells[7]),
                    List.of(cells[4], cells[6], cells[8]));
        }

        Offered in(Language language) {
            String idea = ideas.get(language.ordinal());
            List<String> effects =
                    Idea.of(idea).effects().keySet().stream().map(Effect::key).toList();
            return new Offered(id, titles.get(language.ordinal()), "suggestions." + id, idea, effects);
        }
    }

    private Suggestions() {}

    /**
     * @param luma mean brightness of the photo, 0–1
     * @param warmth −1 blue, 1 orange
     */
    public static List<Offered> of(Subject subject, double luma, double warmth, Language language) {
        List<Suggestion> chosen = new ArrayList<>();
        for (Light light : lights(luma, warmth)) {
            for (Suggestion it : ALL) {
                boolean suits = it.subjects().contains(subject) && it.lights().contains(light);
                if (suits && !chosen.contains(it) && chosen.size() < COUNT && fresh(chosen, it)) chosen.add(it);
            }
        }
        for (Suggestion it : ALL) {
            boolean suits = it.subjects().contains(subject) || it.subjects().contains(Subject.UNKNOWN);
            if (suits && !chosen.contains(it) && chosen.size() < COUNT) chosen.add(it);
        }
        return chosen.stream().map(it -> it.in(language)).toList();
    }

    /** What the photo's light says first, then what always suits. */
    private static List<Light> lights(double luma, double warmth) {
        List<Light> lights = new ArrayList<>();
        if (luma < DARK) lights.add(Light.DARK);
        if (warmth > TINTED) lights.add(Light.WARM);
        if (warmth < -TINTED) lights.add(Light.COOL);
        if (luma > BRIGHT) lights.add(Light.BRIGHT);
        lights.add(Light.ANY);
        return lights;
    }

    /** Three films that differ: no weather twice. */
    private static boolean fresh(List<Suggestion> chosen, Suggestion next) {
        Set<Effect> weather = weather(next);
        return chosen.stream().noneMatch(it -> {
            Set<Effect> other = weather(it);
            return !weather.isEmpty() && weather.equals(other);
        });
    }

    private static Set<Effect> weather(Suggestion it) {
        Set<Effect> weather = EnumSet.noneOf(Effect.class);
        for (Effect effect : Idea.of(it.ideas().getFirst()).effects().keySet()) {
            if (effect.group() == Effect.Group.WEATHER) weather.add(effect);
        }
        return weather;
    }
}
