package reverie.platform;

import java.net.URI;
import java.nio.file.Path;
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

    public boolean does(Roles role) {
        return roles.contains(role);
    }

    /** Whether a phone elsewhere can open our links: only over public https. */
    public boolean hasPublicAddress() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }
}
