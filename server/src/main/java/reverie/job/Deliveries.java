package reverie.job;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.media.MediaStore;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome;
import reverie.wallet.Wallet;
import tools.jackson.databind.json.JsonMapper;

/** Results that a door outside hands over: that it did, that it could not, that they were claimed or ran out. */
@Component
class Deliveries {
    private record Row(UUID id, UUID job, String state) {}

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final JobRows jobs;
    private final Wallet wallet;
    private final MediaStore media;
    private final Views views;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    Deliveries(
            Transactions transactions,
            JdbcClient db,
            JsonMapper json,
            JobRows jobs,
            Wallet wallet,
            MediaStore media,
            Views views,
            Ids ids,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.jobs = jobs;
        this.wallet = wallet;
        this.media = media;
        this.views = views;
        this.ids = ids;
        this.events = events;
    }

    /** Of these jobs, those whose result a door waits for. */
    Map<UUID, Delivery> pending(Collection<UUID> wanted) {
        Map<UUID, Delivery> found = new HashMap<>();
        db.sql("""
                        select job_id, id, door, target from job_delivery
                         where job_id = any(cast(:ids as uuid[])) and state = 'pending'
                        """)
                .param("ids", JobRows.array(wanted))
                .query((row, n) -> Map.entry(
                        row.getObject("job_id", UUID.class),
                        new Delivery(
                                row.getObject("id", UUID.class),
                                row.getString("door"),
                                json.readValue(row.getString("target"), JobRows.PLAIN))))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private @Nullable Delivery of(UUID job) {
        return db.sql("select id, door, target from job_delivery where job_id = :job")
                .param("job", job)
                .query((row, n) -> new Delivery(
                        row.getObject("id", UUID.class),
                        row.getString("door"),
                        json.readValue(row.getString("target"), JobRows.PLAIN)))
                .optional()
                .orElse(null);
    }

    /** There is something to deliver now: the door has until then. */
    void begin(List<UUID> ready, Instant until) {
        if (ready.isEmpty()) return;
        db.sql("""
                        update job_delivery set deadline = :until
                         where job_id = any(cast(:ids as uuid[])) and state = 'pending'
                        """)
                .param("until", java.sql.Timestamp.from(until))
                .param("ids", JobRows.array(ready))
                .update();
    }

    /** There never will be anything to deliver. */
    void giveUp(List<UUID> over) {
        if (over.isEmpty()) return;
        db.sql("""
                        update job_delivery set state = 'failed', why = 'no_result', ended_at = reverie_now()
                         where job_id = any(cast(:ids as uuid[])) and state = 'pending'
                        """).param("ids", JobRows.array(over)).update();
    }

    /** The job that had nothing to deliver runs once more. */
    @Nullable
    Delivery reopen(UUID job, Instant until) {
        db.sql("""
                        update job_delivery set state = 'pending', why = null, ended_at = null, deadline = :until
                         where job_id = :job and state = 'failed'
                        """)
                .param("until", java.sql.Timestamp.from(until))
                .param("job", job)
                .update();
        return of(job);
    }

    void delivered(UUID delivery) {
        transactions.write(() -> {
            Job job = lock(delivery);
            if (job == null || job.state().waitingFor() != JobState.Waiting.DELIVERY) return;
            Instant now = jobs.now();
            end(delivery, "delivered", null, now);
            change(job, job.state().delivered(now), "delivered", now);
        });
    }

    /** The charge is reversed, the output locked; it waits to be claimed. The second call changes nothing. */
    void failed(UUID delivery, String why) {
        transactions.write(() -> {
            Job job = lock(delivery);
            if (job == null || job.state().waitingFor() != JobState.Waiting.DELIVERY) return;
            Instant now = jobs.now();
            JobState state = job.state();
            boolean paid = state.hold() != null && !state.charged().isZero();
            if (paid) wallet.reverse(Objects.requireNonNull(state.hold()), why);
            JobState next = state.undelivered(now);
            // What cost nothing is not locked: there is nothing to claim it at.
            if (paid) media.lock(outputs(job), true);
            else next = next.claimed(now, null, Credits.ZERO);
            db.sql("""
                            update job_delivery
                               set state = :state, why = :why, deadline = :deadline, ended_at = :ended
                             where id = :id
                            """)
                    .param("state", paid ? "claimable" : "failed")
                    .param("why", why.length() <= 500 ? why : why.substring(0, 500))
                    .param("deadline", java.sql.Timestamp.from(next.deadline()))
                    .param("ended", paid ? null : java.sql.Timestamp.from(now), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("id", delivery)
                    .update();
            change(job, next, "undelivered", now);
        });
    }

    /** Pays for what was not delivered, at the price of its quote. */
    Job claim(Jobs.Asker asker, UUID id) {
        return transactions.write(() -> {
            Job job = jobs.lock(List.of(id)).get(id);
            if (job == null || !Views.owns(job, asker.account())) throw Problem.notFound();
            if (job.state().waitingFor() != JobState.Waiting.CLAIM) throw Problem.of(409, "nothing_to_claim");
            UUID hold = ids.next();
            var held = wallet.hold(List.of(new Wallet.HoldRequest(hold, job.account(), job.quoted(), job.id())));
            if (held.getFirst() instanceof HoldOutcome.NotEnough(Credits missing, var balance)) {
                throw SubmitJob.notEnough(job.quoted(), missing, balance);
            }
            wallet.settle(List.of(new Wallet.Settlement(hold, job.quoted())));
            media.lock(outputs(job), false);
            Instant now = jobs.now();
            db.sql("""
                            update job_delivery set state = 'delivered', ended_at = :now
                             where job_id = :job and state = 'claimable'
                            """)
                    .param("now", java.sql.Timestamp.from(now))
                    .param("job", id)
                    .update();
            return change(job, job.state().claimed(now, hold, job.quoted()), "claimed", now);
        });
    }

    /** Deadlines of doors and of claims. Called by housekeeping. */
    void enforce() {
        List<Row> due = db.sql("""
                        select id, job_id as job, state from job_delivery
                         where ended_at is null and deadline < reverie_now() order by deadline limit 100
                        """)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class), row.getObject("job", UUID.class), row.getString("state")))
                .list();
        JobHousekeeping.each(due, row -> {
            if (row.state().equals("pending")) failed(row.id(), "the door did not answer in time");
            else expire(row);
        });
    }

    private void expire(Row row) {
        transactions.write(() -> {
            Job job = jobs.lock(List.of(row.job())).get(row.job());
            if (job == null || job.state().waitingFor() != JobState.Waiting.CLAIM) return;
            Instant now = jobs.now();
            media.trash(job.account(), outputs(job));
            end(row.id(), "expired", "not claimed in time", now);
            change(job, job.state().expired(now), "expired", now);
        });
    }

    private @Nullable Job lock(UUID delivery) {
        UUID id = db.sql("select job_id from job_delivery where id = :id")
                .param("id", delivery)
                .query(UUID.class)
                .optional()
                .orElse(null);
        return id == null ? null : jobs.lock(List.of(id)).get(id);
    }

    private void end(UUID delivery, String state, @Nullable String why, Instant now) {
        db.sql("update job_delivery set state = :state, why = coalesce(:why, why), ended_at = :now where id = :id")
                .param("state", state)
                .param("why", why, java.sql.Types.VARCHAR)
                .param("now", java.sql.Timestamp.from(now))
                .param("id", delivery)
                .update();
    }

    private Job change(Job job, JobState next, String what, Instant now) {
        Job after = job.with(next);
        jobs.update(List.of(after));
        events.publishEvent(new JobChanged(views.changed(after, now), what, of(job.id())));
        return after;
    }

    private List<UUID> outputs(Job job) {
        return views.outputs(List.of(job)).getOrDefault(job.id(), List.of());
    }
}
