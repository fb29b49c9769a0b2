package reverie.telegram;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.telegram.api.BotApi;
import reverie.telegram.api.Incoming;

/** Takes up stored updates and answers them: one after the other in a chat, several chats at the same time. */
@Component
class Handling {
    private static final Logger log = LoggerFactory.getLogger(Handling.class);

    private final Updates updates;
    private final BotApi api;
    private final Accounts accounts;
    private final Chats chats;
    private final Outbox outbox;
    private final Routing routing;
    private final Menu menu;
    private final Words words;
    private final Transactions transactions;
    private final Semaphore free = new Semaphore(Limits.CHATS_AT_ONCE);
    private final Semaphore rung = new Semaphore(0);

    Handling(
            Updates updates,
            BotApi api,
            Accounts accounts,
            Chats chats,
            Outbox outbox,
            Routing routing,
            Menu menu,
            Words words,
            Transactions transactions) {
        this.updates = updates;
        this.api = api;
        this.accounts = accounts;
        this.chats = chats;
        this.outbox = outbox;
        this.routing = routing;
        this.menu = menu;
        this.words = words;
        this.transactions = transactions;
        updates.onUpdates(this::ring);
    }

    private void ring() {
        if (rung.availablePermits() == 0) rung.release();
    }

    /** Until interrupted. */
    void work() throws InterruptedException {
        while (true) {
            free.acquire();
            free.release();
            List<Updates.Taken> taken = take();
            taken.forEach(this::begin);
            if (taken.isEmpty() && rung.tryAcquire(Limits.LOOK.toMillis(), TimeUnit.MILLISECONDS)) rung.drainPermits();
        }
    }

    private List<Updates.Taken> take() throws InterruptedException {
        try {
            return updates.take(Math.max(1, free.availablePermits()));
        } catch (RuntimeException e) {
            log.warn("Updates can't be looked at for a moment: {}", e.toString());
            rung.tryAcquire(Limits.BACK_OFF_MIN.toMillis(), TimeUnit.MILLISECONDS);
            return List.of();
        }
    }

    private void begin(Updates.Taken update) {
        free.acquireUninterruptibly();
        Thread.ofVirtual().name("telegram-chat").start(() -> {
            try {
                handle(update);
            } finally {
                free.release();
                ring();
            }
        });
    }

    /** Handles everything that is there now, and what comes of it. For tests and for a quiet end. */
    void drain() {
        List<Updates.Taken> taken = updates.take(Limits.CHATS_AT_ONCE);
        while (!taken.isEmpty()) {
            CountDownLatch done = new CountDownLatch(taken.size());
            for (Updates.Taken update : taken) {
                Thread.ofVirtual().start(() -> {
                    try {
                        handle(update);
                    } finally {
                        done.countDown();
                    }
                });
            }
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            taken = updates.take(Limits.CHATS_AT_ONCE);
        }
    }

    private void handle(Updates.Taken update) {
        MDC.put("request", "telegram-" + update.id());
        try {
            Optional<Incoming> incoming = api.understand(update.body());
            if (incoming.isEmpty()) {
                updates.end(update, "done");
                return;
            }
            answer(update, new Talk(incoming.get(), update.id(), accounts, words));
        } catch (RuntimeException e) {
            if (Transactions.isAway(e)) log.warn("Update {} waits for the database: {}", update.id(), e.toString());
            else log.error("Update {} could not be handled", update.id(), e);
            giveBack(update);
        } finally {
            MDC.remove("request");
        }
    }

    private void giveBack(Updates.Taken update) {
        try {
            if (update.tries() >= Limits.HANDLING_TRIES) updates.end(update, "failed");
            else updates.giveBack(update);
        } catch (RuntimeException e) {
            log.warn("Update {} will be taken up again when its time is over: {}", update.id(), e.toString());
        }
    }

    private void answer(Updates.Taken update, Talk talk) {
        Incoming incoming = talk.incoming();
        if (incoming instanceof Incoming.Membership change) {
            membership(update, talk, change);
            return;
        }
        // At once, whatever it leads to: until then the button looks stuck.
        if (incoming instanceof Incoming.Tap tap) Thread.startVirtualThread(() -> api.answerTap(tap.id()));
        String state = "done";
        try {
            routing.route(talk);
        } catch (Problem refused) {
            talk.unsay();
            talk.say(menu.problem(talk, refused));
        } catch (RuntimeException e) {
            // Whoever takes it up again does so with a database that is there.
            if (Transactions.isAway(e)) throw e;
            log.error("Update {} led to an error", update.id(), e);
            talk.unsay();
            talk.say(Screen.of(talk.html("our_fault")));
            state = "failed";
        }
        end(update, talk, state);
    }

    /** The mark, the notes and the answers are one commit; so none of them is there twice. */
    private void end(Updates.Taken update, Talk talk, String state) {
        boolean ended = transactions.write(() -> {
            if (!updates.end(update, state)) return false;
            chats.met(talk.chat(), talk.who().group(), talk.language());
            outbox.contact(talk.chat());
            talk.write(outbox);
            return true;
        });
        if (ended) talk.goOn();
    }

    private void membership(Updates.Taken update, Talk talk, Incoming.Membership change) {
        transactions.write(() -> {
            if (!updates.end(update, "done")) return;
            if (change.welcome()) {
                chats.met(talk.chat(), talk.who().group(), talk.language());
                outbox.contact(talk.chat());
            } else {
                chats.blocked(talk.chat());
            }
        });
    }
}
