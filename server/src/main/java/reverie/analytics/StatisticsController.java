package reverie.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Home;
import reverie.platform.NodeBeat;
import reverie.platform.Problem;
import reverie.platform.web.Open;
import reverie.platform.web.OverviewPart;

/** The admin's first page, and the figures of its charts. */
@RestController
@RequestMapping("/api/v1/admin")
@Open(Open.To.ADMINS)
class StatisticsController {
    private static final int DAYS_MAX = 366;

    private final Figures figures;
    private final List<OverviewPart> parts;
    private final NodeBeat nodes;
    private final Home home;

    StatisticsController(Figures figures, List<OverviewPart> parts, NodeBeat nodes, Home home) {
        this.figures = figures;
        this.parts = parts;
        this.nodes = nodes;
        this.home = home;
    }

    /** What facts tell, and what each module knows of its own. */
    @GetMapping("/overview")
    Map<String, Object> overview() {
        Map<String, Object> overview = new LinkedHashMap<>();
        Figures.People people = figures.people();
        overview.put("people", people.people());
        overview.put("peopleToday", people.active());
        Figures.Credits credits = figures.credits();
        overview.put(
                "credits",
                Map.of("granted", credits.granted(), "charged24h", credits.charged(), "held", credits.held()));
        overview.put("disk", disk());
        overview.put("nodes", nodes.up());
        parts.forEach(part -> overview.putAll(part.figures()));
        return overview;
    }

    @GetMapping("/statistics")
    Statistics statistics(@RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > DAYS_MAX) throw Problem.invalid("days_out_of_range", "days");
        return figures.statistics(days);
    }

    private Map<String, Long> disk() {
        try {
            FileStore store = Files.getFileStore(home.folder());
            return Map.of(
                    "freeBytes", store.getUsableSpace(), "usedBytes", store.getTotalSpace() - store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
