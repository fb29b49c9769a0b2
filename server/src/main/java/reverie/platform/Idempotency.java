package reverie.platform;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a call that creates or spends repeatable: the same key and body get the same answer for a day, and the work is
 * done once. Answer and work are one commit.
 */
@Component
public class Idempotency {
    static final Duration KEPT = Duration.ofHours(24);

    private record Kept(String bodySha256, String answer) {}

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;

    Idempotency(Transactions transactions, JdbcClient db, JsonMapper json) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
    }

    /**
     * @param key of the person's choice; without one the work is simply done
     * @param body what was asked, in any form that is equal when the request is
     * @throws Problem {@code idempotency_key_reused} for the same key with another body
     */
    public <T> T once(
            AccountId account, String path, @Nullable String key, Object body, Class<T> type, Supplier<T> work) {
        if (key == null || key.isBlank()) return transactions.write(work);
        if (key.length() > 200) throw Problem.invalid("idempotency_key_too_long", "Idempotency-Key");
        String hash = Secrets.sha256(json.writeValueAsString(body));
        return transactions.write(() -> {
            // Whoever comes second waits here until the first has committed, then finds its answer.
            db.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                    .param("key", account + path + key)
                    .query((row, n) -> true)
                    .single();
            var kept = find(account, path, key);
            if (kept != null) {
                if (!kept.bodySha256().equals(hash)) throw Problem.of(422, "idempotency_key_reused");
                return json.readValue(kept.answer(), type);
            }
            T answer = work.get();
            keep(account, path, key, hash, answer);
            return answer;
        });
    }

    private @Nullable Kept find(AccountId account, String path, String key) {
        return db.sql("""
                        select body_sha256, answer from idempotency_key
                         where account_id = :account and path = :path and key = :key
                           and created_at > reverie_now() - make_interval(secs => :kept)
                        """)
                .param("kept", (double) KEPT.toSeconds())
                .param("account", account.value())
                .param("path", path)
                .param("key", key)
                .query(Kept.class)
                .optional()
                .orElse(null);
    }

    private void keep(AccountId account, String path, String key, String hash, Object answer) {
        db.sql("""
                        insert into idempotency_key (account_id, path, key, body_sha256, status, answer)
                        values (:account, :path, :key, :hash, 200, :answer)
                        on conflict (account_id, path, key) do update
                           set body_sha256 = excluded.body_sha256, answer = excluded.answer,
                               created_at = excluded.created_at
                        """)
                .param("account", account.value())
                .param("path", path)
                .param("key", key)
                .param("hash", hash)
                .param("answer", json.writeValueAsString(answer))
                .update();
    }
}
