package reverie.wallet;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.wallet.Wallet.Settlement;

/** Ends holds, charges and releases mixed: one statement for a whole batch. */
@Component
class SettleHolds {
    // Looked up by arrays and their positions, never by joining what was asked: how many that will be is not known when
    // the plan is made, and a nested loop over 128 by 128 costs more than all the writing. Wallets are written as they
    // were read under their lock, for the reason told in HoldCredits.
    private static final String SETTLE = """
            with asked as (
                select ?::uuid[] as holds, ?::bigint[] as charges, ?::uuid[] as charge_ids, ?::uuid[] as release_ids
            ), wallet as (
                select a.id, a.balance, a.held from ledger_account a
                where a.id in (select h.account_id from ledger_hold h where h.id = any (?::uuid[]))
                order by a.id for update
            ), book as materialized (
                select array_agg(id) as ids, array_agg(balance) as balances, array_agg(held) as helds from wallet
            ), ended as (
                update ledger_hold h
                set charged = a.charges[array_position(a.holds, h.id)], ended_at = reverie_now(),
                    state = case when a.charges[array_position(a.holds, h.id)] > 0 then 'charged' else 'released' end
                from asked a, book b
                where h.id = any (?::uuid[]) and h.account_id = any (b.ids) and h.state = 'held'
                    and h.credits >= a.charges[array_position(a.holds, h.id)]
                returning array_position(a.holds, h.id) as place, h.id, h.account_id, h.credits, h.job_id,
                    h.charged as charge, a.charge_ids[array_position(a.holds, h.id)] as charge_id,
                    a.release_ids[array_position(a.holds, h.id)] as release_id,
                    b.balances[array_position(b.ids, h.account_id)] as balance,
                    b.helds[array_position(b.ids, h.account_id)] as held
            ), moved as (
                select e.place, 1 as part, e.id as hold_id, e.charge_id as id, 'charge' as kind, e.account_id, e.job_id,
                    -e.charge as amount, -e.charge as held, e.balance as balance_before, e.held as held_before
                from ended e where e.charge > 0
                union all
                select e.place, 2, e.id, e.release_id, 'release', e.account_id, e.job_id,
                    0, e.charge - e.credits, e.balance, e.held
                from ended e where e.charge < e.credits
            ), entries as (
                select m.*, (m.balance_before + sum(m.amount) over so_far)::bigint as balance_after,
                    (m.held_before + sum(m.held) over so_far)::bigint as held_after
                from moved m
                window so_far as (partition by m.account_id order by m.place, m.part)
            ), wallets as (
                update ledger_account a set balance = s.balance, held = s.held
                from (
                    select account_id, min(balance_after) as balance, min(held_after) as held
                    from entries group by account_id
                ) s
                where a.id = any ((select ids from book)::uuid[]) and a.id = s.account_id
            ), transactions as (
                insert into ledger_transaction (id, reference, kind, job_id)
                select id, kind || ':' || hold_id, kind, job_id from moved order by place, part
            ), postings as (
                insert into ledger_posting (transaction_id, account_id, kind, amount, held, balance_after, held_after)
                select id, account_id, kind, amount, held, balance_after, held_after from (
                    select place, part, id, account_id, kind, amount, held, balance_after, held_after from entries
                    union all
                    select place, part, id, ?::uuid, kind, -amount, 0, null, null from moved where amount <> 0
                ) sides order by place, part
            )
            select hold_id, account_id, job_id, id, kind, amount, held, balance_after, held_after, reverie_now() as at,
                place, part
            from entries
            union all
            select id, account_id, job_id, null, null, null, null, null, null, reverie_now(), place, 0
            from ended where credits = 0
            order by place, part
            """;

    private record Ended(UUID hold, @Nullable BalanceChanged event) {}

    private record Known(UUID id, long credits, long charged, String state) {}

    private final JdbcClient db;
    private final Ids ids;

    SettleHolds(JdbcClient db, Ids ids) {
        this.db = db;
        this.ids = ids;
    }

    /** In the caller's transaction. Adds what happened to {@code events}. */
    void settle(List<Settlement> settlements, List<BalanceChanged> events) {
        Map<UUID, Settlement> asked = new LinkedHashMap<>();
        for (Settlement settlement : settlements) {
            if (settlement.charge().isNegative()) {
                throw new IllegalArgumentException("Charged can't be " + settlement.charge());
            }
            Settlement before = asked.putIfAbsent(settlement.hold(), settlement);
            if (before != null && !before.equals(settlement)) throw different(settlement, before.charge());
        }
        if (asked.isEmpty()) return;
        Set<UUID> ended = new HashSet<>();
        for (Ended one : end(List.copyOf(asked.values()))) {
            ended.add(one.hold());
            if (one.event() != null) events.add(one.event());
        }
        asked.keySet().removeAll(ended);
        if (!asked.isEmpty()) compareWithBefore(asked);
    }

    private List<Ended> end(List<Settlement> settlements) {
        UUID[] holds = Columns.uuids(settlements, Settlement::hold);
        return db.sql(SETTLE)
                .param(holds)
                .param(Columns.longs(settlements, s -> s.charge().micros()))
                .param(Columns.uuids(settlements, s -> ids.next()))
                .param(Columns.uuids(settlements, s -> ids.next()))
                .param(holds)
                .param(holds)
                .param(House.EARNED.id)
                .query((row, n) -> {
                    UUID hold = row.getObject("hold_id", UUID.class);
                    UUID id = row.getObject("id", UUID.class);
                    // Of a hold of nothing there is nothing to say.
                    if (id == null) return new Ended(hold, null);
                    Balance after = Ledger.balance(row.getLong("balance_after"), row.getLong("held_after"));
                    Instant at = row.getTimestamp("at").toInstant();
                    var entry = new Entry(
                            id,
                            row.getString("kind"),
                            Ledger.shown(row.getString("kind"), row.getLong("amount"), row.getLong("held")),
                            after.balance(),
                            after.held(),
                            row.getObject("job_id", UUID.class),
                            null,
                            null,
                            at);
                    var account = new AccountId(row.getObject("account_id", UUID.class));
                    return new Ended(hold, new BalanceChanged(account, after, entry));
                })
                .list();
    }

    /** A statement of its own, so that it sees what ended while the first one waited for its locks. */
    private void compareWithBefore(Map<UUID, Settlement> asked) {
        Map<UUID, Known> known = new HashMap<>();
        db.sql("select id, credits, charged, state from ledger_hold where id = any (?::uuid[])")
                .param(asked.keySet().toArray(UUID[]::new))
                .query(Known.class)
                .list()
                .forEach(hold -> known.put(hold.id(), hold));
        for (Settlement settlement : asked.values()) {
            Known before = known.get(settlement.hold());
            if (before == null) throw new IllegalStateException("There is no hold " + settlement.hold());
            if (before.state().equals("held")) {
                throw new IllegalStateException("A charge of " + settlement.charge() + " is above hold "
                        + settlement.hold() + " of " + new Credits(before.credits()));
            }
            if (before.charged() != settlement.charge().micros()) {
                throw different(settlement, new Credits(before.charged()));
            }
        }
    }

    private static IllegalStateException different(Settlement settlement, Credits before) {
        return new IllegalStateException("Hold " + settlement.hold() + " was ended with a charge of " + before
                + "; asked again with " + settlement.charge());
    }
}
