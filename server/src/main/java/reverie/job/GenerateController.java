package reverie.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.provider.Providers;
import reverie.provider.spi.Availability;

/**
 * Short doors for phones and scripts: {@code {model?, …inputs}}. Without a model it is the first in the catalog that
 * makes such a thing and can work now.
 */
@RestController
@RequestMapping("/api/v1/generate")
class GenerateController {
    private final Jobs jobs;
    private final Catalog catalog;
    private final Providers providers;

    GenerateController(Jobs jobs, Catalog catalog, Providers providers) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.providers = providers;
    }

    @Operation(operationId = "generateVideo", summary = "A short door: makes a film of {model?, …inputs}")
    @PostMapping("/video")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView video(
            @RequestBody Map<String, Object> body,
            @RequestHeader(name = JobsController.KEY, required = false) @Nullable String key,
            Caller caller,
            HttpServletRequest request) {
        return make("video", body, key, JobsController.asker(caller, request));
    }

    @Operation(operationId = "generateImage", summary = "A short door: makes a picture of {model?, …inputs}")
    @PostMapping("/image")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView image(
            @RequestBody Map<String, Object> body,
            @RequestHeader(name = JobsController.KEY, required = false) @Nullable String key,
            Caller caller,
            HttpServletRequest request) {
        return make("image", body, key, JobsController.asker(caller, request));
    }

    @Operation(operationId = "generateGet", summary = "A short door: one job")
    @GetMapping("/{job}")
    JobView get(@PathVariable UUID job, Caller caller) {
        return jobs.get(caller.account(), job, caller.language());
    }

    private JobView make(String kind, Map<String, Object> body, @Nullable String key, Jobs.Asker asker) {
        Map<String, Object> inputs = new HashMap<>(body);
        Object named = inputs.remove("model");
        String model = named instanceof String name ? name : first(kind).id().value();
        return jobs.submitNow(asker, model, inputs, null, key, null);
    }

    private Model first(String kind) {
        return catalog.list(null, null).stream()
                .filter(model -> model.kind().endsWith(kind))
                .filter(model -> model.routes().stream()
                        .anyMatch(route -> providers.availability(route) instanceof Availability.Ready))
                .findFirst()
                .orElseThrow(() -> Problem.of(409, "no_model").with("kind", kind));
    }
}
