package reverie.engine.worker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import reverie.engine.film.Faces;
import reverie.engine.film.Film;
import reverie.engine.film.Look;
import reverie.engine.film.Trouble;
import reverie.engine.film.Watch;
import reverie.engine.words.Improver;
import reverie.engine.words.Language;
import reverie.engine.words.Suggestions;
import reverie.provider.spi.ErrorClass;

/** Each of the local models, run once. */
final class Workshop {
    private static final int SECONDS_DEFAULT = 5;

    private final Faces faces = new Faces();
    private final Film film;

    Workshop(String ffmpeg, String version, String encoder) {
        film = new Film(faces, ffmpeg, version, encoder);
    }

    Run.Result run(Run run, Watch watch) {
        return switch (run.model()) {
            case "photo-motion" -> film(run, order(run), watch);
            case "preview" -> film(run, Film.Order.preview(photo(run), text(run, "idea")), watch);
            case "look" -> look(run);
            case "recipe" -> recipe(run);
            default -> throw new Trouble(ErrorClass.USER_VIOLATION, "unknown_model", run.model());
        };
    }

    private Run.Result film(Run run, Film.Order order, Watch watch) {
        Film.Made made = film.make(order, Path.of(run.scratch()), watch);
        var file = new Run.File(made.file().toString(), "video/mp4");
        return new Run.Result(
                List.of(file), Map.of("understood", made.understood(), "notUsed", made.notUsed()), made.recipe());
    }

    private static Film.Order order(Run run) {
        Object seed = run.inputs().get("seed");
        Object seconds = run.inputs().getOrDefault("seconds", SECONDS_DEFAULT);
        return new Film.Order(
                photo(run),
                text(run, "idea"),
                ((Number) seconds).doubleValue(),
                run.inputs().getOrDefault("aspect", "photo").toString(),
                run.inputs().getOrDefault("resolution", "720p").toString(),
                seed instanceof Number number ? number.longValue() : null,
                false);
    }

    private Run.Result look(Run run) {
        Language language = Language.of(text(run, "locale"));
        try (var _ = new PointerScope()) {
            Look look = Look.at(photo(run), faces);
            Map<String, Object> data = new LinkedHashMap<>(look.facts());
            data.put("suggestions", Suggestions.of(look.subject(), look.luma(), look.warmth(), language));
            return new Run.Result(List.of(), data, Map.of());
        }
    }

    private static Run.Result recipe(Run run) {
        Object subject = run.inputs().get("subject");
        Improver.Improved improved = Improver.improve(
                text(run, "idea"),
                run.inputs().get("locale") instanceof String locale ? Language.of(locale) : null,
                subject == null ? null : subject.toString());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("original", improved.original());
        data.put("improved", improved.improved());
        data.put("changes", improved.changes());
        data.put("understood", improved.understood());
        data.put("notUsed", improved.notUsed());
        return new Run.Result(List.of(), data, Map.of());
    }

    private static Path photo(Run run) {
        @Nullable String photo = run.files().get("photo");
        if (photo == null) throw new Trouble(ErrorClass.USER_VIOLATION, "photo_missing", "no file for the input photo");
        return Path.of(photo);
    }

    private static String text(Run run, String input) {
        Object value = run.inputs().get(input);
        return value == null ? "" : value.toString();
    }
}
