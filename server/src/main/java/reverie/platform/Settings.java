package reverie.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the host said, checked at the start.
 *
 * @param home the data folder ({@code REVERIE_HOME})
 * @param port of the web door; 0 picks a free one ({@code REVERIE_PORT})
 * @param roles what this process does ({@code REVERIE_ROLES})
 * @param publicUrl the address people reach it at, without a trailing slash ({@code REVERIE_PUBLIC_URL})
 * @param databaseUrl an outside PostgreSQL; the embedded one when absent ({@code DATABASE_URL})
 * @param rateLimits off only for a load test ({@code REVERIE_RATE_LIMITS})
 * @param sandbox whether the stand-ins of outside services run ({@code --sandbox})
 */
public record Settings(
        Path home,
        int port,
        Set<Roles> roles,
        @Nullable URI publicUrl,
        @Nullable String databaseUrl,
        boolean rateLimits,
        boolean sandbox) {

    /** Names that nobody outside knows (RFC 6761, 6762, 8375; .internal and .lan by custom). */
    private static final Set<String> AT_HOME =
            Set.of(".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test");

    public boolean does(Roles role) {
        return roles.contains(role);
    }

    /** Whether people reach us over https. */
    public boolean hasPublicAddress() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }

    /** Whether a phone elsewhere can open our links: over https, and not under a name for this house alone. */
    public boolean isKnownOutside() {
        return publicUrl != null && hasPublicAddress() && isKnownOutside(publicUrl.getHost());
    }

    private static boolean isKnownOutside(@Nullable String host) {
        if (host == null || !host.contains(".") && !host.contains(":")) return false;
        String name = host.toLowerCase(Locale.ROOT);
        if (AT_HOME.stream().anyMatch(name::endsWith)) return false;
        try {
            InetAddress address = InetAddress.ofLiteral(name.replaceAll("^\\[|]$", ""));
            boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
            return !(uniqueLocal
                    || address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress()
                    || address.isAnyLocalAddress());
        } catch (IllegalArgumentException e) {
            // A name, as it should be.
            return true;
        }
    }
}
