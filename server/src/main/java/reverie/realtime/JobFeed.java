package reverie.realtime;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.job.JobChanged;
import reverie.job.JobProgressed;
import reverie.job.JobView;
import tools.jackson.databind.json.JsonMapper;

/** Jobs, as their owner's sockets hear of them. */
@Component
class JobFeed {
    static final String UPDATED = "job.updated";

    /** @param deleted true when it is gone from its owner's lists; absent otherwise */
    record JobUpdated(JobView job, @Nullable Boolean deleted) {}

    /** Inputs may be long and are known to whoever asked. */
    @SuppressWarnings("unused") // Jackson reads the annotation of the method with the same name.
    private interface WithoutInputs {
        @JsonIgnore
        Map<String, Object> inputs();
    }

    private final LogWriter log;
    private final Announcer announcer;
    private final JsonMapper json;

    JobFeed(LogWriter log, Announcer announcer, JsonMapper json) {
        this.log = log;
        this.announcer = announcer;
        this.json = json.rebuild().addMixIn(JobView.class, WithoutInputs.class).build();
    }

    @EventListener
    void changed(JobChanged event) {
        Boolean deleted = event.what().equals("deleted") ? true : null;
        log.add(event.job().account(), UPDATED, json.writeValueAsString(new JobUpdated(event.job(), deleted)));
    }

    /** Not in the log: only the newest counts. */
    @EventListener
    void progressed(JobProgressed event) {
        announcer.progressed(event);
    }
}
