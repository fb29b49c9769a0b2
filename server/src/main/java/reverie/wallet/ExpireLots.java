package reverie.wallet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Housekeeping;
import reverie.platform.Ids;
import reverie.platform.Transactions;

/** Takes back what is unspent of lots whose time is over, or that were withdrawn. */
@Component
class ExpireLots implements Housekeeping {
    private static final int ACCOUNTS_PER_RUN = 1_000;

    private record Due(UUID id, UUID accountId) {}

    private record Withdrawal(UUID lot, String reason) {}

    /** @param balanceThen when its lots were written down */
    private record Wallet(UUID id, long held, long lotsUpto, long balanceThen) {}

    private final JdbcClient db;
    private final Ledger ledger;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Ids ids;

    ExpireLots(JdbcClient db, Ledger ledger, Transactions transactions, ApplicationEventPublisher events, Ids ids) {
        this.db = db;
        this.ledger = ledger;
        this.transactions = transactions;
        this.events = events;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "wallet-expire-lots";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        List<AccountId> accounts = db.sql("""
                select account_id from ledger_lot
                where unspent > 0 and coalesce(withdrawn_at, expires_at) <= reverie_now()
                group by account_id order by min(coalesce(withdrawn_at, expires_at)) limit ?
                """)
                .param(ACCOUNTS_PER_RUN)
                .query((row, n) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list();
        for (AccountId account : accounts) transactions.write(() -> sweep(account, null));
    }

    /** What is unspent of one grant goes back now, what is held of it once it is released. */
    void withdraw(String grantReference, String reason) {
        Due lot = db.sql("""
                select l.id, l.account_id from ledger_transaction t
                join ledger_posting p on p.transaction_id = t.id
                join ledger_lot l on l.account_id = p.account_id and l.id = t.id
                where t.reference = ?
                """).param(grantReference).query(Due.class).optional().orElse(null);
        if (lot == null) return;
        var account = new AccountId(lot.accountId());
        ledger.lock(account);
        db.sql("""
                update ledger_lot set withdrawn_at = reverie_now()
                where account_id = ? and id = ? and withdrawn_at is null
                """).param(lot.accountId()).param(lot.id()).update();
        sweep(account, new Withdrawal(lot.id(), reason));
    }

    private void sweep(AccountId account, @Nullable Withdrawal asked) {
        ledger.lock(account);
        Wallet wallet = wallet(account);
        List<LotBook.Lot> lots = lots(account);
        List<LotBook.Line> lines = lines(wallet);
        var come = lines.stream().map(LotBook.Line::transaction).collect(Collectors.toSet());
        long inLots = lots.stream()
                .filter(lot -> !come.contains(lot.id()))
                .mapToLong(LotBook.Lot::unspent)
                .sum();
        LotBook book = LotBook.read(lots, wallet.balanceThen() - inLots, lines);
        List<Ledger.Move> moves = new ArrayList<>();
        List<LotBook.Line> expired = new ArrayList<>();
        for (LotBook.Expiring part : book.expiring(wallet.held())) {
            // The reference only has to be new: a lot expires as often as something of it gets free after its time.
            moves.add(new Ledger.Move(
                    "expiry:" + part.lot() + ":" + ids.next(),
                    Kind.EXPIRY,
                    account.value(),
                    House.GIVEN.id,
                    part.micros(),
                    asked != null && asked.lot().equals(part.lot()) ? asked.reason() : null,
                    null,
                    part.lot(),
                    null));
            expired.add(new LotBook.Line(part.lot(), -part.micros(), part.lot()));
        }
        List<BalanceChanged> changed = new ArrayList<>();
        if (!moves.isEmpty()) ledger.move(moves, changed);
        writeDown(account, LotBook.read(book.lots(), book.loose(), expired));
        changed.forEach(events::publishEvent);
    }

    private Wallet wallet(AccountId account) {
        return db.sql("""
                select a.id, a.held, a.lots_upto, coalesce(p.balance_after, 0) as balance_then
                from ledger_account a
                left join ledger_posting p on p.account_id = a.id and p.sequence = a.lots_upto
                where a.id = ?
                """).param(account.value()).query(Wallet.class).single();
    }

    private List<LotBook.Lot> lots(AccountId account) {
        return db.sql("""
                select id, unspent, expires_at, coalesce(withdrawn_at, expires_at) <= reverie_now() as due
                from ledger_lot where account_id = ? and unspent > 0
                """)
                .param(account.value())
                .query((row, n) -> new LotBook.Lot(
                        row.getObject("id", UUID.class),
                        row.getLong("unspent"),
                        row.getTimestamp("expires_at") == null
                                ? null
                                : row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("due")))
                .list();
    }

    private List<LotBook.Line> lines(Wallet wallet) {
        return db.sql("""
                select p.transaction_id, p.amount, case when p.kind = 'expiry' then t.reverses end as expires
                from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                where p.account_id = ? and p.sequence > ? and p.amount <> 0
                order by p.sequence
                """)
                .param(wallet.id())
                .param(wallet.lotsUpto())
                .query((row, n) -> new LotBook.Line(
                        row.getObject("transaction_id", UUID.class),
                        row.getLong("amount"),
                        row.getObject("expires", UUID.class)))
                .list();
    }

    private void writeDown(AccountId account, LotBook book) {
        List<LotBook.Lot> lots = List.copyOf(book.lots());
        db.sql("""
                update ledger_lot l set unspent = w.unspent
                from unnest(?::uuid[], ?::bigint[]) as w(id, unspent)
                where l.account_id = ? and l.id = w.id and l.unspent <> w.unspent
                """)
                .param(Columns.uuids(lots, LotBook.Lot::id))
                .param(Columns.longs(lots, LotBook.Lot::unspent))
                .param(account.value())
                .update();
        db.sql("""
                update ledger_account a
                set lots_upto = (select max(p.sequence) from ledger_posting p where p.account_id = a.id)
                where a.id = ?
                """).param(account.value()).update();
    }
}
