package reverie.telegram;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The messages in which people follow their jobs. */
@Component
class Watches {
    /** @param message null until it is sent */
    record Watch(
            UUID job,
            long chat,
            String language,
            String title,
            String origin,
            @Nullable Long message) {}

    private final JdbcClient db;
    private final JsonMapper json;

    Watches(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    void begin(Collection<Watch> watches) {
        if (watches.isEmpty()) return;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Watch watch : watches) {
            Map<String, Object> row = new HashMap<>();
            row.put("job_id", watch.job());
            row.put("chat_id", watch.chat());
            row.put("language", watch.language());
            row.put("title", watch.title());
            row.put("origin", watch.origin());
            row.put("message_id", watch.message());
            rows.add(row);
        }
        db.sql("""
                        insert into telegram_watch (job_id, chat_id, language, title, origin, message_id)
                        select job_id, chat_id, language, title, origin, message_id
                          from jsonb_to_recordset(cast(:rows as jsonb)) as r
                               (job_id uuid, chat_id bigint, language text, title text, origin text, message_id bigint)
                        on conflict (job_id) do update set ended_at = null
                        """).param("rows", json.writeValueAsString(rows)).update();
    }

    Optional<Watch> find(UUID job) {
        return db.sql("""
                        select job_id as job, chat_id as chat, language, title, origin, message_id as message
                          from telegram_watch where job_id = :job
                        """).param("job", job).query((row, n) -> watch(row)).optional();
    }

    private static Watch watch(ResultSet row) throws SQLException {
        return new Watch(
                row.getObject("job", UUID.class),
                row.getLong("chat"),
                row.getString("language"),
                row.getString("title"),
                row.getString("origin"),
                row.getObject("message", Long.class));
    }

    void sent(UUID job, long message) {
        db.sql("""
                        update telegram_watch set edited_at = reverie_now(),
                               message_id = case when :message = 0 then message_id else :message end
                         where job_id = :job
                        """).param("message", message).param("job", job).update();
    }

    void end(UUID job) {
        db.sql("update telegram_watch set ended_at = reverie_now() where job_id = :job and ended_at is null")
                .param("job", job)
                .update();
    }

    /** Whose message was not edited for a while: to be looked at. */
    List<Watch> silent(Duration since, int most) {
        return db.sql("""
                        select job_id as job, chat_id as chat, language, title, origin, message_id as message
                          from telegram_watch
                         where ended_at is null and message_id is not null
                           and coalesce(edited_at, created_at) < reverie_now() - make_interval(secs => :since)
                         order by coalesce(edited_at, created_at) limit :most
                        """)
                .param("since", Outbox.seconds(since))
                .param("most", most)
                .query((row, n) -> watch(row))
                .list();
    }

    /** Whether the same wish of this chat led to a job a moment ago. */
    boolean justBegun(long chat, String origin) {
        return db.sql("""
                        select exists (select 1 from telegram_watch
                                        where chat_id = :chat and origin = :origin
                                          and created_at > reverie_now() - make_interval(secs => :within))
                        """)
                .param("chat", chat)
                .param("origin", origin)
                .param("within", Outbox.seconds(Limits.PRESSED_TWICE))
                .query(Boolean.class)
                .single();
    }

    void tidy() {
        db.sql("delete from telegram_watch where created_at < reverie_now() - make_interval(secs => :kept)")
                .param("kept", Outbox.seconds(Limits.WATCHES_KEPT))
                .update();
    }
}
