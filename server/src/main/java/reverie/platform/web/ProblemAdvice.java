package reverie.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import reverie.platform.Problem;
import reverie.platform.Texts;
import reverie.platform.Transactions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Turns every failure into one answer: RFC 9457, in the caller's language, without anything of our insides. */
@RestControllerAdvice
public class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Whoever sends ten thousand fields that there are not needs no sentence for each. */
    private static final int FIELDS_MAX = 50;

    private final Texts texts;
    private final JsonMapper json;
    private final Pace pace;

    ProblemAdvice(Texts texts, JsonMapper json, Pace pace) {
        this.texts = texts;
        this.json = json;
        this.pace = pace;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(Problem problem, HttpServletRequest request) {
        return answer(problem, language(request));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(MethodArgumentNotValidException e, HttpServletRequest request) {
        Problem problem = Problem.of(422, "invalid_input");
        for (FieldError error : e.getBindingResult().getFieldErrors()) {
            problem.field(error.getField(), fieldKey(error.getCode()), arguments(error.getArguments()));
        }
        return answer(problem, language(request));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(HandlerMethodValidationException e, HttpServletRequest request) {
        Problem problem = Problem.of(422, "invalid_input");
        e.getParameterValidationResults().forEach(result -> {
            String name = result.getMethodParameter().getParameterName();
            problem.field(name == null ? "input" : name, "fields.wrong");
        });
        return answer(problem, language(request));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            // Such as that it does not end.
            if (cause instanceof Problem refusal) return answer(refusal, language(request));
        }
        Problem problem = Problem.of(400, "unreadable_body");
        if (e.getCause() instanceof JacksonException wrong) {
            String path = wrong.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
            if (!path.isEmpty()) problem.field(path, "fields.wrong");
        }
        return answer(problem, language(request));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        // An id that is none can't be anybody's thing.
        if (e.getRequiredType() == java.util.UUID.class) return answer(Problem.notFound(), language(request));
        return answer(Problem.invalid("wrong", e.getName()), language(request));
    }

    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("The client went away: {}", e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(Exception e, HttpServletRequest request, HttpServletResponse response) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            // What no endpoint took had no limit until here.
            var tooMuch = pace.takeElse(request, response);
            if (tooMuch.isPresent()) return answer(tooMuch.get(), language(request));
            Problem problem = Problem.of(known.getStatusCode().value(), code(known.getStatusCode()));
            // Such as what is allowed instead.
            return ResponseEntity.status(problem.status())
                    .headers(known.getHeaders())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(detail(problem, language(request)));
        }
        return answer(fault(e, request), language(request));
    }

    /** What we say of an exception that is nobody's mistake but ours; also for filters, which no advice sees. */
    public Problem fault(Exception e, HttpServletRequest request) {
        if (Transactions.isAway(e)) {
            log.warn("The database did not answer: {}", e.toString());
            return Problem.of(503, "database_away").retryAfter(2);
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return Problem.of(500, "our_fault");
    }

    static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 413 -> "too_large";
            case 415 -> "unsupported_type";
            default -> "bad_request";
        };
    }

    private static String fieldKey(@Nullable String constraint) {
        return constraint == null ? "fields.wrong" : "fields." + constraint.toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, Object> arguments(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length < 3) return Map.of();
        return Map.of("max", String.valueOf(arguments[1]), "min", String.valueOf(arguments[2]));
    }

    public static String language(HttpServletRequest request) {
        return Texts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private ResponseEntity<ProblemDetail> answer(Problem problem, String language) {
        var response = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Long retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) response.header(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        return response.body(detail(problem, language));
    }

    /** Answers where no controller does. */
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) return;
        Long retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(detail(problem, language(request))));
    }

    /** The body of the answer, also for doors that are not HTTP's. */
    public ProblemDetail detail(Problem problem, String language) {
        String key = "errors." + problem.code();
        ProblemDetail body = ProblemDetail.forStatus(problem.status());
        body.setType(URI.create("urn:reverie:problem:" + problem.code()));
        HttpStatus status = HttpStatus.resolve(problem.status());
        String fallback = status == null ? "Error" : status.getReasonPhrase();
        body.setTitle(texts.find(language, key + ".title", problem.values()).orElse(fallback));
        texts.find(language, key + ".detail", problem.values()).ifPresent(body::setDetail);
        body.setProperty("code", problem.code());
        texts.find(language, key + ".remedy", problem.values()).ifPresent(r -> body.setProperty("remedy", r));
        if (!problem.fields().isEmpty()) {
            List<Map<String, String>> fields = problem.fields().stream()
                    .limit(FIELDS_MAX)
                    .map(f -> Map.of(
                            "field", f.field(),
                            "message", texts.get(language, "errors." + f.messageKey(), f.values())))
                    .toList();
            body.setProperty("errors", fields);
        }
        problem.extras().forEach(body::setProperty);
        if (problem.status() >= 500) body.setProperty("reference", MDC.get("request"));
        return body;
    }
}
