package reverie.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import reverie.platform.Settings;

/** Hands out what opens the door: the access token in the body, the refresh token where no script can read it. */
@Component
class Tickets {
    static final String COOKIE = "reverie_refresh";
    /** Where the cookie goes, and nowhere else; that is why it can't carry the {@code __Host-} prefix. */
    private static final String PATH = "/api/v1/auth";

    private final Sessions sessions;
    private final AccountRows rows;
    private final Settings settings;

    Tickets(Sessions sessions, AccountRows rows, Settings settings) {
        this.sessions = sessions;
        this.rows = rows;
        this.settings = settings;
    }

    ResponseEntity<Session> hand(int status, Sessions.Opened opened, Client client) {
        Accounts.Account account = rows.find(opened.account()).orElseThrow();
        String refresh = opened.visit() ? null : sessions.refreshToken(opened);
        var body = new Session(
                account,
                sessions.accessToken(opened),
                sessions.accessLife(opened).toSeconds(),
                client.isPhone() ? refresh : null);
        var response = ResponseEntity.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (refresh != null && !client.isPhone()) {
            response.header(
                    HttpHeaders.SET_COOKIE, cookie(refresh, Sessions.LIFE).toString());
        }
        return response.body(body);
    }

    /** Takes the browser's copy away. */
    String noCookie() {
        return cookie("", Duration.ZERO).toString();
    }

    private ResponseCookie cookie(String value, Duration life) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .secure(settings.hasPublicAddress())
                .sameSite("Strict")
                .path(PATH)
                .maxAge(life)
                .build();
    }

    static Optional<String> refreshToken(HttpServletRequest request, @Nullable String inBody) {
        if (inBody != null && !inBody.isBlank()) return Optional.of(inBody);
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isBlank() ? Optional.empty() : Optional.of(cookie.getValue());
    }
}
