package reverie.analytics;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.media.MediaChanged;
import reverie.media.MediaInfo;
import reverie.media.MediaStore;
import reverie.platform.Transactions;

/** Photos that people gave us. */
@Component
class MediaFacts implements Transactions.Rows<MediaChanged> {
    private static final String PHOTO = "image";

    private final FactWriter facts;
    private final Transactions transactions;
    private final MediaStore media;

    MediaFacts(FactWriter facts, Transactions transactions, MediaStore media) {
        this.facts = facts;
        this.transactions = transactions;
        this.media = media;
    }

    @EventListener
    void changed(MediaChanged event) {
        if (!event.deleted()) transactions.beforeCommit(this, event);
    }

    @Override
    public int order() {
        return facts.order() - 1;
    }

    @Override
    public void write(List<MediaChanged> changes) {
        var ids = new TreeSet<>(changes.stream().map(MediaChanged::media).toList());
        for (MediaInfo info : media.infos(ids).values()) {
            if (info.kind().equals(PHOTO)) facts.add(photo(info));
        }
    }

    private static Fact photo(MediaInfo info) {
        return new Fact(
                Fact.PHOTO_SENT,
                info.owner(),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("media", info.id().toString(), "bytes", info.bytes()));
    }
}
