package reverie.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.identity.Accounts;
import reverie.platform.AccountId;
import reverie.platform.Idempotency;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.platform.web.OverviewPart;

/** Everybody's jobs, with what happened behind them; dead letters. For admins. */
@RestController
@RequestMapping("/api/v1/admin")
@Open(Open.To.ADMINS)
class AdminJobsController implements OverviewPart {
    @Schema(name = "AccountRef")
    record Owner(AccountId id, String displayName) {}

    record Fault(@JsonProperty("class") String errorClass, String code, String message) {}

    record Attempt(
            int number,
            String route,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Fault fault) {}

    record AdminJob(@JsonUnwrapped JobView job, Owner account, List<Attempt> attempts) {}

    record DeadLetter(JobView job, Owner account, String why, Instant at) {}

    record Reason(@NotBlank @Size(max = 500) String reason) {}

    private final Jobs facade;
    private final JobRows jobs;
    private final DeadLetters letters;
    private final Accounts accounts;
    private final Idempotency idempotency;
    private final JdbcClient db;

    AdminJobsController(
            Jobs facade, JobRows jobs, DeadLetters letters, Accounts accounts, Idempotency idempotency, JdbcClient db) {
        this.facade = facade;
        this.jobs = jobs;
        this.letters = letters;
        this.accounts = accounts;
        this.idempotency = idempotency;
        this.db = db;
    }

    @Operation(operationId = "adminJobsList", summary = "Everybody's jobs, newest first")
    @GetMapping("/jobs")
    Page<AdminJob> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable UUID account,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        int most = Page.limit(limit);
        List<Job> found = db.sql("""
                        select * from job
                         where (cast(:state as text) is null or state = :state)
                           and (cast(:model as text) is null or model = :model)
                           and (cast(:account as uuid) is null or account_id = cast(:account as uuid))
                           and (cast(:before as uuid) is null or id < cast(:before as uuid))
                         order by id desc limit :limit
                        """)
                .param("state", state, java.sql.Types.VARCHAR)
                .param("model", model, java.sql.Types.VARCHAR)
                .param("account", account == null ? null : account.toString(), java.sql.Types.VARCHAR)
                .param("before", Jobs.before(cursor), java.sql.Types.VARCHAR)
                .param("limit", most + 1)
                .query(jobs::job)
                .list();
        Page<Job> page = Page.of(found, most, job -> job.id().toString());
        return new Page<>(shown(page.items(), caller.language()), page.next());
    }

    @Operation(operationId = "adminJobsGet", summary = "One job with its owner and its attempts")
    @GetMapping("/jobs/{id}")
    AdminJob get(@PathVariable UUID id, Caller caller) {
        Job job = jobs.find(id).orElseThrow(Problem::notFound);
        return shown(List.of(job), caller.language()).getFirst();
    }

    @Operation(operationId = "adminDeadLettersList", summary = "Jobs that gave up")
    @GetMapping("/dead-letters")
    Page<DeadLetter> deadLetters(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        Page<Job> page = letters.list(cursor, Page.limit(limit));
        List<AdminJob> whole = shown(page.items(), caller.language());
        Map<UUID, Job> byId = JobRows.byId(page.items());
        return new Page<>(
                whole.stream()
                        .map(one -> {
                            Job job = java.util.Objects.requireNonNull(
                                    byId.get(one.job().id()));
                            Instant at = job.state().deadAt();
                            return new DeadLetter(
                                    one.job(), one.account(), why(one), at == null ? job.createdAt() : at);
                        })
                        .toList(),
                page.next());
    }

    /** The last words of the last attempt, for who has to understand it. */
    private static String why(AdminJob job) {
        Fault fault = job.attempts().isEmpty() ? null : job.attempts().getLast().fault();
        JobView.Failure error = job.job().error();
        if (fault != null) return fault.code() + ": " + fault.message();
        return error == null ? "" : error.code();
    }

    @Operation(
            operationId = "adminDeadLettersReplay",
            summary = "Lets a dead letter run again, at the price that was quoted")
    @PostMapping("/dead-letters/{id}/replay")
    JobView replay(
            @PathVariable UUID id,
            @RequestHeader(name = JobsController.KEY, required = false) @Nullable String key,
            Caller caller) {
        String path = "/admin/dead-letters/" + id + "/replay";
        return idempotency.once(caller.account(), path, key, "", JobView.class, () -> {
            Job replayed = letters.replay(caller.account(), id);
            return facade.shown(List.of(replayed), caller.language()).getFirst();
        });
    }

    @Operation(operationId = "adminDeadLettersDiscard", summary = "Puts a dead letter away, with a reason")
    @PostMapping("/dead-letters/{id}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable UUID id, @Valid @RequestBody Reason reason, Caller caller) {
        letters.discard(caller.account(), id, reason.reason());
    }

    private List<AdminJob> shown(List<Job> found, String language) {
        if (found.isEmpty()) return List.of();
        Map<UUID, List<DeadLetters.Attempt>> attempts = letters.attempts(found);
        Map<AccountId, Accounts.Account> owners =
                accounts.accounts(found.stream().map(Job::account).distinct().toList());
        return facade.shown(found, language).stream()
                .map(view -> {
                    Accounts.Account owner = owners.get(view.account());
                    return new AdminJob(
                            view,
                            new Owner(view.account(), owner == null ? "" : owner.displayName()),
                            attempts.getOrDefault(view.id(), List.of()).stream()
                                    .map(AdminJobsController::attempt)
                                    .toList());
                })
                .toList();
    }

    private static Attempt attempt(DeadLetters.Attempt a) {
        Fault fault = a.errorCode() == null || a.errorClass() == null
                ? null
                : new Fault(
                        a.errorClass().toLowerCase(Locale.ROOT), a.errorCode(), a.detail() == null ? "" : a.detail());
        return new Attempt(a.number(), a.provider() + "/" + a.model(), a.state(), a.startedAt(), a.endedAt(), fault);
    }

    record Counts(long queued, long running, long succeeded24h, long failed24h, long dead) {}

    record JobFigures(
            Counts jobs,
            @Nullable Double successRate24h,
            @Nullable Double medianSeconds24h) {}

    @Override
    public Class<JobFigures> type() {
        return JobFigures.class;
    }

    @Override
    public JobFigures figures() {
        record Row(
                long queued,
                long running,
                long succeeded,
                long failed,
                long dead,
                @Nullable Double median) {}
        Row row = db.sql("""
                        select count(*) filter (where state = 'queued') as queued,
                               count(*) filter (where state = 'running') as running,
                               count(*) filter (where state = 'succeeded'
                                                  and ended_at > reverie_now() - interval '24 hours') as succeeded,
                               count(*) filter (where state = 'failed'
                                                  and ended_at > reverie_now() - interval '24 hours') as failed,
                               count(*) filter (where dead_at is not null and discarded_at is null) as dead,
                               percentile_cont(0.5) within group (
                                   order by extract(epoch from ended_at - created_at)::float8)
                                   filter (where state = 'succeeded'
                                             and ended_at > reverie_now() - interval '24 hours') as median
                          from job
                         where ended_at is null or ended_at > reverie_now() - interval '24 hours'
                            or (dead_at is not null and discarded_at is null)
                        """).query(Row.class).single();
        long ended = row.succeeded() + row.failed();
        return new JobFigures(
                new Counts(row.queued(), row.running(), row.succeeded(), row.failed(), row.dead()),
                ended == 0 ? null : (double) row.succeeded() / ended,
                row.median());
    }
}
