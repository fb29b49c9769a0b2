package reverie.media;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.Secrets;

/**
 * Links that open one medium without a token, for a time: for {@code <img>} and {@code <video>}. What is trashed or
 * locked stays closed to them too.
 */
@Component
class Links {
    enum Verdict {
        GOOD,
        OVER,
        FORGED
    }

    private static final String PURPOSE = "media-link";
    private static final int RADIX = 36;

    private final Secrets secrets;
    private final Clock clock;

    Links(Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Relative; good for 24 to 25 hours, so that it stays the same within an hour and browsers can keep the bytes. */
    String to(UUID id, @Nullable String variant) {
        long same = Limits.LINK_SAME_FOR.toSeconds();
        long until = (clock.instant().getEpochSecond() / same + 1) * same + Limits.LINK_VALID.toSeconds();
        String token = Long.toString(until, RADIX) + "." + secrets.sign(PURPOSE, text(id, until));
        return "/api/v1/media/" + id + "/content?t=" + token + (variant == null ? "" : "&variant=" + variant);
    }

    Verdict check(UUID id, String token) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > 12) return Verdict.FORGED;
        long until;
        try {
            until = Long.parseLong(token.substring(0, dot), RADIX);
        } catch (NumberFormatException e) {
            return Verdict.FORGED;
        }
        if (!secrets.verify(PURPOSE, text(id, until), token.substring(dot + 1))) return Verdict.FORGED;
        return clock.instant().getEpochSecond() < until ? Verdict.GOOD : Verdict.OVER;
    }

    private static String text(UUID id, long until) {
        return id + "\n" + until;
    }
}
