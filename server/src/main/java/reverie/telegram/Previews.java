package reverie.telegram;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.platform.Transactions;
import reverie.studio.Looks;

/**
 * The small moving preview that comes after the suggestions by itself: free, and never in the way. What does not get
 * through while it could still help somebody to choose is left out.
 */
@Component
class Previews {
    private static final Logger log = LoggerFactory.getLogger(Previews.class);

    private final Looks looks;
    private final Dialogues dialogues;
    private final Outbox outbox;
    private final Transactions transactions;
    private Executor threads =
            work -> Thread.ofVirtual().name("telegram-preview").start(work);

    Previews(Looks looks, Dialogues dialogues, Outbox outbox, Transactions transactions) {
        this.looks = looks;
        this.dialogues = dialogues;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** Once the suggestions are on their way; the next thing the person says does not wait for it. */
    void follow(Talk talk, String key, Card card) {
        // In a group everybody would hear it, and a bot may say little there.
        if (talk.who().group() || card.suggestions().isEmpty()) return;
        talk.afterwards(() -> threads.execute(() -> send(talk, key, card)));
    }

    /** For tests, which say when it is time for a preview. */
    void makeOn(Executor others) {
        threads = others;
    }

    private void send(Talk talk, String key, Card card) {
        try {
            Letter letter = Letter.preview(
                    talk.chat(), body(talk, card.photo(), card.suggestions().getFirst()));
            transactions.write(() -> {
                // Something may have been chosen meanwhile, or another photo sent.
                if (dialogues.isListening(key)) outbox.put(List.of(letter));
            });
        } catch (RuntimeException e) {
            log.info("A preview is left out: {}", e.toString());
        }
    }

    /** Asked for: that is sent like any answer. */
    Letter asked(Talk talk, UUID photo, Card.Suggestion idea) {
        return Letter.file(talk.chat(), Letter.Kind.FILE, null, null, body(talk, photo, idea));
    }

    /** Marked as what it is: a preview, made here. */
    private Map<String, Object> body(Talk talk, UUID photo, Card.Suggestion idea) {
        Looks.Preview preview = looks.preview(talk.asker(), photo, idea.idea());
        String html = talk.html("preview", Map.of("title", idea.title()));
        return Map.of("media", preview.media().toString(), "as", "animation", "html", html, "rows", List.of());
    }

    /** What still waits is not sent: joins the transaction of the choice. */
    void chosen(long chat) {
        outbox.dropPreviews(chat);
    }
}
