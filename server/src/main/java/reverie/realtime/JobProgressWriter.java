package reverie.realtime;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.job.JobProgressed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows progress on the job as it was when it last changed, so that a client gets a whole job each time. A job that is
 * over makes no progress: what comes late is dropped.
 */
@Component
class JobProgressWriter {
    private static final Set<String> OVER = Set.of("succeeded", "failed", "canceled");

    private final LogReader reader;
    private final JsonMapper json;
    private final Clock clock;

    JobProgressWriter(LogReader reader, JsonMapper json, Clock clock) {
        this.reader = reader;
        this.json = json;
        this.clock = clock;
    }

    void remember(Channel channel, LiveEvent event) {
        JsonNode id = json.readTree(event.json()).path("job").path("id");
        if (id.isString()) channel.remember(UUID.fromString(id.asString()), event);
    }

    void tell(Channel channel, JobProgressed progress) {
        LiveEvent event = channel.job(progress.job());
        if (event == null) {
            event = reader.lastOfJob(channel.account, progress.job());
            if (event == null) return;
            channel.remember(progress.job(), event);
        }
        if (!(json.readTree(event.json()) instanceof ObjectNode whole)) return;
        if (!(whole.get("job") instanceof ObjectNode job)) return;
        if (OVER.contains(job.path("state").asString(""))) return;
        job.put("progress", progress.progress());
        put(job, "etaSeconds", progress.etaSeconds());
        put(
                job,
                "placeInLine",
                progress.placeInLine() == null ? null : progress.placeInLine().longValue());
        whole.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        String frame = LiveEvent.frame(JobFeed.UPDATED, json.writeValueAsString(whole));
        for (LiveSocket socket : channel.sockets()) socket.tellNewest(progress.job(), frame);
    }

    private static void put(ObjectNode job, String name, @Nullable Long value) {
        if (value == null) job.remove(name);
        else job.put(name, value);
    }
}
