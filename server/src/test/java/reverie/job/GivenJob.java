package reverie.job;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.wallet.Wallet;

/** The smallest true world in which something is made. */
@Component
public class GivenJob {
    private final Ids ids;
    private final Wallet wallet;
    private final Jobs jobs;
    private final Workers workers;
    private final JobHousekeeping housekeeping;

    GivenJob(Ids ids, Wallet wallet, Jobs jobs, Workers workers, JobHousekeeping housekeeping) {
        this.ids = ids;
        this.wallet = wallet;
        this.jobs = jobs;
        this.workers = workers;
        this.housekeeping = housekeeping;
    }

    /** Somebody who may ask, with that much in the wallet. */
    public Jobs.Asker personWith(String credits) {
        var asker = new Jobs.Asker(new AccountId(ids.next()), "web", "en");
        if (!credits.equals("0")) {
            wallet.grant(asker.account(), Credits.of(credits), "given:" + ids.next(), "for the test", null);
        }
        return asker;
    }

    public JobView queued(Jobs.Asker who, String model, Map<String, Object> inputs) {
        Quote quote = jobs.quote(who, model, inputs);
        return jobs.submit(who, quote.id(), null, null);
    }

    public JobView queuedFor(Jobs.Asker who, String model, Map<String, Object> inputs, Delivery.@Nullable Wish wish) {
        Quote quote = jobs.quote(who, model, inputs);
        return jobs.submit(who, quote.id(), null, wish);
    }

    /** Runs everything that can be taken up now. */
    public int workedOff() {
        return workers.drain();
    }

    /** What housekeeping would do at this moment. */
    public void tidied() {
        housekeeping.run();
    }

    public JobView now(JobView job) {
        return jobs.find(job.id(), "en").orElseThrow();
    }

    public JobView now(UUID job) {
        return jobs.find(job, "en").orElseThrow();
    }
}
