package reverie.platform.web;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Credits;
import reverie.platform.Settings;
import reverie.platform.Version;

@RestController
class StatusController {
    private final Settings settings;
    private final List<Status.Part> parts;

    StatusController(Settings settings, List<Status.Part> parts) {
        this.settings = settings;
        this.parts = parts;
    }

    @Operation(operationId = "statusGet", summary = "What this host offers, before anybody signs in")
    @GetMapping("/api/v1/status")
    @Open(Open.To.EVERYONE)
    Status get() {
        Status status = new Status(
                Version.CURRENT,
                settings.sandbox(),
                settings.publicUrl() == null ? null : settings.publicUrl().toString(),
                Credits.ZERO,
                null,
                false,
                new Status.LocalEngine(false, null));
        for (Status.Part part : parts) status = part.in(status);
        return status;
    }
}
