package reverie.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.job.Delivery;
import reverie.job.JobChanged;
import reverie.job.JobProgressed;
import reverie.job.JobView;
import reverie.platform.Transactions;

/**
 * What happens to a job that belongs into a chat, told there: rows in the outbox, written in the transaction of the
 * change. Progress comes outside of any, and the newest replaces what still waits.
 */
@Component
class JobFeed implements Transactions.Rows<JobChanged> {
    private static final Logger log = LoggerFactory.getLogger(JobFeed.class);
    /** After the wallets, before the live log. */
    private static final int ORDER = 50;

    private static final Duration PROGRESS_APART = Duration.ofMillis(900);

    /** What this node last said of a job; nothing for one that nobody watches in a chat. */
    private record Said(Watches.@Nullable Watch watch, Instant at) {}

    private final Transactions transactions;
    private final Outbox outbox;
    private final Watches watches;
    private final Following following;
    private final java.time.Clock clock;
    private final ConcurrentMap<UUID, Said> said = new ConcurrentHashMap<>();

    JobFeed(Transactions transactions, Outbox outbox, Watches watches, Following following, java.time.Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.watches = watches;
        this.following = following;
        this.clock = clock;
    }

    @EventListener
    void changed(JobChanged change) {
        Delivery delivery = change.delivery();
        if (delivery != null && delivery.door().equals(Orders.DOOR)) transactions.beforeCommit(this, change);
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public void write(List<JobChanged> changes) {
        List<Watches.Watch> begun = new ArrayList<>();
        List<Letter> letters = new ArrayList<>();
        for (JobChanged change : changes) {
            Delivery delivery = change.delivery();
            if (delivery == null) continue;
            Watches.Watch watch = watch(change.job(), delivery);
            if (change.what().equals("queued")) begun.add(watch);
            letters.addAll(letters(watch, change, delivery));
        }
        watches.begin(begun);
        outbox.put(letters);
    }

    private static Watches.Watch watch(JobView job, Delivery delivery) {
        Map<String, Object> target = delivery.target();
        long message = target.get("message") instanceof Number n ? n.longValue() : 0;
        return new Watches.Watch(
                job.id(),
                ((Number) target.getOrDefault("chat", 0)).longValue(),
                String.valueOf(target.getOrDefault("language", "en")),
                String.valueOf(target.getOrDefault("title", job.title())),
                String.valueOf(target.getOrDefault("origin", "")),
                message == 0 ? null : message);
    }

    private List<Letter> letters(Watches.Watch watch, JobChanged change, Delivery delivery) {
        JobView job = change.job();
        return switch (change.what()) {
            case "queued" -> List.of(Letter.status(watch.chat(), job.id(), following.begun(watch), Letter.ANSWER));
            case "succeeded" -> {
                over(job.id());
                yield List.of(result(watch, job, delivery), last(watch, following.done(watch, seconds(job))));
            }
            case "failed" -> {
                over(job.id());
                yield List.of(
                        last(watch, following.failedLine(watch)),
                        new Letter(
                                watch.chat(),
                                Letter.Kind.MESSAGE,
                                Letter.RESULT,
                                job.id(),
                                null,
                                Letter.body(following.failed(watch, job)),
                                false));
            }
            case "canceled" -> {
                over(job.id());
                yield List.of(last(watch, following.canceled(watch, job)));
            }
            case "undelivered" -> {
                outbox.drop(job.id(), Letter.Kind.RESULT, "given up");
                outbox.drop(job.id(), Letter.Kind.STATUS, "given up");
                yield List.of(Letter.atContact(watch.chat(), job.id(), following.undelivered(watch, job)));
            }
            case "claimed", "expired" -> {
                outbox.drop(job.id(), Letter.Kind.MESSAGE, change.what());
                yield List.of();
            }
            // What else happens to a job changes nothing in the chat.
            default -> List.of();
        };
    }

    private Letter result(Watches.Watch watch, JobView job, Delivery delivery) {
        Map<String, Object> body = new HashMap<>();
        body.put("media", job.outputs().getFirst().id().toString());
        body.put("as", "video");
        body.put("language", watch.language());
        body.put("title", watch.title());
        body.put("used", job.charged().toString());
        body.put("account", job.account().toString());
        body.put("rows", following.filmButtons(watch.language(), job));
        return Letter.file(watch.chat(), Letter.Kind.RESULT, job.id(), delivery.id(), body);
    }

    private static Letter last(Watches.Watch watch, Screen screen) {
        return Letter.status(watch.chat(), watch.job(), screen, Letter.LAST_WORD);
    }

    private void over(UUID job) {
        outbox.drop(job, Letter.Kind.PROGRESS, "over");
        watches.end(job);
        said.remove(job);
    }

    private long seconds(JobView job) {
        Instant end = job.endedAt() == null ? clock.instant() : job.endedAt();
        return Math.max(1, Duration.between(job.createdAt(), end).toSeconds());
    }

    /** On the node that runs it, several times a second. */
    @EventListener
    void progressed(JobProgressed progress) {
        Instant now = clock.instant();
        Said before = said.get(progress.job());
        if (before != null
                && (before.watch() == null || now.isBefore(before.at().plus(PROGRESS_APART)))) return;
        try {
            Watches.Watch watch = before != null
                    ? before.watch()
                    : watches.find(progress.job()).orElse(null);
            if (said.size() > Limits.CACHE_MAX) said.clear();
            said.put(progress.job(), new Said(watch, now));
            if (watch != null) tell(watch, progress.placeInLine(), progress.progress(), progress.etaSeconds());
        } catch (RuntimeException e) {
            log.warn("Progress of job {} is not told this time: {}", progress.job(), e.toString());
        }
    }

    void tell(Watches.Watch watch, @Nullable Integer place, double progress, @Nullable Long etaSeconds) {
        outbox.progress(watch.job(), following.going(watch, place, progress, etaSeconds));
    }

    void forget() {
        said.clear();
    }
}
