package reverie.identity.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reverie.platform.Problem;
import reverie.platform.web.ProblemAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request that does not get as far as a controller, in the same form as those that do. */
@Component
class Refusals {
    private final ProblemAdvice problems;
    private final JsonMapper json;

    Refusals(ProblemAdvice problems, JsonMapper json) {
        this.problems = problems;
        this.json = json;
    }

    /** An exception that came up before any controller could. */
    void write(RuntimeException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(problems.fault(e, request), request, response);
    }

    void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) return;
        response.setStatus(problem.status());
        Long retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(problems.detail(problem, ProblemAdvice.language(request))));
    }
}
