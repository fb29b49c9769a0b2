package reverie.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is still to be sent. Rows are written in the transaction of what they tell. */
@Component
class Outbox {
    private static final TypeReference<Map<String, Object>> PLAIN = new TypeReference<>() {};

    /** A row taken out for sending. */
    record Taken(
            UUID id,
            long chat,
            Letter.Kind kind,
            int priority,
            @Nullable UUID job,
            @Nullable UUID delivery,
            Map<String, Object> body,
            int tries,
            boolean unsure) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Ids ids;
    private final Transactions transactions;
    private final List<Runnable> bells = new CopyOnWriteArrayList<>();

    Outbox(JdbcClient db, JsonMapper json, Ids ids, Transactions transactions) {
        this.db = db;
        this.json = json;
        this.ids = ids;
        this.transactions = transactions;
    }

    /** Rings after each commit that put something in. */
    void onLetters(Runnable bell) {
        bells.add(bell);
    }

    private void ring() {
        transactions.afterCommit(() -> bells.forEach(Runnable::run));
    }

    /** Joins the transaction. Their order is the order of sending within a chat and a priority. */
    void put(Collection<Letter> letters) {
        if (letters.isEmpty()) return;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Letter letter : letters) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", ids.next());
            row.put("chat_id", letter.chat());
            row.put("kind", letter.kind().word());
            row.put("priority", letter.priority());
            row.put("job_id", letter.job());
            row.put("delivery_id", letter.delivery());
            row.put("body", letter.body());
            row.put("state", letter.atContact() ? "at_contact" : "waiting");
            rows.add(row);
        }
        db.sql("""
                        insert into telegram_outbox (id, chat_id, kind, priority, job_id, delivery_id, body, state)
                        select id, chat_id, kind, priority, job_id, delivery_id, body, state
                          from jsonb_to_recordset(cast(:rows as jsonb)) as r
                               (id uuid, chat_id bigint, kind text, priority smallint, job_id uuid, delivery_id uuid,
                                body jsonb, state text)
                        """).param("rows", json.writeValueAsString(rows)).update();
        ring();
    }

    /** The newest progress takes the place of one that still waits; none is written for a job nobody watches here. */
    void progress(UUID job, Screen screen) {
        int written = db.sql("""
                        insert into telegram_outbox (id, chat_id, kind, priority, job_id, body, not_before)
                        select :id, w.chat_id, 'progress', :priority, w.job_id, cast(:body as jsonb),
                               greatest(reverie_now(), w.edited_at + make_interval(secs => :apart))
                          from telegram_watch w
                         where w.job_id = :job and w.ended_at is null and w.message_id is not null
                        on conflict (job_id) where kind = 'progress' and state = 'waiting'
                        do update set body = excluded.body
                        """)
                .param("id", ids.next())
                .param("priority", Letter.PROGRESS)
                .param("job", job)
                .param("body", json.writeValueAsString(Letter.body(screen)))
                .param("apart", seconds(Limits.EDITS_APART))
                .update();
        if (written > 0) ring();
    }

    /**
     * Of each chat the next one that may go now, the most urgent first. One that waits for another try holds back those
     * of its kind behind it, so that nobody reads the answers in the wrong order, or an old screen over a new one; one
     * that may have arrived holds back nothing.
     */
    List<Taken> next(int most) {
        return db.sql("""
                        select * from (
                            select distinct on (chat_id) *
                              from telegram_outbox o
                             where state = 'waiting' and not_before <= reverie_now()
                               and (kind <> 'preview'
                                    or created_at > reverie_now() - make_interval(secs => :previewGoodFor))
                               and not exists (select 1 from telegram_outbox s
                                                where s.chat_id = o.chat_id and s.state in ('waiting', 'sending')
                                                  and (s.state = 'sending'
                                                       or s.why is not null and not s.unsure
                                                          and s.priority = o.priority and s.id < o.id))
                             order by chat_id, priority, id) heads
                         order by priority, id
                         limit :most
                        """)
                .param("previewGoodFor", seconds(Limits.PREVIEW_GOOD_FOR))
                .param("most", most)
                .query((row, n) -> taken(row))
                .list();
    }

    private Taken taken(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Taken(
                row.getObject("id", UUID.class),
                row.getLong("chat_id"),
                Letter.Kind.of(row.getString("kind")),
                row.getInt("priority"),
                row.getObject("job_id", UUID.class),
                row.getObject("delivery_id", UUID.class),
                json.readValue(row.getString("body"), PLAIN),
                row.getInt("tries"),
                row.getBoolean("unsure"));
    }

    /** Committed before the first byte leaves: whoever finds it so later knows that it may have been sent. */
    boolean begin(UUID id) {
        return db.sql("""
                        update telegram_outbox
                           set state = 'sending', tries = tries + 1,
                               taken_until = reverie_now() + make_interval(secs => :seconds)
                         where id = :id and state = 'waiting'
                        """)
                        .param("id", id)
                        .param("seconds", seconds(Limits.SENDING))
                        .update()
                == 1;
    }

    /** @param state sent, failed or dropped */
    void end(UUID id, String state, @Nullable String why) {
        db.sql("""
                        update telegram_outbox
                           set state = :state, why = :why, ended_at = reverie_now(), taken_until = null
                         where id = :id and ended_at is null
                        """)
                .param("state", state)
                .param("why", why, java.sql.Types.VARCHAR)
                .param("id", id)
                .update();
    }

    /** @param counted whether the try that ended counts */
    void again(UUID id, Duration after, boolean counted, boolean unsure, String why) {
        db.sql("""
                        update telegram_outbox
                           set state = 'waiting', taken_until = null, why = :why,
                               tries = case when :counted then tries else greatest(0, tries - 1) end,
                               unsure = unsure or :unsure,
                               not_before = reverie_now() + make_interval(secs => :seconds)
                         where id = :id and state = 'sending'
                        """)
                .param("id", id)
                .param("counted", counted)
                .param("unsure", unsure)
                .param("why", why)
                .param("seconds", seconds(after))
                .update();
    }

    /** What somebody was about to send and never told how it went. */
    List<Taken> abandoned(boolean all) {
        return db.sql("""
                        select * from telegram_outbox
                         where state = 'sending' and (:all or taken_until < reverie_now()) order by id
                        """).param("all", all).query((row, n) -> taken(row)).list();
    }

    /** The person is there again: what had to wait for that goes now. */
    void contact(long chat) {
        int woken = db.sql("""
                        update telegram_outbox set state = 'waiting', not_before = reverie_now()
                         where chat_id = :chat and state = 'at_contact'
                        """).param("chat", chat).update();
        if (woken > 0) ring();
    }

    /** Nothing of these kinds is sent for this job any more. */
    void drop(UUID job, Letter.Kind kind, String why) {
        db.sql("""
                        update telegram_outbox set state = 'dropped', why = :why, ended_at = reverie_now()
                         where job_id = :job and kind = :kind and state in ('waiting', 'at_contact')
                        """)
                .param("job", job)
                .param("kind", kind.word())
                .param("why", why)
                .update();
    }

    /** Whoever has chosen needs no preview any more. */
    void dropPreviews(long chat) {
        db.sql("""
                        update telegram_outbox set state = 'dropped', why = 'chosen', ended_at = reverie_now()
                         where chat_id = :chat and kind = 'preview' and state = 'waiting'
                        """).param("chat", chat).update();
    }

    int tidy() {
        db.sql("""
                        update telegram_outbox set state = 'dropped', why = 'too late', ended_at = reverie_now()
                         where kind = 'preview' and state = 'waiting'
                           and created_at < reverie_now() - make_interval(secs => :goodFor)
                        """).param("goodFor", seconds(Limits.PREVIEW_GOOD_FOR)).update();
        return db.sql("delete from telegram_outbox where ended_at < reverie_now() - make_interval(secs => :kept)")
                .param("kept", seconds(Limits.LETTERS_KEPT))
                .update();
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
