package reverie.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.identity.Audit;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome;
import reverie.wallet.Wallet;

/** Jobs that failed for a reason nobody understands: kept until an admin gives them a second life or puts them away. */
@Component
class DeadLetters {
    record Attempt(
            UUID job,
            int number,
            String provider,
            String model,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String errorClass,
            @Nullable String errorCode,
            @Nullable String detail) {}

    private final Transactions transactions;
    private final JdbcClient db;
    private final JobRows jobs;
    private final Line line;
    private final Deliveries deliveries;
    private final Wallet wallet;
    private final Audit audit;
    private final Views views;
    private final Ids ids;
    private final Bell bell;
    private final ApplicationEventPublisher events;

    DeadLetters(
            Transactions transactions,
            JdbcClient db,
            JobRows jobs,
            Line line,
            Deliveries deliveries,
            Wallet wallet,
            Audit audit,
            Views views,
            Ids ids,
            Bell bell,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.db = db;
        this.jobs = jobs;
        this.line = line;
        this.deliveries = deliveries;
        this.wallet = wallet;
        this.audit = audit;
        this.views = views;
        this.ids = ids;
        this.bell = bell;
        this.events = events;
    }

    Page<Job> list(@Nullable String cursor, int limit) {
        List<Job> found = db.sql("""
                        select * from job
                         where dead_at is not null and discarded_at is null
                           and (cast(:before as uuid) is null or id < cast(:before as uuid))
                         order by id desc limit :limit
                        """)
                .param("before", Jobs.before(cursor), java.sql.Types.VARCHAR)
                .param("limit", limit + 1)
                .query(jobs::job)
                .list();
        return Page.of(found, limit, job -> job.id().toString());
    }

    /** Under a new hold, at the price of its quote. */
    Job replay(AccountId admin, UUID id) {
        return transactions.write(() -> {
            // Locked in the order of whoever starts a job: the turn, the job, the wallet.
            Line.Turn turn = Line.Turn.of(jobs.find(id).orElseThrow(Problem::notFound));
            Map<Line.Turn, Long> turns = line.lock(List.of(turn));
            Job job = dead(id);
            // It has just become somebody else's: that is another turn.
            if (!turn.equals(Line.Turn.of(job))) throw noDeadLetter();
            // Its owner can still bring it back; until then nothing is made, and charged, that nobody would see.
            if (job.state().hiddenAt() != null) throw noDeadLetter();
            boolean paid = !job.quoted().isZero();
            UUID hold = paid ? ids.next() : null;
            if (hold != null) {
                var held = wallet.hold(List.of(new Wallet.HoldRequest(hold, job.account(), job.quoted(), id)));
                if (held.getFirst() instanceof HoldOutcome.NotEnough(Credits missing, var balance)) {
                    throw SubmitJob.notEnough(job.quoted(), missing, balance);
                }
            }
            Instant now = jobs.now();
            Job after = job.with(job.state().replayed(now, hold, paid ? job.quoted() : Credits.ZERO));
            jobs.update(List.of(after));
            line.enter(List.of(after), turns, now);
            audit.record(admin, "job.replay", "job:" + id, Map.of("quoted", job.quoted()));
            // Until there is something to deliver, the job's own deadline counts.
            Delivery delivery = deliveries.reopen(id, now.plus(Limits.DEADLINE_CLAIM));
            events.publishEvent(new JobChanged(views.changed(after, List.of(), now), "queued", delivery));
            transactions.afterCommit(bell::work);
            return after;
        });
    }

    void discard(AccountId admin, UUID id, String reason) {
        transactions.write(() -> {
            dead(id);
            db.sql("update job set discarded_at = reverie_now(), discard_reason = :reason where id = :id")
                    .param("reason", reason)
                    .param("id", id)
                    .update();
            audit.record(admin, "job.discard", "job:" + id, Map.of("reason", reason));
        });
    }

    private Job dead(UUID id) {
        Job job = jobs.lock(List.of(id)).get(id);
        if (job == null) throw Problem.notFound();
        boolean away = db.sql("select discarded_at is not null from job where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (job.state().deadAt() == null || away) throw noDeadLetter();
        return job;
    }

    private static Problem noDeadLetter() {
        return Problem.of(409, "no_dead_letter");
    }

    Map<UUID, List<Attempt>> attempts(List<Job> of) {
        Map<UUID, List<Attempt>> found = new HashMap<>();
        if (of.isEmpty()) return found;
        db.sql("select * from job_attempt where job_id = any(cast(:ids as uuid[])) order by job_id, number")
                .param("ids", JobRows.array(of.stream().map(Job::id).toList()))
                .query((row, n) -> new Attempt(
                        row.getObject("job_id", UUID.class),
                        row.getInt("number"),
                        row.getString("provider"),
                        row.getString("model"),
                        row.getString("state"),
                        row.getTimestamp("started_at").toInstant(),
                        JobRows.instant(row, "ended_at"),
                        row.getString("error_class"),
                        row.getString("error_code"),
                        row.getString("detail")))
                .list()
                .forEach(a -> found.computeIfAbsent(a.job(), k -> new java.util.ArrayList<>())
                        .add(a));
        return found;
    }
}
