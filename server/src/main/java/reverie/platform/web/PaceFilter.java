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

/** Limits what is no endpoint of ours and so has no limit there: files, health, figures, the description. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PaceFilter extends OncePerRequestFilter {
    /** What no endpoint of the first takes is counted where it is refused. */
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
        var refusal = pace.takeElse(request, response);
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            problems.write(refusal.get(), request, response);
        }
    }
}
