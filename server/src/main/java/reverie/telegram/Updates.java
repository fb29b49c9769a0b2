package reverie.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Leases;
import reverie.platform.Transactions;
import reverie.telegram.api.Me;
import reverie.telegram.api.Update;
import tools.jackson.databind.json.JsonMapper;

/** What was heard: stored once, in the transaction that moves on the offset; handled in order, chat by chat. */
@Component
class Updates {
    record Taken(long bot, long id, long chat, String body, int tries) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Transactions transactions;
    private final Leases leases;
    private final List<Runnable> bells = new CopyOnWriteArrayList<>();

    Updates(JdbcClient db, JsonMapper json, Transactions transactions, Leases leases) {
        this.db = db;
        this.json = json;
        this.transactions = transactions;
        this.leases = leases;
    }

    void onUpdates(Runnable bell) {
        bells.add(bell);
    }

    /**
     * The bot is this one; the answer is where its updates go on. Null when none was heard for so long that it is not
     * known: Telegram keeps them for a day, we for two, so none is missed and none is handled twice.
     */
    @Nullable
    Long meet(Me me) {
        return db.sql("""
                        insert into telegram_bot as b (bot_id, username, link, seen_at)
                        values (:id, :username, :link, reverie_now())
                        on conflict (bot_id) do update
                           set username = excluded.username, link = excluded.link, seen_at = excluded.seen_at
                        returning case when exists (select 1 from telegram_update u where u.bot_id = b.bot_id)
                                       then next_update end as next_update
                        """)
                .param("id", me.id())
                .param("username", me.username())
                .param("link", me.link())
                .query((row, n) -> row.getObject("next_update", Long.class))
                .list()
                .getFirst();
    }

    /**
     * Keeps what is new of them and moves the offset on.
     *
     * @param next where it goes on
     * @return false when this node is not the leader any more: then nothing is kept
     */
    boolean store(Leases.Lease lease, long bot, List<Update> updates, long next) {
        if (updates.isEmpty()) return true;
        boolean stored = transactions.write(() -> {
            if (!leases.holds(lease)) return false;
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Update update : updates) {
                Map<String, Object> row = new HashMap<>();
                row.put("update_id", update.id());
                row.put("chat_id", update.chat());
                row.put("body", json.readTree(update.body()));
                rows.add(row);
            }
            db.sql("""
                            insert into telegram_update (bot_id, update_id, chat_id, body)
                            select :bot, update_id, chat_id, body
                              from jsonb_to_recordset(cast(:rows as jsonb)) as r
                                   (update_id bigint, chat_id bigint, body jsonb)
                            on conflict do nothing
                            """)
                    .param("bot", bot)
                    .param("rows", json.writeValueAsString(rows))
                    .update();
            db.sql("""
                            update telegram_bot set next_update = :next, seen_at = reverie_now() where bot_id = :bot
                            """).param("next", next).param("bot", bot).update();
            return true;
        });
        if (stored) bells.forEach(Runnable::run);
        return stored;
    }

    /** Of up to {@code most} chats that nobody handles right now, the oldest update. */
    List<Taken> take(int most) {
        return db.sql("""
                        update telegram_update u
                           set taken_by = :node, tries = u.tries + 1,
                               taken_until = reverie_now() + make_interval(secs => :seconds)
                          from (select bot_id, update_id from telegram_update h
                                 where state = 'new' and (taken_until is null or taken_until < reverie_now())
                                   and not exists (select 1 from telegram_update e
                                                    where e.chat_id = h.chat_id and e.state = 'new'
                                                      and e.update_id < h.update_id)
                                 order by update_id limit :most
                                   for update skip locked) head
                         where u.bot_id = head.bot_id and u.update_id = head.update_id
                        returning u.bot_id as bot, u.update_id as id, u.chat_id as chat, u.body as body,
                                  u.tries as tries
                        """)
                .param("node", leases.node())
                .param("seconds", Outbox.seconds(Limits.HANDLING))
                .param("most", most)
                .query((row, n) -> new Taken(
                        row.getLong("bot"),
                        row.getLong("id"),
                        row.getLong("chat"),
                        row.getString("body"),
                        row.getInt("tries")))
                .list();
    }

    /** Joins the transaction of its effects. @return false when another node has it by now */
    boolean end(Taken update, String state) {
        return db.sql("""
                        update telegram_update
                           set state = :state, ended_at = reverie_now(), taken_by = null, taken_until = null
                         where bot_id = :bot and update_id = :id and state = 'new' and taken_by = :node
                        """)
                        .param("state", state)
                        .param("bot", update.bot())
                        .param("id", update.id())
                        .param("node", leases.node())
                        .update()
                == 1;
    }

    /** Not handled after all: it may be taken again in a moment. */
    void giveBack(Taken update) {
        db.sql("""
                        update telegram_update set taken_until = reverie_now() + interval '1 second'
                         where bot_id = :bot and update_id = :id and state = 'new' and taken_by = :node
                        """)
                .param("bot", update.bot())
                .param("id", update.id())
                .param("node", leases.node())
                .update();
    }

    void tidy() {
        db.sql("delete from telegram_update where ended_at < reverie_now() - make_interval(secs => :kept)")
                .param("kept", Outbox.seconds(Limits.UPDATES_KEPT))
                .update();
    }
}
