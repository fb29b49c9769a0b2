package reverie.catalog;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.SettingsException;
import reverie.platform.SettingsReader;
import reverie.provider.Providers;

/** Every model there is: the files whose makers this server knows. */
@Component
public class Catalog {
    /** The film that every installation can make by itself. */
    static final String FILM = "local/photo-motion";

    private static final List<String> ORDER =
            List.of("video", "visuals", "avatars", "audio", "texts", "enhancers", "experimental");

    private final Map<ModelId, Model> models = new LinkedHashMap<>();

    Catalog(Providers providers, SettingsReader settings) {
        ModelFiles.read(filmCredits(settings)).stream()
                .filter(model -> model.routes().stream().anyMatch(route -> providers.knows(route.provider())))
                .sorted(Comparator.<Model>comparingInt(m -> ORDER.indexOf(m.category()))
                        .thenComparing(m -> m.id().value()))
                .forEach(model -> models.put(model.id(), model));
    }

    public Optional<Model> find(ModelId id) {
        return Optional.ofNullable(models.get(id));
    }

    /** What is listed, in order; without the internal ones. */
    public List<Model> list(@Nullable String category, @Nullable String kind) {
        return models.values().stream()
                .filter(model -> !model.internal())
                .filter(model -> category == null || model.category().equals(category))
                .filter(model -> kind == null || model.kind().equals(kind))
                .toList();
    }

    private static @Nullable BigDecimal filmCredits(SettingsReader settings) {
        String given = settings.value("REVERIE_FILM_CREDITS");
        if (given == null) return null;
        try {
            BigDecimal credits = new BigDecimal(given);
            if (credits.signum() >= 0 && credits.scale() <= 2 && credits.precision() <= 9) return credits;
        } catch (NumberFormatException e) {
            throw refused(given, e);
        }
        throw refused(given, null);
    }

    private static SettingsException refused(String given, @Nullable Throwable cause) {
        String sentence = "REVERIE_FILM_CREDITS is a price such as 1 or 0.50, or 0 for free; not “" + given + "”.";
        return cause == null ? new SettingsException(sentence) : new SettingsException(sentence, cause);
    }
}
