package reverie.identity;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Housekeeping;

/** Throws away what nobody needs: codes and links that ran out, sessions long over, visitors who left nothing. */
@Component
class KeepIdentityTidy implements Housekeeping {
    private static final int VISITORS_AT_ONCE = 1_000;

    private final JdbcClient db;

    KeepIdentityTidy(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        db.sql("delete from link_code where expires_at < reverie_now() - interval '1 day'")
                .update();
        db.sql("delete from mailbox_proof where expires_at < reverie_now()").update();
        db.sql("delete from setup_link where expires_at < reverie_now()").update();
        db.sql("delete from session where least(expires_at, ended_at) < reverie_now() - interval '7 days'")
                .update();
        forgetVisitors();
    }

    /** A visitor to whom something of another module still points stays, and after a week is no longer asked about. */
    private void forgetVisitors() {
        List<UUID> gone = db.sql("""
                        select id from account a
                         where kind = 'visitor' and host = false
                           and created_at between reverie_now() - interval '16 days'
                                               and reverie_now() - interval '9 days'
                           and not exists (select 1 from session s where s.account_id = a.id)
                         limit :limit
                        """)
                .param("limit", VISITORS_AT_ONCE)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        for (UUID visitor : gone) {
            try {
                db.sql("delete from account where id = :id and kind = 'visitor'")
                        .param("id", visitor)
                        .update();
            } catch (DataIntegrityViolationException e) {
                continue;
            }
        }
    }
}
