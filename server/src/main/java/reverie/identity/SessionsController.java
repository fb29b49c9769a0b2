package reverie.identity;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;

/** Where somebody is signed in, and the way to end it there. */
@RestController
@RequestMapping("/api/v1/auth/sessions")
class SessionsController {
    private static final int SHOWN_MAX = 100;

    record SignedInSession(
            UUID id, String surface, String userAgent, Instant createdAt, Instant lastSeenAt, boolean current) {}

    record SessionList(List<SignedInSession> items) {}

    private final Sessions sessions;
    private final Transactions transactions;
    private final JdbcClient db;

    SessionsController(Sessions sessions, Transactions transactions, JdbcClient db) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.db = db;
    }

    @Operation(operationId = "sessionsList", tags = "Sessions", summary = "Where somebody is signed in")
    @GetMapping
    SessionList list(Caller caller) {
        return new SessionList(Objects.requireNonNull(transactions.read(
                caller.account(),
                () -> db.sql("""
                        select id, surface, user_agent, created_at, last_seen_at, id = :current as current
                          from session
                         where account_id = :account and ended_at is null and expires_at > reverie_now()
                         order by last_seen_at desc, id desc limit :limit
                        """)
                        .param("account", caller.account().value())
                        .param("current", caller.session())
                        .param("limit", SHOWN_MAX)
                        .query(SignedInSession.class)
                        .list())));
    }

    @Operation(operationId = "sessionsEnd", tags = "Sessions", summary = "Signs out there")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, Caller caller) {
        boolean own = db.sql("select 1 from session where id = :id and account_id = :account")
                .param("id", id)
                .param("account", caller.account().value())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!own) throw Problem.notFound();
        sessions.end(id, Sessions.End.REVOKED);
    }
}
