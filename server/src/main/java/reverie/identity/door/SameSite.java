package reverie.identity.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import reverie.platform.Problem;
import reverie.platform.web.ProblemAdvice;

/**
 * Another site's page must not make a browser act here: refresh, sign out, or sign in as somebody else. Programs that
 * are no browsers send none of these headers and have no cookie of ours.
 */
class SameSite extends OncePerRequestFilter {
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final ProblemAdvice problems;
    private final @Nullable URI publicUrl;

    SameSite(ProblemAdvice problems, @Nullable URI publicUrl) {
        this.problems = problems;
        this.publicUrl = publicUrl;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READS.contains(request.getMethod()) || !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isFromHere(request)) chain.doFilter(request, response);
        else problems.write(Problem.of(403, "other_site"), request, response);
    }

    private boolean isFromHere(HttpServletRequest request) {
        // No page can set this header; a browser that sends it knows better than we can.
        String site = request.getHeader(FETCH_SITE);
        if (site != null) return OURS.contains(site);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) return true;
        try {
            return isOurs(URI.create(origin), request);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isOurs(URI origin, HttpServletRequest request) {
        if (origin.getHost() == null || origin.getScheme() == null) return false;
        int port = port(origin);
        if (publicUrl != null
                && origin.getScheme().equals(publicUrl.getScheme())
                && origin.getHost().equalsIgnoreCase(publicUrl.getHost())
                && port == port(publicUrl)) return true;
        return origin.getScheme().equals(request.getScheme())
                && origin.getHost().equalsIgnoreCase(request.getServerName())
                && port == request.getServerPort();
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) return uri.getPort();
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
