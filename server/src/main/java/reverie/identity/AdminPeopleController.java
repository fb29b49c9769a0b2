package reverie.identity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.AccountId;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;

/** People, for admins. */
@RestController
@RequestMapping("/api/v1/admin/people")
@Open(Open.To.ADMINS)
class AdminPeopleController {
    private static final int REASON_MAX = 500;
    private static final int QUERY_MAX = 200;

    record Suspension(Instant at, String reason) {}

    /** @param parts what other modules know of the person, see {@link MeParts} */
    record AdminPerson(
            Accounts.Account account,
            @Nullable Suspension suspended,
            @Nullable Instant lastSeenAt,
            Map<String, AccountRows.Link> links,
            @JsonAnyGetter Map<String, Object> parts) {}

    record SuspendRequest(@NotBlank @Size(max = REASON_MAX) String reason) {}

    private record Row(
            Accounts.Account account,
            @Nullable Suspension suspended,
            @Nullable Instant lastSeenAt) {}

    private final AccountRows rows;
    private final Sessions sessions;
    private final Audit audit;
    private final List<MeParts> parts;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;

    AdminPeopleController(
            AccountRows rows,
            Sessions sessions,
            Audit audit,
            List<MeParts> parts,
            Transactions transactions,
            ApplicationEventPublisher events,
            JdbcClient db) {
        this.rows = rows;
        this.sessions = sessions;
        this.audit = audit;
        this.parts = parts;
        this.transactions = transactions;
        this.events = events;
        this.db = db;
    }

    /** Newest first. {@code query} is part of a name, a handle, an address or a username elsewhere, or an id. */
    @Operation(operationId = "adminPeopleList", summary = "People, newest first")
    @GetMapping
    Page<AdminPerson> list(
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        if (query != null && query.length() > QUERY_MAX) throw Problem.invalid("wrong", "query");
        List<Row> found = people(query == null || query.isBlank() ? null : query.strip(), null, cursor, size + 1);
        return Page.of(found, size, row -> row.account().id().toString()).map(this::person);
    }

    @Operation(operationId = "adminPeopleGet", summary = "One person")
    @GetMapping("/{id}")
    AdminPerson get(@PathVariable UUID id) {
        return people(null, id, null, 1).stream().findFirst().map(this::person).orElseThrow(Problem::notFound);
    }

    private List<Row> people(@Nullable String query, @Nullable UUID id, @Nullable UUID before, int limit) {
        String part = query == null ? null : "%" + escaped(query.toLowerCase(Locale.ROOT)) + "%";
        return db.sql("""
                        select a.id, a.kind, a.display_name, a.handle, a.mailbox,
                               a.mailbox_verified_at is not null as verified, a.tier, a.locale, a.roles,
                               a.suspended_at is not null as suspended, a.suspended_at, a.suspended_because,
                               a.created_at,
                               (select max(s.last_seen_at) from session s where s.account_id = a.id) as seen_at
                          from account a
                         where a.kind <> 'visitor' and a.merged_into is null
                           and (cast(:id as uuid) is null or a.id = :id)
                           and (cast(:before as uuid) is null or a.id < :before)
                           and (cast(:part as text) is null
                                or lower(a.display_name) like :part or a.handle like :part or a.mailbox_key like :part
                                or a.id::text = :query
                                or exists (select 1 from external_login e
                                            where e.account_id = a.id
                                              and (lower(e.username) like :part or lower(e.name) like :part
                                                   or e.subject = :query)))
                         order by a.id desc limit :limit
                        """)
                .param("id", id)
                .param("before", before)
                .param("part", part)
                .param("query", query)
                .param("limit", limit)
                .query((row, n) -> {
                    OffsetDateTime suspendedAt = row.getObject("suspended_at", OffsetDateTime.class);
                    OffsetDateTime seenAt = row.getObject("seen_at", OffsetDateTime.class);
                    return new Row(
                            AccountRows.account(row, n),
                            suspendedAt == null
                                    ? null
                                    : new Suspension(suspendedAt.toInstant(), row.getString("suspended_because")),
                            seenAt == null ? null : seenAt.toInstant());
                })
                .list();
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private AdminPerson person(Row row) {
        Map<String, Object> added = new LinkedHashMap<>();
        for (MeParts part : parts) {
            Object value = part.part(row.account());
            if (value != null) added.put(part.name(), value);
        }
        return new AdminPerson(
                row.account(),
                row.suspended(),
                row.lastSeenAt(),
                rows.links(row.account().id()),
                added);
    }

    @Operation(operationId = "adminPeopleSuspend", summary = "Signs somebody out and keeps them out")
    @PostMapping("/{id}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable UUID id, @Valid @RequestBody SuspendRequest given, Caller caller) {
        if (id.equals(caller.account().value())) throw Problem.of(409, "not_yourself");
        String reason = Names.clean(given.reason());
        transactions.write(() -> {
            int changed = db.sql("""
                            update account set suspended_at = reverie_now(), suspended_because = :reason
                             where id = :id and kind <> 'visitor' and not host and merged_into is null
                               and suspended_at is null
                            """).param("id", id).param("reason", reason).update();
            if (changed == 0) {
                get(id);
                return;
            }
            AccountId account = new AccountId(id);
            audit.record(caller.account(), "suspend", id.toString(), Map.of("reason", reason));
            events.publishEvent(new AccountChanged(account));
            sessions.endAll(account, Sessions.End.SUSPENDED, null);
        });
    }

    @Operation(operationId = "adminPeopleUnsuspend", summary = "Lets somebody in again")
    @PostMapping("/{id}/unsuspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsuspend(@PathVariable UUID id, Caller caller) {
        transactions.write(() -> {
            int changed = db.sql("""
                            update account set suspended_at = null, suspended_because = null
                             where id = :id and suspended_at is not null
                            """).param("id", id).update();
            if (changed == 0) {
                get(id);
                return;
            }
            audit.record(caller.account(), "unsuspend", id.toString(), Map.of());
            events.publishEvent(new AccountChanged(new AccountId(id)));
        });
    }
}
