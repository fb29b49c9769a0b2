package reverie.studio;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reverie.job.Jobs;
import reverie.media.MediaStore;
import reverie.media.MediaView;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** The free helpers of the film, also for who has not said a name yet. */
@RestController
@RequestMapping("/api/v1")
@Open(Open.To.VISITORS)
class LooksController {
    private static final int PER_MINUTE = 30;
    private static final int IDEA_MAX = 20_000;

    record AskLook(@NotNull UUID media) {}

    record AskPreview(
            @NotNull UUID media,
            @Nullable @Size(max = IDEA_MAX) String idea) {}

    record AskImprove(
            @NotBlank @Size(max = IDEA_MAX) String idea,
            @Nullable UUID media,
            @Nullable @Size(max = 200) String model) {}

    @Schema(name = "Preview")
    record Previewed(MediaView media, List<String> understood, List<String> notUsed) {}

    private final Looks looks;
    private final MediaStore media;

    LooksController(Looks looks, MediaStore media) {
        this.looks = looks;
        this.media = media;
    }

    @Operation(operationId = "looksCreate", summary = "What is in a photo, and three ideas for it")
    @PostMapping("/looks")
    @Rated(perMinute = PER_MINUTE)
    Looks.Look look(@Valid @RequestBody AskLook ask, Caller caller) {
        return looks.look(asker(caller), ask.media());
    }

    @Operation(operationId = "previewsCreate", summary = "A small moving preview")
    @PostMapping("/previews")
    @Rated(perMinute = PER_MINUTE)
    Previewed preview(@Valid @RequestBody AskPreview ask, Caller caller) {
        String idea = ask.idea() == null ? "" : ask.idea();
        Looks.Preview preview = looks.preview(asker(caller), ask.media(), idea);
        MediaView view = media.views(caller.account(), List.of(preview.media())).stream()
                .findFirst()
                .orElseThrow(Problem::notFound);
        return new Previewed(view, preview.understood(), preview.notUsed());
    }

    @Operation(operationId = "ideasImprove", summary = "A better wording of an idea, as a change to take or leave")
    @PostMapping("/ideas/improve")
    @Rated(perMinute = PER_MINUTE)
    Looks.Improved improve(@Valid @RequestBody AskImprove ask, Caller caller) {
        return looks.improve(asker(caller), ask.idea(), ask.media());
    }

    private static Jobs.Asker asker(Caller caller) {
        return new Jobs.Asker(caller.account(), "web", caller.language());
    }
}
