package reverie.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import tools.jackson.databind.json.JsonMapper;

/** The log of what admins did and of every action on money that a person took. Append-only. */
@Component
public class Audit {
    private final JdbcClient db;
    private final Ids ids;
    private final JsonMapper json;

    Audit(JdbcClient db, Ids ids, JsonMapper json) {
        this.db = db;
        this.ids = ids;
        this.json = json;
    }

    /** In the transaction of the action. {@code actor} null is the host at the terminal. */
    public void record(@Nullable AccountId actor, String action, String subject, Map<String, ?> details) {
        db.sql("""
                        insert into audit_entry (id, actor_id, action, subject, details, request_id)
                        values (:id, :actor, :action, :subject, cast(:details as jsonb), :request)
                        """)
                .param("id", ids.next())
                .param("actor", actor == null ? null : actor.value())
                .param("action", action)
                .param("subject", subject)
                .param("details", json.writeValueAsString(details))
                .param("request", MDC.get("request"))
                .update();
    }
}
