package reverie;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;

/** Accounts for tests that are about something else: a row and nothing more, no welcome, no session. */
@Component
public class GivenAccounts {
    private final JdbcClient db;
    private final Ids ids;

    GivenAccounts(JdbcClient db, Ids ids) {
        this.db = db;
        this.ids = ids;
    }

    public AccountId person() {
        AccountId id = new AccountId(ids.next());
        db.sql("insert into account (id, kind, display_name) values (:id, 'person', 'Somebody')")
                .param("id", id.value())
                .update();
        return id;
    }
}
