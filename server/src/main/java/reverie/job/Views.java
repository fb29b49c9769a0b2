package reverie.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.catalog.Catalog;
import reverie.catalog.ModelId;
import reverie.media.MediaStore;
import reverie.media.MediaView;
import reverie.platform.AccountId;
import reverie.platform.Texts;

/** Jobs as their owner sees them, in the owner's words. */
@Component
class Views {
    /** Further back than this nobody is told an exact place. */
    private static final int PLACES_COUNTED_MAX = 100;

    /** Where a job stands that can be taken up or runs. */
    record Standing(boolean leased, double progress, int place) {}

    private final JdbcClient db;
    private final Catalog catalog;
    private final MediaStore media;
    private final Texts texts;
    private final Running running;
    private final Lanes lanes;

    Views(JdbcClient db, Catalog catalog, MediaStore media, Texts texts, Running running, Lanes lanes) {
        this.db = db;
        this.catalog = catalog;
        this.media = media;
        this.texts = texts;
        this.running = running;
        this.lanes = lanes;
    }

    /** With inputs, place in line and how far it is. */
    List<JobView> whole(Collection<Job> jobs, @Nullable String language, Instant now) {
        List<UUID> live =
                jobs.stream().filter(j -> !j.state().isFinal()).map(Job::id).toList();
        Map<UUID, Standing> standings = live.isEmpty() ? Map.of() : standings(live);
        Map<UUID, List<UUID>> outputs = outputs(jobs);
        return jobs.stream()
                .map(job -> {
                    Standing standing = standings.get(job.id());
                    return view(
                            job,
                            language == null ? job.language() : language,
                            mediaOf(job, outputs.getOrDefault(job.id(), List.of())),
                            standing,
                            place(job, standing),
                            true,
                            now);
                })
                .toList();
    }

    /** For the log: how it is from this change on. The outputs are known to who made the change. */
    JobView changed(Job job, List<UUID> outputs, Instant now) {
        return view(job, job.language(), mediaOf(job, outputs), null, null, false, now);
    }

    /** The same where the outputs have to be looked up. */
    JobView changed(Job job, Instant now) {
        return changed(job, outputs(List.of(job)).getOrDefault(job.id(), List.of()), now);
    }

    private List<MediaView> mediaOf(Job job, List<UUID> outputs) {
        return outputs.isEmpty() ? List.of() : media.views(job.account(), outputs);
    }

    private JobView view(
            Job job,
            String language,
            List<MediaView> outputs,
            @Nullable Standing standing,
            @Nullable Integer place,
            boolean withInputs,
            Instant now) {
        JobState s = job.state();
        double progress = progress(job, standing);
        Map<String, Object> data = s.data() == null ? Map.of() : s.data();
        return new JobView(
                job.id(),
                job.account(),
                job.model(),
                title(job.model(), language),
                s.phase().word(),
                s.waitingFor() == null ? null : s.waitingFor().word(),
                place,
                progress,
                eta(job, place, progress, now),
                s.deadline(),
                otherwise(s, language),
                job.quoted(),
                s.held(),
                s.charged(),
                withInputs ? job.inputs() : null,
                outputs,
                failure(s, language),
                s.timeline(),
                s.recipe(),
                words(data.get("understood")),
                words(data.get("notUsed")),
                job.surface(),
                job.createdAt(),
                s.startedAt(),
                s.endedAt());
    }

    String title(String model, String language) {
        String key = "model." + model.replace('/', '.') + ".title";
        return texts.find(language, key, Map.of())
                .orElseGet(() ->
                        catalog.find(new ModelId(model)).map(m -> m.title()).orElse(model));
    }

    private double progress(Job job, @Nullable Standing standing) {
        if (job.state().phase() == JobState.Phase.SUCCEEDED) return 1;
        double here = running.progress(job.id());
        return Math.max(here, standing == null ? 0 : standing.progress());
    }

    private @Nullable Long eta(Job job, @Nullable Integer place, double progress, Instant now) {
        if (job.state().isFinal()) return null;
        if (place != null) {
            long turns = (place - 1L) / lanes.cap(job.lane()) + 1;
            return turns * job.expectedSeconds();
        }
        Instant started = job.state().startedAt();
        return started == null ? null : left(job.expectedSeconds(), Duration.between(started, now), progress);
    }

    /** The plan counts at first; the more is done, the more its own pace does. */
    static long left(long expectedSeconds, Duration gone, double progress) {
        double planned = Math.max(1, expectedSeconds * (1 - progress));
        if (progress < 0.02) return Math.round(Math.max(1, expectedSeconds - gone.toMillis() / 1000.0));
        double paced = gone.toMillis() / 1000.0 * (1 - progress) / progress;
        double trust = Math.min(1, progress * 2);
        return Math.max(1, Math.round(planned * (1 - trust) + paced * trust));
    }

    private String otherwise(JobState s, String language) {
        String key = s.waitingFor() != null
                ? "jobs.otherwise." + s.waitingFor().word()
                : s.isFinal() ? "jobs.otherwise.nothing" : "jobs.otherwise.running";
        return texts.get(language, key);
    }

    private JobView.@Nullable Failure failure(JobState s, String language) {
        if (s.errorCode() == null || s.errorClass() == null) return null;
        String key = "errors." + s.errorCode();
        String byClass = "jobs.failed." + s.errorClass();
        return new JobView.Failure(
                s.errorClass(),
                s.errorCode(),
                texts.find(language, key + ".detail", Map.of())
                        .orElseGet(() -> texts.get(language, byClass + ".detail")),
                texts.find(language, key + ".remedy", Map.of())
                        .orElseGet(() -> texts.get(language, byClass + ".remedy")));
    }

    private static @Nullable List<String> words(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : null;
    }

    Map<UUID, List<UUID>> outputs(Collection<Job> jobs) {
        List<UUID> made = jobs.stream()
                .filter(j -> j.state().phase() == JobState.Phase.SUCCEEDED)
                .map(Job::id)
                .toList();
        Map<UUID, List<UUID>> found = new HashMap<>();
        if (made.isEmpty()) return found;
        db.sql("""
                        select job_id, media_id from job_output
                         where job_id = any(cast(:ids as uuid[])) order by job_id, place
                        """)
                .param("ids", JobRows.array(made))
                .query((row, n) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .forEach(e -> found.computeIfAbsent(e.getKey(), k -> new ArrayList<>())
                        .add(e.getValue()));
        return found;
    }

    private Map<UUID, Standing> standings(List<UUID> live) {
        Map<UUID, Standing> found = new LinkedHashMap<>();
        db.sql("""
                        select r.job_id, r.lease_until is not null as leased, r.progress,
                               (select count(*) + 1
                                  from (select 1 from job_ready a
                                         where a.lane = r.lane and a.lease_until is null
                                           and (a.band, a.vt, a.job_id) < (r.band, r.vt, r.job_id)
                                         limit :most) ahead) as place
                          from job_ready r where r.job_id = any(cast(:ids as uuid[]))
                        """)
                .param("ids", JobRows.array(live))
                .param("most", PLACES_COUNTED_MAX)
                .query((row, n) -> Map.entry(
                        row.getObject("job_id", UUID.class),
                        new Standing(row.getBoolean("leased"), row.getDouble("progress"), row.getInt("place"))))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private static @Nullable Integer place(Job job, @Nullable Standing standing) {
        if (standing == null || standing.leased() || standing.place() > PLACES_COUNTED_MAX) return null;
        return job.state().waitingFor() == JobState.Waiting.START ? standing.place() : null;
    }

    static boolean owns(Job job, AccountId reader) {
        return job.account().equals(reader);
    }
}
