package reverie.studio;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reverie.job.Jobs;

/** What is in a photo and what could move in it; the preview; a better wording of an idea. All free. */
@Component
public class Looks {
    public record Face(double x, double y, double width, double height) {}

    public record Suggestion(String id, String title, String idea, List<String> effects) {}

    public record Look(
            UUID media,
            int width,
            int height,
            double brightness,
            double sharpness,
            List<Face> faces,
            String subject,
            boolean usable,
            List<Suggestion> suggestions) {}

    public record Preview(UUID media, List<String> understood, List<String> notUsed) {}

    public record Change(String kind, String text) {}

    public record Improved(
            String original,
            String improved,
            List<Change> changes,
            List<String> understood,
            List<String> notUsed) {}

    /** @throws reverie.platform.Problem too_dark, too_blurred … with what to do about it */
    public Look look(Jobs.Asker asker, UUID photo) {
        throw new UnsupportedOperationException();
    }

    public Preview preview(Jobs.Asker asker, UUID photo, String idea) {
        throw new UnsupportedOperationException();
    }

    /** The subject and the intent stay; nothing is invented about people. */
    public Improved improve(Jobs.Asker asker, String idea, @org.jspecify.annotations.Nullable UUID photo) {
        throw new UnsupportedOperationException();
    }
}
