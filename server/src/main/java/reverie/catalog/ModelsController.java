package reverie.catalog;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Credits;
import reverie.platform.Page;
import reverie.platform.Texts;
import reverie.platform.web.Open;
import reverie.provider.Providers;
import reverie.provider.spi.Availability;
import tools.jackson.databind.JsonNode;

/** What can be made, and from what. */
@RestController
class ModelsController {
    /** @param credits of the plainest run; @param inputs a JSON Schema */
    @Schema(name = "Model")
    record Listed(
            String id,
            String title,
            String summary,

            @Schema(allowableValues = {"video", "visuals", "texts", "avatars", "audio", "enhancers", "experimental"})
            String category,

            String kind,
            String provider,
            boolean available,
            @Nullable String unavailableBecause,
            Credits credits,
            long expectedSeconds,
            JsonNode inputs) {}

    private final Catalog catalog;
    private final Providers providers;
    private final Texts texts;

    ModelsController(Catalog catalog, Providers providers, Texts texts) {
        this.catalog = catalog;
        this.providers = providers;
        this.texts = texts;
    }

    @Operation(operationId = "modelsList", summary = "What can be made, from what, for how much")
    @GetMapping("/api/v1/models")
    @Open(Open.To.EVERYONE)
    ResponseEntity<Page<Listed>> models(
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String kind,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        String spoken = Texts.language(language);
        List<Listed> items = catalog.list(category, kind).stream()
                .map(model -> listed(model, spoken))
                .toList();
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(new Page<>(items, null));
    }

    private Listed listed(Model model, String language) {
        String because = because(model, language);
        return new Listed(
                model.id().value(),
                text(model, "title", model.title(), language),
                text(model, "summary", model.summary(), language),
                model.category(),
                model.kind(),
                model.provider(),
                because == null,
                because,
                model.priceFrom(),
                Math.max(1, model.expectedUsually().toSeconds()),
                model.form().schema());
    }

    /** Null when one of its routes can run it; else why the first can't. */
    private @Nullable String because(Model model, String language) {
        String code = null;
        for (Providers.Route route : model.routes()) {
            switch (providers.availability(route)) {
                case Availability.Ready() -> {
                    return null;
                }
                case Availability.Missing(String why) -> code = code == null ? why : code;
            }
        }
        return texts.get(language, "errors." + code + ".detail");
    }

    private String text(Model model, String what, String fallback, String language) {
        String key = "model." + model.id().value().replace('/', '.') + "." + what;
        return texts.find(language, key, java.util.Map.of()).orElse(fallback);
    }
}
