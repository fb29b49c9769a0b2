package reverie.job;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.GivenAccounts;
import reverie.TestClock;
import reverie.billing.Entitlements;
import reverie.media.MediaStore;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Settings;
import reverie.platform.Transactions;
import reverie.wallet.Wallet;
import tools.jackson.databind.json.JsonMapper;

/** The smallest true world in which something is made. */
@Component
public class GivenJob {
    private final Ids ids;
    private final GivenAccounts accounts;
    private final Wallet wallet;
    private final Jobs jobs;
    private final MediaStore media;
    private final Workers workers;
    private final JobHousekeeping housekeeping;
    private final JdbcClient db;
    private final TestClock clock;
    private final Transactions transactions;
    private final DeadLetters letters;
    private final Entitlements entitlements;
    private final Settings settings;
    private final JsonMapper json;
    private final Bell bell;
    private final RunJob runJob;
    private final ClaimJobs claims;
    private final Running running;
    private final LineNews news;
    private final Scratch scratch;

    GivenJob(
            Ids ids,
            GivenAccounts accounts,
            Wallet wallet,
            Jobs jobs,
            MediaStore media,
            Workers workers,
            JobHousekeeping housekeeping,
            JdbcClient db,
            TestClock clock,
            Transactions transactions,
            DeadLetters letters,
            Entitlements entitlements,
            Settings settings,
            JsonMapper json,
            Bell bell,
            RunJob runJob,
            ClaimJobs claims,
            Running running,
            LineNews news,
            Scratch scratch) {
        this.ids = ids;
        this.accounts = accounts;
        this.wallet = wallet;
        this.jobs = jobs;
        this.media = media;
        this.workers = workers;
        this.housekeeping = housekeeping;
        this.db = db;
        this.clock = clock;
        this.transactions = transactions;
        this.letters = letters;
        this.entitlements = entitlements;
        this.settings = settings;
        this.json = json;
        this.bell = bell;
        this.runJob = runJob;
        this.claims = claims;
        this.running = running;
        this.news = news;
        this.scratch = scratch;
    }

    /** Somebody who may ask, with that much in the wallet. */
    public Jobs.Asker personWith(String credits) {
        var asker = new Jobs.Asker(accounts.person(), "web", "en");
        if (!credits.equals("0")) {
            wallet.grant(asker.account(), Credits.of(credits), "given:" + ids.next(), "for the test", null);
        }
        return asker;
    }

    /** A photo of that person's: a soft gradient, as bright as said (0–255). */
    public UUID photo(Jobs.Asker who, int brightness) {
        var picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 240; y++) {
            for (int x = 0; x < 320; x++) {
                int light = Math.clamp(brightness + (brightness < 20 ? 0 : (x + y) / 8 - 30), 0, 255);
                picture.setRGB(x, y, light << 16 | light << 8 | light);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return media.upload(who.account(), new ByteArrayInputStream(bytes.toByteArray()))
                .id();
    }

    public JobView film(Jobs.Asker who) {
        return queued(who, "scripted/film", Map.of("photo", photo(who, 140).toString()));
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

    /** Time passes until something that waits may be taken up; how much did. Zero when nothing waits for time. */
    public Duration timePassed() {
        Double seconds = db.sql("""
                        select extract(epoch from min(not_before) - reverie_now())::float8 from job_ready
                         where lease_until is null
                        """).query(Double.class).optional().orElse(null);
        if (seconds == null || seconds <= 0) return Duration.ZERO;
        Duration until = Duration.ofMillis((long) (seconds * 1000) + 5);
        clock.advance(until);
        return until;
    }

    /** Another worker on this node, of its own name. */
    Workers worker() {
        return new Workers(claims, runJob, running, new Lanes(), bell, news, scratch, db, json, clock, settings, ids);
    }

    Entitlements.Tier tier() {
        return entitlements.tier("free");
    }

    List<UUID> deadLetters() {
        return letters.list(null, 100).items().stream().map(Job::id).toList();
    }

    void replayed(UUID job) {
        letters.replay(new AccountId(ids.next()), job);
    }

    int rowsSeenBy(AccountId reader, String table) {
        return java.util.Objects.requireNonNull(transactions.read(
                reader,
                () -> db.sql("select count(*) from " + table)
                        .query(Integer.class)
                        .single()));
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
