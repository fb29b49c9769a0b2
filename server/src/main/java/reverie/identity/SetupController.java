package reverie.identity;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** What the one-time link of the first start leads to. */
@RestController
class SetupController {
    private static final int TRIES_PER_MINUTE = 10;
    private static final int TEXT_MAX = 1_000;

    record SetupRequest(
            @NotNull @Size(max = TEXT_MAX) String token,
            @NotNull @Size(max = TEXT_MAX) String email,
            @NotNull @Size(max = TEXT_MAX) String password,
            @NotNull @Size(max = TEXT_MAX) String displayName) {}

    private final FirstAdmin firstAdmin;
    private final Tickets tickets;

    SetupController(FirstAdmin firstAdmin, Tickets tickets) {
        this.firstAdmin = firstAdmin;
        this.tickets = tickets;
    }

    @Operation(
            operationId = "setupFinish",
            tags = "Session",
            summary = "Makes the first admin, by the one-time link of the first start")
    @PostMapping("/api/v1/setup")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = TRIES_PER_MINUTE)
    ResponseEntity<Session> finish(@Valid @RequestBody SetupRequest given, HttpServletRequest request) {
        Client client = Client.of(request);
        var wish = new SignUp.Wish(given.email(), given.password(), given.displayName(), null);
        return tickets.hand(201, firstAdmin.finish(given.token(), wish, client), client);
    }
}
