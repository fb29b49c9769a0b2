package reverie.telegram;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.job.Jobs;
import reverie.media.MediaInfo;
import reverie.media.MediaStore;
import reverie.platform.AccountId;
import reverie.platform.CrashPoint;
import reverie.platform.Credits;
import reverie.platform.Leases;
import reverie.platform.Transactions;
import reverie.telegram.api.BotApi;
import reverie.telegram.api.Button;
import reverie.telegram.api.Outcome;
import reverie.wallet.Wallet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what waits in the outbox, on the one node that leads: within what Telegram allows, answers and results first,
 * in order within a chat. That a letter is being sent is committed before its first byte leaves.
 */
@Component
class Postman {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final TypeReference<List<List<Button>>> ROWS = new TypeReference<>() {};

    /** @param restMillis until something that waits for room may find some */
    private record Round(int begun, long restMillis) {
        static final Round NOTHING = new Round(0, Limits.LOOK.toMillis());
    }

    private final Outbox outbox;
    private final Watches watches;
    private final Chats chats;
    private final Budget budget;
    private final BotApi api;
    private final Jobs jobs;
    private final MediaStore media;
    private final Wallet wallet;
    private final Following following;
    private final Leases leases;
    private final Transactions transactions;
    private final JsonMapper json;
    private final Semaphore free = new Semaphore(Limits.SENDS_AT_ONCE);
    private final Semaphore rung = new Semaphore(0);

    Postman(
            Outbox outbox,
            Watches watches,
            Chats chats,
            Budget budget,
            BotApi api,
            Jobs jobs,
            MediaStore media,
            Wallet wallet,
            Following following,
            Leases leases,
            Transactions transactions,
            JsonMapper json) {
        this.outbox = outbox;
        this.watches = watches;
        this.chats = chats;
        this.budget = budget;
        this.api = api;
        this.jobs = jobs;
        this.media = media;
        this.wallet = wallet;
        this.following = following;
        this.leases = leases;
        this.transactions = transactions;
        this.json = json;
        outbox.onLetters(this::ring);
    }

    private void ring() {
        if (rung.availablePermits() == 0) rung.release();
    }

    /** For as long as this node leads; until interrupted. */
    void work(Leases.Lease lease) throws InterruptedException {
        budget.forget();
        try {
            goOn(lease);
        } finally {
            // Told how they ended, the last letters are not sent again by the next one.
            if (free.tryAcquire(Limits.SENDS_AT_ONCE, Limits.LAST_SENDS.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(Limits.SENDS_AT_ONCE);
            }
        }
    }

    private void goOn(Leases.Lease lease) throws InterruptedException {
        long lookedAt = System.nanoTime();
        boolean fresh = true;
        while (true) {
            Round round = Round.NOTHING;
            try {
                if (fresh) pickUp(true);
                fresh = false;
                round = round(lease, null);
                if (System.nanoTime() - lookedAt > Limits.SENDING.toNanos()) {
                    pickUp(false);
                    lookedAt = System.nanoTime();
                }
            } catch (RuntimeException e) {
                log.warn("The outbox can't be looked at for a moment: {}", e.toString());
                rung.tryAcquire(Limits.BACK_OFF_MIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (round.begun() == 0 && rung.tryAcquire(round.restMillis(), TimeUnit.MILLISECONDS)) rung.drainPermits();
        }
    }

    /** Sends all that may go now, and what comes of it. For tests and for a quiet end. */
    void drain(Leases.Lease lease) {
        try {
            List<CountDownLatch> sent = new ArrayList<>();
            while (round(lease, sent).begun() > 0) {
                for (CountDownLatch one : sent) one.await();
                sent.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was about to be sent when its sender went away: it may have arrived. */
    void pickUp(boolean all) {
        for (Outbox.Taken letter : outbox.abandoned(all)) {
            log.warn("Whether letter {} arrived in its chat is not known: its sender is gone", letter.id());
            unsure(letter, "the sender is gone");
        }
    }

    private Round round(Leases.Lease lease, @org.jspecify.annotations.Nullable List<CountDownLatch> sent)
            throws InterruptedException {
        int begun = 0;
        long rest = Limits.LOOK.toMillis();
        for (Outbox.Taken letter : outbox.next(Limits.SENDS_LOOKED_AT)) {
            long wait = budget.take(letter.chat(), letter.kind().isOptional());
            if (wait > 0) {
                rest = Math.min(rest, wait);
                continue;
            }
            free.acquire();
            boolean mine = false;
            try {
                mine = Boolean.TRUE.equals(transactions.write(() -> leases.holds(lease) && outbox.begin(letter.id())));
            } finally {
                if (!mine) free.release();
            }
            if (!mine) continue;
            begun++;
            CountDownLatch done = new CountDownLatch(1);
            if (sent != null) sent.add(done);
            Thread.ofVirtual().name("telegram-letter").start(() -> {
                try {
                    send(letter);
                } finally {
                    free.release();
                    done.countDown();
                    ring();
                }
            });
        }
        return new Round(begun, rest);
    }

    private void send(Outbox.Taken letter) {
        // The try that has begun is one more than it was read with.
        Outbox.Taken current = new Outbox.Taken(
                letter.id(),
                letter.chat(),
                letter.kind(),
                letter.priority(),
                letter.job(),
                letter.delivery(),
                letter.body(),
                letter.tries() + 1,
                letter.unsure());
        try {
            CrashPoint.pass("before_send_" + current.kind().word());
            Outcome outcome =
                    chats.isBlocked(letter.chat()) ? new Outcome.Unwanted("blocked before") : deliver(current);
            CrashPoint.pass("after_send_" + current.kind().word());
            settle(current, outcome);
        } catch (RuntimeException e) {
            log.error("Letter {} could not be sent", letter.id(), e);
            try {
                settle(current, new Outcome.Failed(e.getClass().getSimpleName()));
            } catch (RuntimeException again) {
                log.warn("What became of letter {} is written down later: {}", letter.id(), again.toString());
            }
        }
    }

    private Outcome deliver(Outbox.Taken letter) {
        String html = String.valueOf(letter.body().getOrDefault("html", ""));
        List<List<Button>> rows = json.convertValue(letter.body().getOrDefault("rows", List.of()), ROWS);
        return switch (letter.kind()) {
            case MESSAGE -> api.send(letter.chat(), html, rows);
            case EDIT ->
                api.edit(letter.chat(), ((Number) letter.body().getOrDefault("message", 0)).longValue(), html, rows);
            case STATUS, PROGRESS -> status(letter, html, rows);
            case RESULT, FILE, PREVIEW -> film(letter, html, rows);
        };
    }

    private Outcome status(Outbox.Taken letter, String html, List<List<Button>> rows) {
        UUID job = Objects.requireNonNull(letter.job());
        Long message = watches.find(job).map(Watches.Watch::message).orElse(null);
        boolean first = letter.priority() == Letter.ANSWER;
        if (message == null) {
            if (!first) return new Outcome.Gone("never sent");
            Outcome outcome = api.send(letter.chat(), html, rows);
            if (outcome instanceof Outcome.Done(long sent)) watches.sent(job, sent);
            return outcome;
        }
        Outcome outcome = api.edit(letter.chat(), message, html, rows);
        // The message with the button is gone, or is a film: the job is followed in a new one.
        if (first && (outcome instanceof Outcome.Gone || outcome instanceof Outcome.Refused)) {
            outcome = api.send(letter.chat(), html, rows);
        }
        if (outcome instanceof Outcome.Done(long sent)) watches.sent(job, sent);
        return outcome;
    }

    private Outcome film(Outbox.Taken letter, String html, List<List<Button>> rows) {
        UUID id = UUID.fromString(String.valueOf(letter.body().get("media")));
        MediaInfo info = media.infos(List.of(id)).get(id);
        if (info == null) return new Outcome.Refused(0, "the medium is gone");
        String caption = letter.kind() == Letter.Kind.RESULT ? caption(letter) : html;
        Path file = media.file(id);
        if (info.bytes() > BotApi.UPLOAD_BYTES_MAX || !Files.isReadable(file)) return tooLarge(letter, info, file);
        String as = String.valueOf(letter.body().get("as"));
        Map<String, Object> facts = new HashMap<>();
        if (as.equals("video")) facts.put("supports_streaming", true);
        if (!as.equals("document")) {
            if (info.width() != null) facts.put("width", info.width());
            if (info.height() != null) facts.put("height", info.height());
            Double seconds = info.facts().seconds();
            if (seconds != null) facts.put("duration", Math.round(seconds));
        }
        return api.sendFile(
                letter.chat(),
                as,
                file,
                "reverie-" + (letter.kind() == Letter.Kind.PREVIEW ? "preview" : "film") + ".mp4",
                caption,
                facts,
                rows);
    }

    private Outcome tooLarge(Outbox.Taken letter, MediaInfo info, Path file) {
        if (!Files.isReadable(file)) return new Outcome.Failed("the file can't be read");
        String language = String.valueOf(letter.body().getOrDefault("language", "en"));
        Screen screen = following.tooLarge(language, letter.job(), info.bytes());
        return api.send(letter.chat(), screen.html(), screen.rows());
    }

    /** With what is left now, not what was left when it was made. */
    private String caption(Outbox.Taken letter) {
        Map<String, Object> body = letter.body();
        String language = String.valueOf(body.get("language"));
        String title = String.valueOf(body.get("title"));
        if (Chats.isGroup(letter.chat())) return following.captionForAll(language, title);
        AccountId account = AccountId.of(String.valueOf(body.get("account")));
        return following.caption(
                language,
                title,
                Credits.of(String.valueOf(body.get("used"))),
                wallet.balance(account).available());
    }

    private void settle(Outbox.Taken letter, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _, Outcome.Unchanged _ -> sent(letter);
            case Outcome.TooFast(Duration pause) -> {
                log.info("Telegram wants quiet for {} s", pause.toSeconds());
                budget.quiet(pause);
                // A preview that comes late is no preview; waiting, it would hold back what is behind it.
                if (letter.kind() == Letter.Kind.PREVIEW) outbox.end(letter.id(), "dropped", "429");
                else outbox.again(letter.id(), pause, false, false, "429");
            }
            case Outcome.Unwanted(String why) -> {
                transactions.write(() -> {
                    chats.blocked(letter.chat());
                    giveUp(letter, why);
                });
            }
            case Outcome.Gone(String why) -> outbox.end(letter.id(), "dropped", why);
            case Outcome.Refused(int code, String why) -> {
                log.warn("Telegram refused letter {} ({}): {} {}", letter.id(), letter.kind(), code, why);
                if (letter.kind() == Letter.Kind.RESULT) again(letter, false, why);
                else giveUp(letter, why);
            }
            case Outcome.Failed(String why) -> again(letter, false, why);
            case Outcome.Unsure(String why) -> unsure(letter, why);
        }
    }

    private void sent(Outbox.Taken letter) {
        UUID delivery = letter.delivery();
        transactions.write(() -> {
            if (delivery != null) jobs.delivered(delivery);
            outbox.end(letter.id(), "sent", letter.unsure() ? "sent again after a try without an answer" : null);
        });
    }

    private void unsure(Outbox.Taken letter, String why) {
        switch (letter.kind()) {
            case PROGRESS, PREVIEW -> outbox.end(letter.id(), "dropped", why);
            case EDIT -> again(letter, false, why);
            case STATUS, MESSAGE, RESULT, FILE -> {
                log.warn(
                        "Letter {} ({}) was sent, but no answer came ({}): it goes again in {} s, and may come twice",
                        letter.id(),
                        letter.kind(),
                        why,
                        Limits.SEND_AGAIN_UNSURE.toSeconds());
                again(letter, true, why);
            }
        }
    }

    private void again(Outbox.Taken letter, boolean unsure, String why) {
        if (letter.kind().isOptional()) {
            outbox.end(letter.id(), "dropped", why);
        } else if (letter.tries() >= Limits.SEND_TRIES) {
            giveUp(letter, why);
        } else {
            Duration pause = letter.tries() == 1 ? Limits.SEND_AGAIN : Limits.SEND_AGAIN_LAST;
            outbox.again(letter.id(), unsure ? Limits.SEND_AGAIN_UNSURE : pause, true, unsure, why);
        }
    }

    private void giveUp(Outbox.Taken letter, String why) {
        UUID delivery = letter.delivery();
        transactions.write(() -> {
            outbox.end(letter.id(), "failed", why);
            if (delivery != null) jobs.deliveryFailed(delivery, why);
        });
    }
}
