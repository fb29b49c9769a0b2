package reverie.platform.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Problem;

/** What was refused before it came to us, answered as we do. Its own address is nobody's. */
@Hidden
@RestController
class ErrorsController implements ErrorController {
    private final ProblemAdvice problems;

    ErrorsController(ProblemAdvice problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    @Open(Open.To.EVERYONE)
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object given = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = given instanceof Integer known ? known : 404;
        String code = status >= 500 ? "our_fault" : ProblemAdvice.code(HttpStatusCode.valueOf(status));
        problems.write(Problem.of(status, code), request, response);
    }
}
