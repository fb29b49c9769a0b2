package reverie.media;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.identity.AccountMoved;
import reverie.identity.AccountOpened;

/** A visitor becomes somebody: what they brought stays with them. The files follow later, see {@link KeepTidy}. */
@Component
class MoveMedia {
    private final JdbcClient db;

    MoveMedia(JdbcClient db) {
        this.db = db;
    }

    @EventListener
    void moved(AccountMoved moved) {
        // The keys of two accounts must not meet.
        db.sql("""
                        update media
                           set account_id = :to, by_visitor = false, request_key = null, request_sha256 = null
                         where account_id = :from
                        """)
                .param("from", moved.from().value())
                .param("to", moved.to().value())
                .update();
        db.sql("update upload set account_id = :to, by_visitor = false where account_id = :from")
                .param("from", moved.from().value())
                .param("to", moved.to().value())
                .update();
        // Whoever has no folder yet takes the visitor's over as it is: then no file has to move.
        db.sql("""
                        update media_folder set account_id = :to
                         where account_id = :from
                           and not exists (select 1 from media_folder mine where mine.account_id = :to)
                        """)
                .param("from", moved.from().value())
                .param("to", moved.to().value())
                .update();
    }

    /** The visitor's own account got a name: nothing of it is swept any more. */
    @EventListener
    void opened(AccountOpened opened) {
        db.sql("update media set by_visitor = false where account_id = :account and by_visitor")
                .param("account", opened.account().value())
                .update();
        db.sql("update upload set by_visitor = false where account_id = :account and by_visitor")
                .param("account", opened.account().value())
                .update();
    }
}
