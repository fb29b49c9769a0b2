package reverie.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Page;
import reverie.platform.Problem;

/** The entries of a wallet, as its owner reads them. */
@Component
class History {
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofHours(1);

    private final JdbcClient db;

    History(JdbcClient db) {
        this.db = db;
    }

    /**
     * Newest first. The cursor is the last entry's id.
     *
     * @throws Problem {@code wrong} for a kind or a cursor that is none
     */
    Page<Entry> page(AccountId account, @Nullable String kind, @Nullable String cursor, int limit) {
        if (kind != null && Kind.of(kind).isEmpty()) throw Problem.invalid("wrong", "kind");
        long before = cursor == null ? Long.MAX_VALUE : sequence(account, cursor);
        List<Entry> found = db.sql("""
                select p.transaction_id, p.kind, p.amount, p.held, p.balance_after, p.held_after,
                    t.job_id, t.payment_id, t.reason, t.at
                from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                where p.account_id = ? and p.sequence < ? and (?::text is null or p.kind = ?)
                order by p.sequence desc limit ?
                """)
                .param(account.value())
                .param(before)
                .param(kind)
                .param(kind)
                .param(limit + 1)
                .query(History::entry)
                .list();
        return Page.of(found, limit, entry -> entry.id().toString());
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException if the wallet has no such entry */
    Entry entry(AccountId account, UUID transaction) {
        return db.sql("""
                select p.transaction_id, p.kind, p.amount, p.held, p.balance_after, p.held_after,
                    t.job_id, t.payment_id, t.reason, t.at
                from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                where p.transaction_id = ? and p.account_id = ?
                """)
                .param(transaction)
                .param(account.value())
                .query(History::entry)
                .single();
    }

    /** Reads what was posted since then, and one row per wallet: for a page of an admin, not for every request. */
    Wallet.Totals totals(Instant since) {
        return db.sql("""
                select
                    (select coalesce(-sum(amount), 0) from ledger_posting where account_id = ? and amount < 0) as given,
                    (select coalesce(sum(p.amount), 0)
                        from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                        where p.account_id = ? and p.kind = 'charge' and p.transaction_id >= ?
                           and t.at >= ?) as charged,
                    (select coalesce(sum(held), 0) from ledger_account where asset = 'credit') as held
                """)
                .param(House.GIVEN.id)
                .param(House.EARNED.id)
                .param(notBefore(since))
                .param(Timestamp.from(since))
                .query((row, n) -> new Wallet.Totals(
                        new Credits(row.getLong("given")),
                        new Credits(row.getLong("charged")),
                        new Credits(row.getLong("held"))))
                .single();
    }

    /** Ids begin with the time they were made at: none that was made since is below this one, whatever the clock. */
    private static UUID notBefore(Instant since) {
        return new UUID(since.minus(CLOCKS_DIFFER_MAX).toEpochMilli() << 16, 0);
    }

    private long sequence(AccountId account, String cursor) {
        UUID id;
        try {
            id = UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("wrong", "cursor");
        }
        return db.sql("select sequence from ledger_posting where transaction_id = ? and account_id = ?")
                .param(id)
                .param(account.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Problem.invalid("wrong", "cursor"));
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        String kind = row.getString("kind");
        return new Entry(
                row.getObject("transaction_id", UUID.class),
                kind,
                Ledger.shown(kind, row.getLong("amount"), row.getLong("held")),
                new Credits(row.getLong("balance_after")),
                new Credits(row.getLong("held_after")),
                row.getObject("job_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getString("reason"),
                row.getTimestamp("at").toInstant());
    }
}
