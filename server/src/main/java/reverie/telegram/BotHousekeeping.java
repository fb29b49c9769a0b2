package reverie.telegram;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reverie.platform.Housekeeping;

/** Forgets what nobody needs any more. */
@Component
class BotHousekeeping implements Housekeeping {
    private final Updates updates;
    private final Dialogues dialogues;
    private final Outbox outbox;
    private final Watches watches;

    BotHousekeeping(Updates updates, Dialogues dialogues, Outbox outbox, Watches watches) {
        this.updates = updates;
        this.dialogues = dialogues;
        this.outbox = outbox;
        this.watches = watches;
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        updates.tidy();
        dialogues.tidy();
        outbox.tidy();
        watches.tidy();
    }
}
