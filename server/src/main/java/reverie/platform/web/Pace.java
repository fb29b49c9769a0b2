package reverie.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reverie.platform.Limiter;
import reverie.platform.Problem;

/** How often one caller may knock, at any door of HTTP: counts, and says so in the answer's headers. */
@Component
public class Pace {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final String LEFT = "RateLimit";

    /** A page takes some thirty files, and many people may share one address. */
    private static final Limiter.Rate PER_ADDRESS = Limiter.Rate.perMinute(6_000);

    private final Limiter limiter;

    Pace(Limiter limiter) {
        this.limiter = limiter;
    }

    /** Counts one call of {@code who} for {@code what}; {@code RateLimit} headers tell what is left. */
    public Limiter.Verdict take(String what, String who, Limiter.Rate rate, HttpServletResponse response) {
        Limiter.Verdict verdict = limiter.take(what + ":" + who, rate);
        response.setHeader(
                "RateLimit-Policy",
                "\"default\";q=" + verdict.limit() + ";w=" + rate.per().toSeconds());
        response.setHeader(LEFT, "\"default\";r=" + verdict.remaining() + ";t=" + verdict.resetAfterSeconds());
        if (!verdict.allowed()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, verdict.resetAfterSeconds())));
        }
        return verdict;
    }

    /**
     * Counts what is no endpoint of ours and so has no limit there, unless it was counted already.
     *
     * @return the refusal, if it was too much
     */
    Optional<Problem> takeElse(HttpServletRequest request, HttpServletResponse response) {
        if (response.containsHeader(LEFT)) return Optional.empty();
        var verdict = take("page", network(request.getRemoteAddr()), PER_ADDRESS, response);
        return verdict.allowed()
                ? Optional.empty()
                : Optional.of(Problem.of(429, "too_many_requests").retryAfter(verdict.resetAfterSeconds()));
    }

    /** An address as limits see it. Whoever has one address of IPv6 has all of its network: they count as one. */
    public static String network(String address) {
        try {
            if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
                return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), IPV6_NETWORK_BYTES));
            }
        } catch (IllegalArgumentException e) {
            return address;
        }
        return address;
    }
}
