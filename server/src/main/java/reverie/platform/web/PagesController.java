package reverie.platform.web;

import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Problem;
import reverie.platform.Settings;
import reverie.platform.Texts;

/**
 * The pages of law as the host wrote them: {@code pages/<name>.<language>.md} in the data folder, read at each call so
 * that a change shows at once. Without such a file the web shows its own words.
 */
@RestController
class PagesController {
    private static final Set<String> NAMES = Set.of("terms", "privacy", "refunds", "ai");
    private static final long BYTES_MAX = 200_000;

    private final Settings settings;

    PagesController(Settings settings) {
        this.settings = settings;
    }

    record PageText(@Nullable String text) {}

    @Operation(
            operationId = "pagesGet",
            summary = "A page of law as the host wrote it; no text where the host wrote none")
    @GetMapping("/api/v1/pages/{name}")
    @Open(Open.To.EVERYONE)
    PageText page(@PathVariable String name, @RequestParam(required = false) @Nullable String language) {
        if (!NAMES.contains(name)) throw Problem.notFound();
        Path file = settings.home().resolve("pages").resolve(name + "." + Texts.language(language) + ".md");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) return new PageText(null);
            return new PageText(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
