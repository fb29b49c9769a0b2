package reverie.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.TestWorld;

/** What was told of jobs, in order. */
@Component
class HeardJobs implements TestWorld.Resettable {
    final List<JobChanged> changes = new CopyOnWriteArrayList<>();
    final List<JobProgressed> progress = new CopyOnWriteArrayList<>();

    @EventListener
    void changed(JobChanged change) {
        changes.add(change);
    }

    @EventListener
    void progressed(JobProgressed progressed) {
        progress.add(progressed);
    }

    List<String> of(JobView job) {
        return changes.stream()
                .filter(c -> c.job().id().equals(job.id()))
                .map(JobChanged::what)
                .toList();
    }

    @Override
    public void reset() {
        changes.clear();
        progress.clear();
    }
}
