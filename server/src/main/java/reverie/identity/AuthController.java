package reverie.identity;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** Coming in and going out, by e-mail and password. */
@RestController
@RequestMapping("/api/v1/auth")
class AuthController {
    private static final int SIGN_UPS_PER_MINUTE = 10;
    private static final int SIGN_INS_PER_MINUTE = 30;
    private static final int TEXT_MAX = 1_000;

    record SignUpRequest(
            @NotNull @Size(max = TEXT_MAX) String email,
            @NotNull @Size(max = TEXT_MAX) String password,
            @NotNull @Size(max = TEXT_MAX) String displayName,
            @Nullable @Size(max = TEXT_MAX) String handle) {}

    record SignInRequest(
            @NotNull @Size(max = TEXT_MAX) String email,
            @NotNull @Size(max = TEXT_MAX) String password) {}

    /** Empty from a browser: its token lies in the cookie. */
    record RefreshRequest(@Nullable @Size(max = TEXT_MAX) String refreshToken) {}

    record PasswordRequest(
            @NotNull @Size(max = TEXT_MAX) String current,
            @NotNull @Size(max = TEXT_MAX) String next) {}

    record VerifyRequest(@NotNull @Size(max = TEXT_MAX) String token) {}

    private final SignUp signUp;
    private final SignIn signIn;
    private final Sessions sessions;
    private final ProveMailbox prove;
    private final Tickets tickets;

    AuthController(SignUp signUp, SignIn signIn, Sessions sessions, ProveMailbox prove, Tickets tickets) {
        this.signUp = signUp;
        this.signIn = signIn;
        this.sessions = sessions;
        this.prove = prove;
        this.tickets = tickets;
    }

    @Operation(operationId = "authSignUp", tags = "Session", summary = "Opens an account by e-mail and password")
    @PostMapping("/sign-up")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = SIGN_UPS_PER_MINUTE)
    ResponseEntity<Session> signUp(
            @Valid @RequestBody SignUpRequest wish, @Nullable Caller caller, HttpServletRequest request) {
        Client client = Client.of(request);
        var opened = signUp.signUp(
                new SignUp.Wish(wish.email(), wish.password(), wish.displayName(), wish.handle()), caller, client);
        return tickets.hand(201, opened, client);
    }

    @Operation(operationId = "authSignIn", tags = "Session", summary = "Signs in by e-mail and password")
    @PostMapping("/sign-in")
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = SIGN_INS_PER_MINUTE)
    ResponseEntity<Session> signIn(
            @Valid @RequestBody SignInRequest who, @Nullable Caller caller, HttpServletRequest request) {
        Client client = Client.of(request);
        return tickets.hand(200, signIn.signIn(who.email(), who.password(), caller, client), client);
    }

    @Operation(
            operationId = "authRefresh",
            tags = "Session",
            summary = "A new access token for the refresh token, which rotates")
    @PostMapping("/refresh")
    @Open(Open.To.EVERYONE)
    ResponseEntity<Session> refresh(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest given, HttpServletRequest request) {
        Client client = Client.of(request);
        Sessions.Refreshed refreshed = Tickets.refreshToken(request, given == null ? null : given.refreshToken())
                .map(token -> sessions.refresh(token, client))
                .orElseGet(Sessions.Refreshed.Over::new);
        return switch (refreshed) {
            case Sessions.Refreshed.Fresh(Sessions.Opened opened) -> tickets.hand(200, opened, client);
            case Sessions.Refreshed.Over _, Sessions.Refreshed.Reused _ -> throw Problem.of(401, "session_over");
        };
    }

    @Operation(operationId = "authSignOut", tags = "Session", summary = "Ends this session")
    @PostMapping("/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Open(Open.To.EVERYONE)
    ResponseEntity<Void> signOut(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest given,
            @Nullable Caller caller,
            HttpServletRequest request) {
        if (caller != null) sessions.end(caller.session(), Sessions.End.SIGNED_OUT);
        Tickets.refreshToken(request, given == null ? null : given.refreshToken())
                .flatMap(sessions::sessionOf)
                .ifPresent(session -> sessions.end(session, Sessions.End.SIGNED_OUT));
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, tickets.noCookie())
                .build();
    }

    @Operation(
            operationId = "authPassword",
            tags = "Sessions",
            summary = "Changes the password; ends the other sessions")
    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(@Valid @RequestBody PasswordRequest change, Caller caller) {
        signIn.changePassword(caller, change.current(), change.next());
    }

    @Operation(
            operationId = "authVerifyEmail",
            tags = "Me",
            summary = "Proves that the mailbox is the person's, by the token of the letter")
    @PostMapping("/verify-email")
    @Open(Open.To.EVERYONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verifyEmail(@Valid @RequestBody VerifyRequest proof) {
        prove.prove(proof.token());
    }
}
