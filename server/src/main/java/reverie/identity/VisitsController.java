package reverie.identity;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** Trying without a name: a day's token for an account that signing up or in takes over. */
@RestController
class VisitsController {
    private static final int VISITS_PER_MINUTE = 30;

    private final AccountRows rows;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Transactions transactions;
    private final Ids ids;

    VisitsController(AccountRows rows, Sessions sessions, Tickets tickets, Transactions transactions, Ids ids) {
        this.rows = rows;
        this.sessions = sessions;
        this.tickets = tickets;
        this.transactions = transactions;
        this.ids = ids;
    }

    @Operation(
            operationId = "visitsStart",
            tags = "Session",
            summary = "A token for a day without a name, which signing up or in takes over")
    @PostMapping("/api/v1/visits")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = VISITS_PER_MINUTE)
    ResponseEntity<Session> start(HttpServletRequest request) {
        Client client = Client.of(request);
        Sessions.Opened opened = transactions.write(() -> {
            AccountId visitor = new AccountId(ids.next());
            rows.insert(visitor, AccountRows.Beginning.visitor(client.language()));
            return sessions.openVisit(visitor, client);
        });
        return tickets.hand(201, opened, client);
    }
}
