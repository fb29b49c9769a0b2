package reverie.job;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.identity.AccountMoved;
import reverie.identity.Untouched;
import reverie.platform.AccountId;

/** What one account owned is another's from then on. Quotes stay behind: they were signed for who asked. */
@Component
class JobMoves implements Untouched {
    private final JdbcClient db;

    JobMoves(JdbcClient db) {
        this.db = db;
    }

    /** Whoever has made something has used the account. */
    @Override
    public boolean untouched(AccountId account) {
        return db.sql("select not exists (select 1 from job where account_id = :account)")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    @EventListener
    void moved(AccountMoved moved) {
        for (String sql : new String[] {
            "update job_ready set account_id = :to where account_id = :from",
            "update job set account_id = :to, idem_key = null, idem_body = null where account_id = :from",
            "update job_output set account_id = :to where account_id = :from",
            "update job_delivery set account_id = :to where account_id = :from",
            "delete from job_turn where account_id = :from and cast(:to as uuid) is not null"
        }) {
            db.sql(sql)
                    .param("from", moved.from().value())
                    .param("to", moved.to().value())
                    .update();
        }
    }
}
