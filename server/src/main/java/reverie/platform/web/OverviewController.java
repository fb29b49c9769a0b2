package reverie.platform.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The admin's first page: every module's figures side by side. */
@RestController
class OverviewController {
    private final List<OverviewPart> parts;

    OverviewController(List<OverviewPart> parts) {
        this.parts = parts;
    }

    @GetMapping("/api/v1/admin/overview")
    @Open(Open.To.ADMINS)
    Map<String, Object> overview() {
        Map<String, Object> figures = new TreeMap<>();
        parts.forEach(part -> figures.putAll(part.figures()));
        return figures;
    }
}
