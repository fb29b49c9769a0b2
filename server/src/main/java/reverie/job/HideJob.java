package reverie.job;

import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import reverie.media.MediaStore;
import reverie.platform.Problem;
import reverie.platform.Transactions;

/** A job leaves its owner's lists, its outputs go to the trash; both can be taken back as long as the trash is kept. */
@Component
class HideJob {
    private final Transactions transactions;
    private final JobRows jobs;
    private final MediaStore media;
    private final Views views;
    private final ApplicationEventPublisher events;

    HideJob(Transactions transactions, JobRows jobs, MediaStore media, Views views, ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.media = media;
        this.views = views;
        this.events = events;
    }

    void hide(Jobs.Asker asker, UUID id) {
        transactions.write(() -> {
            Job job = own(asker, id);
            if (!job.state().isFinal()) throw Problem.of(409, "not_over_yet");
            if (job.state().hiddenAt() != null) return;
            var now = jobs.now();
            List<UUID> outputs = views.outputs(List.of(job)).getOrDefault(id, List.of());
            if (!outputs.isEmpty()) media.trash(job.account(), outputs);
            Job after = job.with(job.state().hidden(now));
            jobs.update(List.of(after));
            events.publishEvent(new JobChanged(views.changed(after, List.of(), now), "deleted", null));
        });
    }

    void restore(Jobs.Asker asker, UUID id) {
        transactions.write(() -> {
            Job job = own(asker, id);
            var hidden = job.state().hiddenAt();
            if (hidden == null) return;
            var now = jobs.now();
            if (hidden.plus(Limits.TRASH).isBefore(now)) throw Problem.notFound();
            List<UUID> outputs = views.outputs(List.of(job)).getOrDefault(id, List.of());
            boolean expired =
                    job.state().timeline().stream().anyMatch(m -> m.what().equals("expired"));
            if (!outputs.isEmpty() && !expired) media.restore(job.account(), outputs);
            Job after = job.with(job.state().hidden(null));
            jobs.update(List.of(after));
            events.publishEvent(new JobChanged(views.changed(after, now), "restored", null));
        });
    }

    private Job own(Jobs.Asker asker, UUID id) {
        Job job = jobs.lock(List.of(id)).get(id);
        if (job == null || !Views.owns(job, asker.account())) throw Problem.notFound();
        return job;
    }
}
