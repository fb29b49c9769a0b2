package reverie.realtime;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.media.MediaChanged;
import reverie.media.MediaStore;
import reverie.media.MediaView;
import reverie.platform.AccountId;
import reverie.platform.Transactions;

/** Media that came, went or came back. */
@Component
class MediaFeed implements Transactions.Rows<MediaChanged> {
    static final String UPDATED = "media.updated";

    /** @param media {@link MediaView}, or what is left to say of one that is gone */
    record MediaUpdated(
            @Schema(oneOf = {MediaView.class, Gone.class}) Object media) {}

    @Schema(name = "MediaGone")
    record Gone(UUID id, boolean deleted) {}

    private final LogWriter log;
    private final Transactions transactions;
    private final MediaStore media;

    MediaFeed(LogWriter log, Transactions transactions, MediaStore media) {
        this.log = log;
        this.transactions = transactions;
        this.media = media;
    }

    @EventListener
    void changed(MediaChanged event) {
        transactions.beforeCommit(this, event);
    }

    @Override
    public int order() {
        return log.order() - 1;
    }

    @Override
    public void write(List<MediaChanged> changes) {
        Map<UUID, MediaChanged> last = new LinkedHashMap<>();
        Map<AccountId, Set<UUID>> there = new TreeMap<>();
        for (MediaChanged change : changes) last.put(change.media(), change);
        for (MediaChanged change : last.values()) {
            if (change.deleted()) {
                log.add(change.owner(), UPDATED, new MediaUpdated(new Gone(change.media(), true)));
            } else {
                there.computeIfAbsent(change.owner(), owner -> new TreeSet<>()).add(change.media());
            }
        }
        there.forEach((owner, ids) -> {
            for (MediaView view : media.views(owner, ids)) log.add(owner, UPDATED, new MediaUpdated(view));
        });
    }
}
