package reverie.wallet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import reverie.platform.Credits;

/**
 * Reads the whole ledger in one snapshot and names every row that is wrong: transactions that do not balance, entries
 * that do not follow from the one before, balances, holds and lots that the entries do not bear out. Changes nothing;
 * may run while credits move.
 */
@Component
public class VerifyLedger {
    private static final int ACCOUNTS_AT_ONCE = 500;

    // Each answers with sentences. Amounts in them are millionths: what stands in the rows.
    private static final String TRANSACTIONS = """
            select 'Transaction ' || coalesce(t.id, p.transaction_id) || ' (' || coalesce(t.reference, 'missing') || ')'
                || case
                    when t.id is null then ' has postings, but is missing itself'
                    when count(p.account_id) = 0 then ' has no posting'
                    when bool_or(a.id is null) then ' has a posting of an account that does not exist'
                    when bool_or(p.kind <> t.kind) then ' is a ' || t.kind || ', but a posting of it is not'
                    else ' does not balance: its postings sum to ' || sum(p.amount) || ' ' || a.asset
                end
            from ledger_transaction t
            full join ledger_posting p on p.transaction_id = t.id
            left join ledger_account a on a.id = p.account_id
            group by t.id, t.reference, t.kind, p.transaction_id, a.asset
            having t.id is null or count(p.account_id) = 0 or bool_or(a.id is null) or bool_or(p.kind <> t.kind)
                or sum(p.amount) <> 0
            """;

    private static final String ENTRIES = """
            select 'Posting ' || sequence || ' (transaction ' || transaction_id || ', account ' || account_id
                || ') does not follow from the one before it: ' || balance_before || '/' || held_before || ' and '
                || amount || '/' || held || ' make ' || balance_before + amount || '/' || held_before + held
                || ', it says ' || coalesce(balance_after || '/' || held_after, 'nothing')
            from (
                select p.*, coalesce(lag(p.balance_after) over w, 0) as balance_before,
                    coalesce(lag(p.held_after) over w, 0) as held_before
                from ledger_posting p join ledger_account a on a.id = p.account_id
                where a.balance is not null
                window w as (partition by p.account_id order by p.sequence)
            ) p
            where balance_after is distinct from balance_before + amount
                or held_after is distinct from held_before + held
            """;

    private static final String BALANCES = """
            select 'Account ' || a.id || ' says balance ' || a.balance || ' and held ' || a.held
                || ', its postings make ' || coalesce(p.amount, 0) || ' and ' || coalesce(p.held, 0)
                || ', its live holds ' || coalesce(h.credits, 0)
            from ledger_account a
            left join (
                select account_id, sum(amount) as amount, sum(held) as held from ledger_posting group by account_id
            ) p on p.account_id = a.id
            left join (
                select account_id, sum(credits) as credits from ledger_hold where state = 'held' group by account_id
            ) h on h.account_id = a.id
            where a.balance is not null and (
                a.balance <> coalesce(p.amount, 0) or a.held <> coalesce(p.held, 0)
                or a.held <> coalesce(h.credits, 0))
            """;

    private static final String HOLDS = """
            with noted as (
                select split_part(t.reference, ':', 2) as hold_id, p.account_id,
                    sum(p.held) filter (where p.kind = 'hold') as held,
                    -sum(p.amount) filter (where p.kind = 'charge') as charged,
                    -sum(p.held) filter (where p.kind in ('charge', 'release')) as ended
                from ledger_transaction t
                join ledger_posting p on p.transaction_id = t.id and p.held <> 0
                group by 1, 2
            )
            select 'Hold ' || coalesce(h.id::text, n.hold_id) || case
                when h.id is null then ' is missing, but account ' || n.account_id || ' has entries of it'
                else ' of account ' || h.account_id || ' is ' || h.state || ' with ' || h.credits || ', ' || h.charged
                    || ' of it charged; the entries say held ' || coalesce(n.held, 0) || ', charged '
                    || coalesce(n.charged, 0) || ', ended ' || coalesce(n.ended, 0)
                end
            from ledger_hold h
            full join noted n on n.hold_id = h.id::text and n.account_id = h.account_id
            where h.id is null or coalesce(n.held, 0) <> h.credits or coalesce(n.charged, 0) <> h.charged
                or coalesce(n.ended, 0) <> case h.state when 'held' then 0 else h.credits end
            """;

    private static final String LOTS = """
            select 'Lot ' || coalesce(l.id, p.transaction_id) || ' of account ' || coalesce(l.account_id, p.account_id)
                || case
                    when l.id is null then ' is missing, but its credits came'
                    else ' says ' || l.credits || ', its posting ' || coalesce(p.amount::text, 'is missing')
                end
            from ledger_lot l
            full join (
                select p.* from ledger_posting p join ledger_account a on a.id = p.account_id
                where p.kind in ('grant', 'purchase', 'adjustment') and p.amount > 0 and a.balance is not null
            ) p on p.transaction_id = l.id and p.account_id = l.account_id
            where l.id is null or p.amount is distinct from l.credits
            """;

    private static final String REVERSALS = """
            select 'Transaction ' || r.id || ' (' || r.reference || ') undoes ' || r.reverses
                || ', which is not a ' || case r.kind when 'reversal' then 'charge' else 'lot' end
                || ' of the same account and at least the same amount'
            from ledger_transaction r
            join ledger_posting p on p.transaction_id = r.id
            join ledger_account a on a.id = p.account_id and a.balance is not null
            left join ledger_posting c on c.transaction_id = r.reverses and c.account_id = p.account_id
            where r.reverses is not null and (c.amount is null
                or r.kind = 'reversal' and (c.kind <> 'charge' or c.amount <> -p.amount)
                or r.kind = 'expiry' and c.amount < -p.amount)
            """;

    // What a kind does to a wallet, and who is on the other side: nobody invents credits by calling them a gift.
    private static final String KINDS = """
            select 'Transaction ' || p.transaction_id || ' (' || coalesce(t.reference, 'missing') || ') is a ' || p.kind
                || ' for account ' || p.account_id || ', but moves ' || p.amount || '/' || p.held || ' with '
                || case o.account_id when ? then 'what was given' when ? then 'what was earned'
                    else coalesce('account ' || o.account_id, 'nobody') end
            from ledger_posting p
            join ledger_account a on a.id = p.account_id and a.balance is not null
            left join ledger_transaction t on t.id = p.transaction_id
            left join ledger_posting o on o.transaction_id = p.transaction_id and o.account_id <> p.account_id
            where not case p.kind
                when 'hold' then p.amount = 0 and p.held > 0 and o.account_id is null
                when 'release' then p.amount = 0 and p.held < 0 and o.account_id is null
                when 'charge' then p.amount < 0 and p.held = p.amount and o.account_id is not distinct from ?
                when 'reversal' then p.amount > 0 and p.held = 0 and o.account_id is not distinct from ?
                when 'grant' then p.amount > 0 and p.held = 0 and o.account_id is not distinct from ?
                when 'adjustment' then p.held = 0 and o.account_id is not distinct from ?
                when 'expiry' then p.amount < 0 and p.held = 0 and o.account_id is not distinct from ?
                when 'transfer' then p.held = 0 and o.balance_after is not null
                else true
            end
            """;

    private record LotRow(UUID id, UUID account, long unspent, LotBook.Lot lot) {}

    private record Wallet(UUID id, long lotsUpto) {}

    private record Move(long sequence, LotBook.Line line) {}

    private final JdbcClient db;
    private final ObjectProvider<LiveHolds> jobs;
    private final TransactionTemplate snapshot;

    VerifyLedger(JdbcClient db, ObjectProvider<LiveHolds> jobs, PlatformTransactionManager transactions) {
        this.db = db;
        this.jobs = jobs;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @return one sentence for each row that is wrong; none if all is well */
    public List<String> verify() {
        return Objects.requireNonNull(snapshot.execute(status -> {
            List<String> wrong = new ArrayList<>();
            for (String check : List.of(TRANSACTIONS, ENTRIES, BALANCES, HOLDS, LOTS, REVERSALS)) {
                wrong.addAll(db.sql(check).query((row, n) -> row.getString(1)).list());
            }
            kinds(wrong);
            spentLots(wrong);
            holdsWithoutJob(wrong);
            return List.copyOf(wrong);
        }));
    }

    private void kinds(List<String> wrong) {
        UUID given = House.GIVEN.id;
        UUID earned = House.EARNED.id;
        wrong.addAll(db.sql(KINDS)
                .params(given, earned, earned, earned, given, given, given)
                .query((row, n) -> row.getString(1))
                .list());
    }

    private void holdsWithoutJob(List<String> wrong) {
        LiveHolds asked = jobs.getIfAvailable();
        if (asked == null) return;
        Map<UUID, String> live = new HashMap<>();
        db.sql("select id, account_id, credits from ledger_hold where state = 'held' and job_id is not null")
                .query((row, n) -> live.put(
                        row.getObject("id", UUID.class),
                        new Credits(row.getLong("credits")) + " of account " + row.getString("account_id")))
                .list();
        for (UUID hold : asked.withoutLiveJob(new HashSet<>(live.keySet()))) {
            wrong.add("Hold " + hold + " keeps " + live.get(hold) + ", but no live job stands behind it");
        }
    }

    private void spentLots(List<String> wrong) {
        UUID after = new UUID(0, 0);
        while (true) {
            List<Wallet> wallets = db.sql("""
                    select id, lots_upto from ledger_account
                    where balance is not null and id > ? order by id limit ?
                    """)
                    .param(after)
                    .param(ACCOUNTS_AT_ONCE)
                    .query((row, n) -> new Wallet(row.getObject("id", UUID.class), row.getLong("lots_upto")))
                    .list();
            if (wallets.isEmpty()) return;
            UUID last = wallets.getLast().id();
            Map<UUID, List<LotRow>> lots = lots(after, last);
            Map<UUID, List<Move>> moves = moves(after, last);
            for (Wallet wallet : wallets) {
                spentLots(
                        wallet,
                        lots.getOrDefault(wallet.id(), List.of()),
                        moves.getOrDefault(wallet.id(), List.of()),
                        wrong);
            }
            after = last;
        }
    }

    private static void spentLots(Wallet wallet, List<LotRow> rows, List<Move> moves, List<String> wrong) {
        List<LotBook.Lot> lots = rows.stream().map(LotRow::lot).toList();
        List<LotBook.Line> writtenDown = moves.stream()
                .filter(m -> m.sequence() <= wallet.lotsUpto())
                .map(Move::line)
                .toList();
        try {
            // Lots that came later are whole.
            Map<UUID, Long> unspent = new HashMap<>();
            lots.forEach(lot -> unspent.put(lot.id(), lot.unspent()));
            var come = writtenDown.stream().map(LotBook.Line::transaction).collect(Collectors.toSet());
            var begun = lots.stream().filter(lot -> come.contains(lot.id())).toList();
            LotBook.read(begun, 0, writtenDown).lots().forEach(lot -> unspent.put(lot.id(), lot.unspent()));
            for (LotRow row : rows) {
                if (Objects.equals(unspent.get(row.id()), row.unspent())) continue;
                wrong.add("Lot " + row.id() + " of account " + wallet.id() + " says " + row.unspent()
                        + " are unspent, its entries make " + unspent.get(row.id()));
            }
            LotBook.read(lots, 0, moves.stream().map(Move::line).toList());
        } catch (IllegalStateException e) {
            wrong.add("The lots of account " + wallet.id() + " do not fit its entries: " + e.getMessage());
        }
    }

    private Map<UUID, List<LotRow>> lots(UUID after, UUID last) {
        Map<UUID, List<LotRow>> found = new HashMap<>();
        db.sql("""
                select id, account_id, credits, unspent, expires_at from ledger_lot
                where account_id > ? and account_id <= ?
                """)
                .param(after)
                .param(last)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    var expires = row.getTimestamp("expires_at");
                    var lot = new LotBook.Lot(
                            id, row.getLong("credits"), expires == null ? null : expires.toInstant(), false);
                    return new LotRow(id, row.getObject("account_id", UUID.class), row.getLong("unspent"), lot);
                })
                .list()
                .forEach(row -> found.computeIfAbsent(row.account(), a -> new ArrayList<>())
                        .add(row));
        return found;
    }

    private Map<UUID, List<Move>> moves(UUID after, UUID last) {
        Map<UUID, List<Move>> found = new HashMap<>();
        db.sql("""
                select p.account_id, p.sequence, p.transaction_id, p.amount,
                    case when p.kind = 'expiry' then t.reverses end as expires
                from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                where p.account_id > ? and p.account_id <= ? and p.amount <> 0
                order by p.account_id, p.sequence
                """)
                .param(after)
                .param(last)
                .query((row, n) -> {
                    var line = new LotBook.Line(
                            row.getObject("transaction_id", UUID.class),
                            row.getLong("amount"),
                            row.getObject("expires", UUID.class));
                    return found.computeIfAbsent(row.getObject("account_id", UUID.class), a -> new ArrayList<>())
                            .add(new Move(row.getLong("sequence"), line));
                })
                .list();
        return found;
    }
}
