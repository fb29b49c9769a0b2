package reverie.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.AccountId;
import reverie.platform.Limiter;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** One person, two doors: the web and the bot. */
@RestController
@RequestMapping("/api/v1/links")
class LinksController {
    private static final String TELEGRAM = "telegram";
    private static final int TEXT_MAX = 200;
    private static final int CODES_PER_MINUTE = 20;
    private static final int CLAIMS_PER_MINUTE = 60;
    /** Six digits are good for as long as five tries are. */
    private static final Limiter.Rate TRIES = new Limiter.Rate(5, Duration.ofMinutes(10));

    private static final Limiter.Rate TRIES_OF_A_PLACE = new Limiter.Rate(30, Duration.ofMinutes(10));

    record Link(String code, String deepLink, String botUsername, Instant expiresAt) {}

    record Person(String name) {}

    record LinkState(
            @Schema(allowableValues = {"waiting", "verified", "expired"})
            String state,

            @Nullable Person telegram) {}

    record DigitsRequest(
            @NotNull @Size(max = TEXT_MAX) String username,
            @NotNull @Size(max = TEXT_MAX) String digits) {}

    record OpenRequest(@NotNull @Size(max = TEXT_MAX) String code) {}

    private final LinkCodes codes;
    private final Sessions sessions;
    private final Tickets tickets;
    private final ObjectProvider<OtherDoor> doors;
    private final Limiter limiter;
    private final Transactions transactions;
    private final Clock clock;

    LinksController(
            LinkCodes codes,
            Sessions sessions,
            Tickets tickets,
            ObjectProvider<OtherDoor> doors,
            Limiter limiter,
            Transactions transactions,
            Clock clock) {
        this.codes = codes;
        this.sessions = sessions;
        this.tickets = tickets;
        this.doors = doors;
        this.limiter = limiter;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Operation(operationId = "linksStart", summary = "A one-time code that opens Telegram and links it")
    @PostMapping
    @Open(Open.To.VISITORS)
    @Rated(perMinute = CODES_PER_MINUTE)
    @ResponseStatus(HttpStatus.CREATED)
    Link start(Caller caller) {
        OtherDoor door = doors.stream()
                .filter(d -> d.provider().equals(TELEGRAM) && d.username().isPresent())
                .findFirst()
                .orElseThrow(() -> Problem.of(503, "bot_unavailable"));
        String username = door.username().orElseThrow(() -> Problem.of(503, "bot_unavailable"));
        Instant end = clock.instant().plus(LinkCodes.LIFE);
        String code = transactions.write(() -> codes.start(caller.account()));
        return new Link(code, door.deepLink(code), username, end);
    }

    @Operation(operationId = "linksGet", summary = "Whether the code was used there")
    @GetMapping("/{code}")
    @Open(Open.To.VISITORS)
    LinkState get(@PathVariable String code, Caller caller) {
        LinkCodes.State state =
                transactions.write(() -> codes.state(caller.account(), code)).orElseThrow(Problem::notFound);
        return new LinkState(state.state(), state.name() == null ? null : new Person(state.name()));
    }

    @Operation(operationId = "linksClaim", summary = "Takes over the account that the code was linked to")
    @PostMapping("/{code}/claim")
    @Open(Open.To.VISITORS)
    @Rated(perMinute = CLAIMS_PER_MINUTE)
    ResponseEntity<Session> claim(@PathVariable String code, Caller caller, HttpServletRequest request) {
        Client client = Client.of(request);
        Sessions.Opened opened = transactions.write(() -> replace(caller, codes.claim(caller.account(), code), client));
        return tickets.hand(200, opened, client);
    }

    @Operation(
            operationId = "linksTelegram",
            summary = "Signs in by Telegram username and the six digits that the bot shows")
    @PostMapping("/telegram")
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = CLAIMS_PER_MINUTE)
    ResponseEntity<Session> telegram(
            @Valid @RequestBody DigitsRequest given, @Nullable Caller caller, HttpServletRequest request) {
        Client client = Client.of(request);
        String username = given.username().strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
        String tries = "digits:" + username;
        take("digits:from:" + client.from(), TRIES_OF_A_PLACE);
        take(tries, TRIES);
        Sessions.Opened opened = transactions.write(() -> {
            Accounts.External who = codes.whoseDigits(
                            TELEGRAM, username, given.digits().strip())
                    .orElseThrow(() -> Problem.invalid("digits_wrong", "digits"));
            limiter.forget(tries);
            return replace(caller, codes.enter(caller, who), client);
        });
        return tickets.hand(200, opened, client);
    }

    @Operation(operationId = "linksOpen", summary = "Signs in by the one-time code of the bot's link to the web")
    @PostMapping("/open")
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = CLAIMS_PER_MINUTE)
    ResponseEntity<Session> open(@Valid @RequestBody OpenRequest given, HttpServletRequest request) {
        Client client = Client.of(request);
        Sessions.Opened opened = transactions.write(() -> sessions.open(codes.open(given.code()), client));
        return tickets.hand(200, opened, client);
    }

    /** A new session, and an end to the one that the tab came with. */
    private Sessions.Opened replace(@Nullable Caller before, AccountId account, Client client) {
        Sessions.Opened opened = sessions.open(account, client);
        if (before != null) sessions.end(before.session(), Sessions.End.REPLACED);
        return opened;
    }

    private void take(String key, Limiter.Rate rate) {
        Limiter.Verdict verdict = limiter.takeEverywhere(key, rate);
        if (!verdict.allowed()) throw Problem.of(429, "too_many_tries").retryAfter(verdict.resetAfterSeconds());
    }
}
