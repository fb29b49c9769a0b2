package reverie.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.job.JobChanged;
import reverie.job.JobView;

/** What became of jobs. */
@Component
class JobFacts {
    private final FactWriter facts;

    JobFacts(FactWriter facts) {
        this.facts = facts;
    }

    @EventListener
    void changed(JobChanged event) {
        String name = name(event.what());
        if (name == null) return;
        JobView job = event.job();
        boolean made = event.what().equals("succeeded");
        facts.add(fact(name, job, made ? seconds(job) : null));
        // On the web, by the API and in the terminal a film that can be opened is delivered; a chat tells by itself.
        if (made && event.delivery() == null) facts.add(fact("video_sent", job, null));
    }

    /** Null for what statistics don't count. */
    private static @Nullable String name(String what) {
        return switch (what) {
            case "queued" -> "video_requested";
            case "started" -> "generation_started";
            case "retrying" -> "generation_retried";
            case "succeeded" -> "video_generated";
            case "failed" -> "generation_failed";
            case "canceled" -> "generation_canceled";
            case "delivered" -> "video_sent";
            case "undelivered" -> "delivery_failed";
            case "claimed" -> "video_claimed";
            case "expired" -> "claim_expired";
            default -> null;
        };
    }

    private static Fact fact(String name, JobView job, @Nullable Double seconds) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        JobView.Failure error = job.error();
        if (error != null) attributes.put("code", error.code());
        return new Fact(
                name,
                job.account(),
                job.surface(),
                job.id(),
                null,
                seconds,
                job.model(),
                error == null ? null : error.errorClass().toLowerCase(Locale.ROOT),
                attributes);
    }

    /** What the person waited, from the tap to the film. */
    private static @Nullable Double seconds(JobView job) {
        Instant end = job.endedAt();
        if (end == null || end.isBefore(job.createdAt())) return null;
        return Duration.between(job.createdAt(), end).toMillis() / 1000.0;
    }
}
