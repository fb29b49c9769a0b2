package reverie.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import reverie.platform.Limiter;
import reverie.platform.Problem;

/** Limits what is no endpoint of ours and so has no limit there: files, health, figures, the description. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PaceFilter extends OncePerRequestFilter {
    /** A page takes some thirty files, and many people may share one address. */
    private static final Limiter.Rate PER_ADDRESS = Limiter.Rate.perMinute(6_000);

    private static final List<String> LIMITED_THEMSELVES = List.of("/api/", "/socket.io");

    private final Pace pace;
    private final ProblemAdvice problems;

    PaceFilter(Pace pace, ProblemAdvice problems) {
        this.pace = pace;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return LIMITED_THEMSELVES.stream()
                .anyMatch(path -> request.getRequestURI().startsWith(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var verdict = pace.take("page", Pace.network(request.getRemoteAddr()), PER_ADDRESS, response);
        if (verdict.allowed()) {
            chain.doFilter(request, response);
        } else {
            var refusal = Problem.of(429, "too_many_requests").retryAfter(verdict.resetAfterSeconds());
            problems.write(refusal, request, response);
        }
    }
}
