package reverie.telegram;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom the bot has met. */
@Component
class Chats {
    private final JdbcClient db;

    Chats(JdbcClient db) {
        this.db = db;
    }

    /** Telegram numbers groups below zero. */
    static boolean isGroup(long chat) {
        return chat < 0;
    }

    /** Heard of just now: so it is not blocked either. */
    void met(long chat, boolean group, String language) {
        db.sql("""
                        insert into telegram_chat as c (chat_id, kind, language) values (:chat, :kind, :language)
                        on conflict (chat_id) do update
                           set language = excluded.language, seen_at = reverie_now(), blocked_at = null
                        """)
                .param("chat", chat)
                .param("kind", group ? "group" : "private")
                .param("language", language)
                .update();
    }

    void blocked(long chat) {
        db.sql("update telegram_chat set blocked_at = reverie_now() where chat_id = :chat and blocked_at is null")
                .param("chat", chat)
                .update();
    }

    boolean isBlocked(long chat) {
        return db.sql("select blocked_at is not null from telegram_chat where chat_id = :chat")
                .param("chat", chat)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
