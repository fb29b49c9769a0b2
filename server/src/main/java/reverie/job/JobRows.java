package reverie.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Jobs in their table: one statement for however many. */
@Component
class JobRows {
    static final TypeReference<LinkedHashMap<String, Object>> PLAIN = new TypeReference<>() {};
    private static final TypeReference<List<JobView.Moment>> TIMELINE = new TypeReference<>() {};

    /** What of a job can change, as its columns. */
    private record Changed(
            UUID id,
            String state,
            @Nullable String waiting,
            Instant deadline,
            @Nullable UUID hold,
            long held,
            long charged,
            int attempts,
            @Nullable Instant trouble,
            @Nullable Instant cancel,
            @Nullable String eclass,
            @Nullable String ecode,
            @Nullable Map<String, Object> recipe,
            @Nullable Map<String, Object> data,
            List<JobView.Moment> timeline,
            @Nullable Instant dead,
            @Nullable Instant hidden,
            @Nullable Instant started,
            @Nullable Instant ended) {
        static Changed of(Job job) {
            JobState s = job.state();
            return new Changed(
                    job.id(),
                    s.phase().word(),
                    s.waitingFor() == null ? null : s.waitingFor().word(),
                    s.deadline(),
                    s.hold(),
                    s.held().micros(),
                    s.charged().micros(),
                    s.attempts(),
                    s.troubleAt(),
                    s.cancelAt(),
                    s.errorClass(),
                    s.errorCode(),
                    s.recipe(),
                    s.data(),
                    s.timeline(),
                    s.deadAt(),
                    s.hiddenAt(),
                    s.startedAt(),
                    s.endedAt());
        }
    }

    /** A new job, as its columns. */
    private record Fresh(
            UUID id,
            UUID account,
            String surface,
            String language,
            String model,
            Map<String, Object> inputs,
            String lane,
            int band,
            int share,
            String state,
            @Nullable String waiting,
            Instant deadline,
            UUID quote,
            String price,
            long quoted,
            @Nullable UUID hold,
            long held,
            long expected,
            List<JobView.Moment> timeline,
            @Nullable String key,
            @Nullable String body,
            @Nullable String request,
            Instant created) {
        static Fresh of(Job job) {
            JobState s = job.state();
            return new Fresh(
                    job.id(),
                    job.account().value(),
                    job.surface(),
                    job.language(),
                    job.model(),
                    job.inputs(),
                    job.lane(),
                    job.band(),
                    job.share(),
                    s.phase().word(),
                    s.waitingFor() == null ? null : s.waitingFor().word(),
                    s.deadline(),
                    job.quote(),
                    job.priceVersion(),
                    job.quoted().micros(),
                    s.hold(),
                    s.held().micros(),
                    job.expectedSeconds(),
                    s.timeline(),
                    job.key(),
                    job.keyBody(),
                    job.requestId(),
                    job.createdAt());
        }
    }

    private final JdbcClient db;
    private final JsonMapper json;

    JobRows(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** The database's clock: the one of leases and deadlines. */
    Instant now() {
        return db.sql("select reverie_now() as now")
                .query((row, n) -> row.getTimestamp("now").toInstant())
                .single();
    }

    void insert(Collection<Job> jobs) {
        if (jobs.isEmpty()) return;
        db.sql("""
                        insert into job (id, account_id, surface, language, model, inputs, lane, band, share, state,
                                         waiting_for, deadline, quote_id, price_version, quoted_micros, hold_id,
                                         held_micros, charged_micros, expected_seconds, attempts, timeline, idem_key,
                                         idem_body, request_id, created_at)
                        select id, account, surface, language, model, inputs, lane, band, share, state,
                               waiting, deadline, quote, price, quoted, hold, held, 0, expected, 0, timeline, key,
                               body, request, created
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, account uuid, surface text,
                               language text, model text, inputs jsonb, lane text, band smallint, share smallint,
                               state text, waiting text, deadline timestamptz, quote uuid, price text, quoted bigint,
                               hold uuid, held bigint, expected bigint, timeline jsonb, key text, body text,
                               request text, created timestamptz)
                        """)
                .param(
                        "rows",
                        json.writeValueAsString(jobs.stream().map(Fresh::of).toList()))
                .update();
    }

    /** Writes the state of jobs that are locked. */
    void update(Collection<Job> jobs) {
        if (jobs.isEmpty()) return;
        db.sql("""
                        update job j
                           set state = n.state, waiting_for = n.waiting, deadline = n.deadline, hold_id = n.hold,
                               held_micros = n.held, charged_micros = n.charged, attempts = n.attempts,
                               trouble_at = n.trouble, cancel_at = n.cancel, error_class = n.eclass,
                               error_code = n.ecode, recipe = n.recipe, data = n.data, timeline = n.timeline,
                               dead_at = n.dead, hidden_at = n.hidden, started_at = n.started, ended_at = n.ended
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, state text, waiting text,
                               deadline timestamptz, hold uuid, held bigint, charged bigint, attempts smallint,
                               trouble timestamptz, cancel timestamptz, eclass text, ecode text, recipe jsonb,
                               data jsonb, timeline jsonb, dead timestamptz, hidden timestamptz, started timestamptz,
                               ended timestamptz)
                         where j.id = n.id
                        """)
                .param(
                        "rows",
                        json.writeValueAsString(jobs.stream().map(Changed::of).toList()))
                .update();
    }

    /** In id order, which is the order of locking. */
    Map<UUID, Job> lock(Collection<UUID> ids) {
        if (ids.isEmpty()) return Map.of();
        return byId(db.sql("select * from job where id = any(cast(:ids as uuid[])) order by id for update")
                .param("ids", array(ids))
                .query(this::job)
                .list());
    }

    Optional<Job> find(UUID id) {
        return db.sql("select * from job where id = :id")
                .param("id", id)
                .query(this::job)
                .optional();
    }

    static Map<UUID, Job> byId(List<Job> jobs) {
        Map<UUID, Job> found = new LinkedHashMap<>();
        jobs.forEach(job -> found.put(job.id(), job));
        return found;
    }

    static String[] array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    Job job(ResultSet row, int number) throws SQLException {
        String waiting = row.getString("waiting_for");
        JobState state = new JobState(
                JobState.Phase.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                waiting == null ? null : JobState.Waiting.valueOf(waiting.toUpperCase(java.util.Locale.ROOT)),
                row.getTimestamp("deadline").toInstant(),
                row.getObject("hold_id", UUID.class),
                new Credits(row.getLong("held_micros")),
                new Credits(row.getLong("charged_micros")),
                row.getInt("attempts"),
                instant(row, "trouble_at"),
                instant(row, "cancel_at"),
                row.getString("error_class"),
                row.getString("error_code"),
                plain(row.getString("recipe")),
                plain(row.getString("data")),
                json.readValue(row.getString("timeline"), TIMELINE),
                instant(row, "dead_at"),
                instant(row, "hidden_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"));
        return new Job(
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("surface"),
                row.getString("language"),
                row.getString("model"),
                json.readValue(row.getString("inputs"), PLAIN),
                row.getString("lane"),
                row.getInt("band"),
                row.getInt("share"),
                row.getObject("quote_id", UUID.class),
                row.getString("price_version"),
                new Credits(row.getLong("quoted_micros")),
                row.getLong("expected_seconds"),
                row.getString("idem_key"),
                row.getString("idem_body"),
                row.getString("request_id"),
                row.getTimestamp("created_at").toInstant(),
                state);
    }

    @Nullable
    Map<String, Object> plain(@Nullable String text) {
        return text == null ? null : json.readValue(text, PLAIN);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
