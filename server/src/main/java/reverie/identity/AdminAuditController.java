package reverie.identity;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Page;
import reverie.platform.web.Open;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of admin and money actions, for admins. */
@RestController
@RequestMapping("/api/v1/admin/audit")
@Open(Open.To.ADMINS)
class AdminAuditController {
    private static final String TERMINAL = "Host";

    record Actor(@Nullable UUID id, String displayName) {}

    record AuditRow(
            UUID id,
            Instant at,
            Actor actor,
            String action,
            String subject,
            JsonNode details,
            @Nullable String requestId) {}

    private final JdbcClient db;
    private final JsonMapper json;

    AdminAuditController(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** Newest first. */
    @Operation(operationId = "adminAuditList", summary = "What admins did and what moved money, newest first")
    @GetMapping
    Page<AuditRow> list(
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        var found = db.sql("""
                        select e.id, e.at, e.actor_id, a.display_name, e.action, e.subject, e.details::text as details,
                               e.request_id
                          from audit_entry e left join account a on a.id = e.actor_id
                         where cast(:before as uuid) is null or e.id < :before
                         order by e.id desc limit :limit
                        """)
                .param("before", cursor)
                .param("limit", size + 1)
                .query((row, n) -> {
                    String name = row.getString("display_name");
                    return new AuditRow(
                            row.getObject("id", UUID.class),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            new Actor(row.getObject("actor_id", UUID.class), name == null ? TERMINAL : name),
                            row.getString("action"),
                            row.getString("subject"),
                            json.readTree(row.getString("details")),
                            row.getString("request_id"));
                })
                .list();
        return Page.of(found, size, row -> row.id().toString());
    }
}
