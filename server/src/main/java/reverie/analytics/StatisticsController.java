package reverie.analytics;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.swagger.v3.oas.annotations.Operation;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The admin's first page, and the figures of its charts. */
@RestController
@RequestMapping("/api/v1/admin")
@Open(Open.To.ADMINS)
class StatisticsController {
    private static final int DAYS_MAX = 366;

    record CreditFigures(double granted, double charged24h, double held) {}

    record Disk(long freeBytes, long usedBytes) {}

    /** @param parts what each module knows of its own, see {@link OverviewPart} */
    record Overview(
            long people,
            long peopleToday,
            CreditFigures credits,
            Disk disk,
            List<NodeBeat.Node> nodes,
            @JsonAnyGetter Map<String, Object> parts) {}

    private final Figures figures;
    private final List<OverviewPart> parts;
    private final NodeBeat nodes;
    private final Home home;
    private final JsonMapper json;

    StatisticsController(Figures figures, List<OverviewPart> parts, NodeBeat nodes, Home home, JsonMapper json) {
        this.figures = figures;
        this.parts = parts;
        this.nodes = nodes;
        this.home = home;
        this.json = json;
    }

    /** What facts tell, and what each module knows of its own. */
    @Operation(operationId = "adminOverview", summary = "The admin's first page")
    @GetMapping("/overview")
    Overview overview() {
        Map<String, Object> added = new LinkedHashMap<>();
        for (OverviewPart part : parts) added.putAll(json.convertValue(part.figures(), new TypeReference<>() {}));
        Figures.People people = figures.people();
        Figures.Credits credits = figures.credits();
        return new Overview(
                people.people(),
                people.active(),
                new CreditFigures(credits.granted(), credits.charged(), credits.held()),
                disk(),
                nodes.up(),
                added);
    }

    @Operation(operationId = "adminStatistics", summary = "Figures day by day")
    @GetMapping("/statistics")
    Statistics statistics(@RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > DAYS_MAX) throw Problem.invalid("days_out_of_range", "days");
        return figures.statistics(days);
    }

    private Disk disk() {
        try {
            FileStore store = Files.getFileStore(home.folder());
            return new Disk(store.getUsableSpace(), store.getTotalSpace() - store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
