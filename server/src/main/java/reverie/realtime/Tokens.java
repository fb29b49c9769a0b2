package reverie.realtime;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.identity.Sessions;
import reverie.platform.web.Caller;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who holds a token, and how long it says so. */
@Component
class Tokens {
    /** @param expiresAt null for a token that does not tell */
    record Held(String token, Caller caller, @Nullable Instant expiresAt) {
        boolean isExpired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }

        /** Expired so long that whoever holds it won't send the next one. */
        boolean isOver(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt.plus(Limits.TOKEN_GRACE));
        }
    }

    private final Sessions sessions;
    private final JsonMapper json;
    private final Clock clock;

    Tokens(Sessions sessions, JsonMapper json, Clock clock) {
        this.sessions = sessions;
        this.json = json;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Optional<Held> read(String token) {
        return sessions.caller(token).map(caller -> new Held(token, caller, expiry(token)));
    }

    /** Of a token that has been checked: when it stops being good. */
    private @Nullable Instant expiry(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) return null;
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            JsonNode until =
                    json.readTree(new String(claims, StandardCharsets.UTF_8)).path("exp");
            return until.isNumber() ? Instant.ofEpochSecond(until.asLong()) : null;
        } catch (IllegalArgumentException | JacksonException e) {
            return null;
        }
    }
}
