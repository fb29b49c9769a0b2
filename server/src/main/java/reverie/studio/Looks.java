package reverie.studio;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.job.Jobs;
import reverie.platform.Problem;
import tools.jackson.databind.json.JsonMapper;

/** What is in a photo and what could move in it; the preview; a better wording of an idea. All free. */
@Component
public class Looks {
    private static final String LOOK = "local/look";
    private static final String PREVIEW = "local/preview";
    private static final String RECIPE = "local/recipe";

    public record Face(double x, double y, double width, double height) {}

    public record Suggestion(String id, String title, String idea, List<String> effects) {}

    public record Look(
            UUID media,
            int width,
            int height,
            double brightness,
            double sharpness,
            List<Face> faces,

            @Schema(allowableValues = {"person", "animal", "landscape", "water", "city", "object", "unknown"})
            String subject,

            boolean usable,
            List<Suggestion> suggestions) {}

    public record Preview(UUID media, List<String> understood, List<String> notUsed) {}

    public record Change(
            @Schema(allowableValues = {"keep", "add", "remove"})
            String kind,

            String text) {}

    @Schema(name = "Improvement")
    public record Improved(
            String original, String improved, List<Change> changes, List<String> understood, List<String> notUsed) {}

    private final Jobs jobs;
    private final JsonMapper json;

    Looks(Jobs jobs, JsonMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    /** @throws reverie.platform.Problem too_dark, too_blurred … with what to do about it */
    public Look look(Jobs.Asker asker, UUID photo) {
        Jobs.Ran ran = jobs.runNow(asker, LOOK, Map.of("photo", photo.toString(), "locale", asker.language()));
        Map<String, Object> told = new HashMap<>(ran.data());
        told.put("media", photo.toString());
        return json.convertValue(told, Look.class);
    }

    public Preview preview(Jobs.Asker asker, UUID photo, String idea) {
        Jobs.Ran ran = jobs.runNow(asker, PREVIEW, Map.of("photo", photo.toString(), "idea", idea));
        if (ran.media().isEmpty()) throw Problem.of(500, "could_not_make");
        return new Preview(ran.media().getFirst(), words(ran.data(), "understood"), words(ran.data(), "notUsed"));
    }

    /** The subject and the intent stay; nothing is invented about people. */
    public Improved improve(Jobs.Asker asker, String idea, @Nullable UUID photo) {
        Map<String, Object> inputs = new HashMap<>(Map.of("idea", idea, "locale", asker.language()));
        if (photo != null) inputs.put("subject", look(asker, photo).subject());
        return json.convertValue(jobs.runNow(asker, RECIPE, inputs).data(), Improved.class);
    }

    private static List<String> words(Map<String, Object> data, String name) {
        return data.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
