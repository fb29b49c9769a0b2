package reverie.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    record Node(UUID id, List<String> roles, Instant seenAt) {}

    private final Figures figures;
    private final List<OverviewPart> parts;
    private final JdbcClient db;
    private final Home home;

    StatisticsController(Figures figures, List<OverviewPart> parts, JdbcClient db, Home home) {
        this.figures = figures;
        this.parts = parts;
        this.db = db;
        this.home = home;
    }

    /** What facts tell; a module that knows better than its facts replaces or adds what is its own. */
    @GetMapping("/overview")
    Map<String, Object> overview() {
        Map<String, Object> overview = new LinkedHashMap<>();
        Figures.People people = figures.people();
        overview.put("people", people.people());
        overview.put("peopleToday", people.active());
        Figures.Jobs jobs = figures.jobs();
        overview.put(
                "jobs",
                Map.of(
                        "queued", jobs.queued(),
                        "running", jobs.running(),
                        "succeeded24h", jobs.succeeded(),
                        "failed24h", jobs.failed()));
        Figures.Credits credits = figures.credits();
        overview.put(
                "credits",
                Map.of("granted", credits.granted(), "charged24h", credits.charged(), "held", credits.held()));
        long ended = jobs.succeeded() + jobs.failed();
        if (ended > 0) overview.put("successRate24h", (double) jobs.succeeded() / ended);
        if (jobs.median() != null) overview.put("medianSeconds24h", jobs.median());
        overview.put("disk", disk());
        overview.put("nodes", nodes());
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

    private List<Node> nodes() {
        record Row(UUID id, String roles, Instant seenAt) {}
        return db.sql("""
                        select id, roles, seen_at from node
                         where seen_at > reverie_now() - make_interval(secs => :seconds) order by id
                        """).param("seconds", (double) NodeBeat.GONE_AFTER.toSeconds()).query(Row.class).list().stream()
                .map(Objects::requireNonNull)
                .map(row -> new Node(row.id(), List.of(row.roles().split(",", -1)), row.seenAt()))
                .toList();
    }
}
