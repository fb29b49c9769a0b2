package reverie.telegram;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Ids;
import tools.jackson.databind.json.JsonMapper;

/** What a chat is about: kept in the database with a time limit, so that a restart changes nothing. */
@Component
class Dialogues {
    private static final int KEY_BYTES = 16;

    /** @param over true when it listened and the time for an answer has run out */
    record Listening(String key, Card card, boolean over) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Ids ids;

    Dialogues(JdbcClient db, JsonMapper json, Ids ids) {
        this.db = db;
        this.json = json;
        this.ids = ids;
    }

    String newKey() {
        return ids.secret(KEY_BYTES);
    }

    void keep(String key, long chat, long person, Card card) {
        db.sql("""
                        insert into telegram_dialogue (key, chat_id, person, data, expires_at)
                        values (:key, :chat, :person, cast(:data as jsonb),
                                reverie_now() + make_interval(secs => :kept))
                        on conflict (key) do update set data = excluded.data, expires_at = excluded.expires_at
                        """)
                .param("key", key)
                .param("chat", chat)
                .param("person", person)
                .param("data", json.writeValueAsString(card))
                .param("kept", Outbox.seconds(Limits.CARD))
                .update();
    }

    /** Only for the one it was made for. */
    Optional<Card> find(String key, long chat, long person) {
        return db.sql("""
                        select data from telegram_dialogue
                         where key = :key and chat_id = :chat and person = :person and expires_at > reverie_now()
                        """)
                .param("key", key)
                .param("chat", chat)
                .param("person", person)
                .query(String.class)
                .optional()
                .map(data -> json.readValue(data, Card.class));
    }

    /** Whosever it is: in a group others see it too. */
    Optional<Card> findHere(String key, long chat) {
        return db.sql("""
                        select data from telegram_dialogue
                         where key = :key and chat_id = :chat and expires_at > reverie_now()
                        """)
                .param("key", key)
                .param("chat", chat)
                .query(String.class)
                .optional()
                .map(data -> json.readValue(data, Card.class));
    }

    /** The next words of this person here are about this. */
    void listen(String key, long chat, long person) {
        stopListening(chat, person);
        db.sql("""
                        update telegram_dialogue
                           set listening = true, expires_at = greatest(expires_at, reverie_now()
                               + make_interval(secs => :kept)), listens_from = reverie_now()
                         where key = :key
                        """).param("kept", Outbox.seconds(Limits.CARD)).param("key", key).update();
    }

    void stopListening(long chat, long person) {
        db.sql("""
                        update telegram_dialogue set listening = false
                         where chat_id = :chat and person = :person and listening
                        """).param("chat", chat).param("person", person).update();
    }

    boolean isListening(String key) {
        return db.sql("select exists (select 1 from telegram_dialogue where key = :key and listening)")
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    Optional<Listening> listening(long chat, long person) {
        return db.sql("""
                        select key, data, listens_from < reverie_now() - make_interval(secs => :limit) as over
                          from telegram_dialogue
                         where chat_id = :chat and person = :person and listening and expires_at > reverie_now()
                        """)
                .param("limit", Outbox.seconds(Limits.LISTENING))
                .param("chat", chat)
                .param("person", person)
                .query((row, n) -> new Listening(
                        row.getString("key"),
                        json.readValue(row.getString("data"), Card.class),
                        row.getBoolean("over")))
                .optional();
    }

    void tidy() {
        db.sql("delete from telegram_dialogue where expires_at < reverie_now()").update();
    }
}
