package reverie.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Credits;
import reverie.platform.Idempotency;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;

/** What it costs, that it is made, how it goes: over HTTP. */
@RestController
@RequestMapping("/api/v1")
class JobsController {
    static final String KEY = "Idempotency-Key";
    private static final Set<String> STATES = Set.of("queued", "running", "succeeded", "failed", "canceled");

    record Ask(
            @NotBlank @Size(max = 200) String model,
            @Nullable Map<String, Object> inputs) {}

    /** @param signature over id, account, model, inputs, price and expiry; checked against what is stored */
    @Schema(name = "Quote")
    record Quoted(
            UUID id,
            String model,
            Credits credits,
            long expectedSeconds,
            Instant expiresAt,
            Credits available,
            boolean enough,
            String signature) {
        static Quoted of(Quote quote) {
            return new Quoted(
                    quote.id(),
                    quote.model(),
                    quote.credits(),
                    quote.expectedSeconds(),
                    quote.expiresAt(),
                    quote.available(),
                    quote.enough(),
                    quote.signature());
        }
    }

    /** Either a quote, or a model with its inputs and, if wanted, the most it may cost. */
    record Start(
            @Nullable UUID quote,
            @Nullable @Size(max = 200) String model,
            @Nullable Map<String, Object> inputs,
            @Nullable Credits maxCredits) {}

    record Repeat(@Nullable Map<String, Object> inputs) {}

    private final Jobs jobs;
    private final Idempotency idempotency;

    JobsController(Jobs jobs, Idempotency idempotency) {
        this.jobs = jobs;
        this.idempotency = idempotency;
    }

    @Operation(operationId = "quotesCreate", summary = "What it would cost; takes nothing")
    @PostMapping("/quotes")
    @Open(Open.To.VISITORS)
    Quoted quote(@Valid @RequestBody Ask ask, Caller caller, HttpServletRequest request) {
        return Quoted.of(
                jobs.quote(asker(caller, request), ask.model(), ask.inputs() == null ? Map.of() : ask.inputs()));
    }

    @Operation(
            operationId = "jobsSubmit",
            summary = "Starts a job from a quote, or from a model and its inputs; holds the price")
    @PostMapping("/jobs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView start(
            @Valid @RequestBody Start start,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Caller caller,
            HttpServletRequest request) {
        Jobs.Asker asker = asker(caller, request);
        if (start.quote() != null) return jobs.submit(asker, start.quote(), key, null);
        if (start.model() == null) throw Problem.of(422, "invalid_input").field("quote", "fields.required");
        if (start.maxCredits() != null && start.maxCredits().isNegative()) {
            throw Problem.of(422, "invalid_input").field("maxCredits", "fields.wrong");
        }
        Map<String, Object> inputs = start.inputs() == null ? Map.of() : start.inputs();
        return jobs.submitNow(asker, start.model(), inputs, start.maxCredits(), key, null);
    }

    @Operation(operationId = "jobsList", summary = "Jobs, newest first")
    @GetMapping("/jobs")
    Page<JobView> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(name = "cursor", required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        if (state != null && !STATES.contains(state)) throw Problem.invalid("wrong", "state");
        return jobs.list(caller.account(), state, model, after, Page.limit(limit), caller.language());
    }

    @Operation(operationId = "jobsGet", summary = "One job")
    @GetMapping("/jobs/{id}")
    JobView get(@PathVariable UUID id, Caller caller) {
        return jobs.get(caller.account(), id, caller.language());
    }

    @Operation(operationId = "jobsCancel", summary = "Stops it and gives the held credits back")
    @PostMapping("/jobs/{id}/cancel")
    JobView cancel(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
        return jobs.cancel(asker(caller, request), id);
    }

    @Operation(operationId = "jobsRepeat", summary = "A quote for the same again, with changes if wanted")
    @PostMapping("/jobs/{id}/repeat")
    Quoted repeat(
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable Repeat repeat,
            Caller caller,
            HttpServletRequest request) {
        Map<String, Object> changes = repeat == null || repeat.inputs() == null ? Map.of() : repeat.inputs();
        return Quoted.of(jobs.repeat(asker(caller, request), id, changes));
    }

    @Operation(
            operationId = "jobsClaim",
            summary = "Pays for an output whose charge was undone because it could not be delivered")
    @PostMapping("/jobs/{id}/claim")
    JobView claim(
            @PathVariable UUID id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Caller caller,
            HttpServletRequest request) {
        Jobs.Asker asker = asker(caller, request);
        String path = "/jobs/" + id + "/claim";
        return idempotency.once(caller.account(), path, key, "", JobView.class, () -> jobs.claim(asker, id));
    }

    @Operation(operationId = "jobsDelete", summary = "Takes a finished job and its outputs out of the lists")
    @DeleteMapping("/jobs/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
        jobs.delete(asker(caller, request), id);
    }

    @Operation(operationId = "jobsRestore", summary = "Brings a deleted job back")
    @PostMapping("/jobs/{id}/restore")
    JobView restore(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
        return jobs.restore(asker(caller, request), id);
    }

    static Jobs.Asker asker(Caller caller, HttpServletRequest request) {
        return new Jobs.Asker(caller.account(), surface(request), caller.language());
    }

    /** A client may say what it is; a browser gives itself away; everything else is a program. */
    private static String surface(HttpServletRequest request) {
        String client = request.getHeader("X-Reverie-Client");
        if ("terminal".equals(client) || "web".equals(client)) return client;
        return request.getHeader("Sec-Fetch-Site") != null ? "web" : "api";
    }
}
