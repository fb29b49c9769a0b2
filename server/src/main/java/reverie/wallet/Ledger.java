package reverie.wallet;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;

/**
 * Credits that go from one side to another. Locks the wallets, looks what was done under these references before,
 * decides one after the other, writes all of it in one statement.
 */
@Component
class Ledger {
    /**
     * Credits that are to go from one wallet or side of the house to another.
     *
     * @param micros more than zero
     * @param reverses the transaction this undoes
     * @param expiresAt when what arrives is gone
     */
    record Move(
            String reference,
            Kind kind,
            UUID from,
            UUID to,
            long micros,
            @Nullable String reason,
            @Nullable UUID job,
            @Nullable UUID reverses,
            @Nullable Instant expiresAt) {
        Move {
            if (micros <= 0) throw new IllegalArgumentException("Moved must be above zero, not " + new Credits(micros));
            if (from.equals(to)) throw new IllegalArgumentException("Nothing moves from " + from + " to itself");
        }

        /** What the house gives may expire or be withdrawn; what comes otherwise is there to stay. */
        boolean opensLot() {
            return from.equals(House.GIVEN.id);
        }
    }

    /**
     * What came of it.
     *
     * @param transaction that moved it, now or before; null if there was not enough
     * @param available of the giving side when it was decided
     */
    record Moved(@Nullable UUID transaction, long available) {}

    /** A wallet under lock. */
    private static final class Book {
        private long balance;
        private final long held;

        Book(long balance, long held) {
            this.balance = balance;
            this.held = held;
        }
    }

    /** One movement that was decided on, with what it leaves on either side; null on the house's. */
    private record Line(
            UUID id,
            Move move,
            @Nullable Long fromBalance,
            @Nullable Long fromHeld,
            @Nullable Long toBalance,
            @Nullable Long toHeld) {}

    /** @param known transactions that were made under these references before */
    private record Seen(Map<UUID, Book> books, List<UUID> known) {}

    private record Before(String reference, UUID id, String kind, UUID fromId, UUID toId, long micros) {}

    // Two statements in one message. Wallets are locked in id order, whatever the order given. The second statement
    // begins when the first has its locks, so it sees what was committed while they were waited for.
    private static final String LOOK = """
            select id, balance, held from ledger_account where id = any (?::uuid[]) order by id for update;
            select id from ledger_transaction where reference = any (?::text[])
            """;

    private final JdbcClient db;
    private final JdbcOperations jdbc;
    private final Ids ids;

    Ledger(JdbcClient db, JdbcOperations jdbc, Ids ids) {
        this.db = db;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** As many answers as moves, in their order; each sees what the ones before it left. */
    List<Moved> move(List<Move> moves, List<BalanceChanged> events) {
        var wallets = new TreeSet<AccountId>();
        for (Move move : moves) {
            if (!House.owns(move.from())) wallets.add(new AccountId(move.from()));
            if (!House.owns(move.to())) wallets.add(new AccountId(move.to()));
        }
        Seen seen = look(moves, wallets);
        Map<UUID, Book> books = seen.books();
        Map<String, Before> before = before(seen.known());
        List<Line> lines = new ArrayList<>();
        List<Moved> answers = new ArrayList<>();
        for (Move move : moves) {
            Before known = before.get(move.reference());
            if (known != null) {
                same(move, known);
                answers.add(new Moved(known.id(), 0));
                continue;
            }
            Book from = books.get(move.from());
            long available = from == null ? Long.MAX_VALUE : from.balance - from.held;
            if (!House.owns(move.from()) && (from == null || available < move.micros())) {
                answers.add(new Moved(null, from == null ? 0 : available));
                continue;
            }
            Line line = decide(move, from, books.get(move.to()));
            lines.add(line);
            before.put(
                    move.reference(),
                    new Before(move.reference(), line.id(), move.kind().word(), move.from(), move.to(), move.micros()));
            answers.add(new Moved(line.id(), available));
        }
        if (!lines.isEmpty()) write(lines, events);
        return answers;
    }

    private Line decide(Move move, @Nullable Book from, @Nullable Book to) {
        if (from != null) from.balance -= move.micros();
        if (to != null) to.balance = Math.addExact(to.balance, move.micros());
        return new Line(
                ids.next(),
                move,
                from == null ? null : from.balance,
                from == null ? null : from.held,
                to == null ? null : to.balance,
                to == null ? null : to.held);
    }

    private Seen look(List<Move> moves, Collection<AccountId> wallets) {
        UUID[] ids = wallets.stream().map(AccountId::value).toArray(UUID[]::new);
        String[] references = Columns.texts(moves, Move::reference);
        Seen seen = look(ids, references);
        boolean receiverMissing = moves.stream()
                .anyMatch(m -> !House.owns(m.to()) && !seen.books().containsKey(m.to()));
        if (!receiverMissing) return seen;
        open(moves.stream().map(Move::to).filter(id -> !House.owns(id)).toList());
        return look(ids, references);
    }

    private Seen look(UUID[] wallets, String[] references) {
        return Objects.requireNonNull(jdbc.execute(LOOK, (PreparedStatementCallback<Seen>) asked -> {
            asked.setObject(1, wallets);
            asked.setObject(2, references);
            asked.execute();
            Map<UUID, Book> books = new HashMap<>();
            try (ResultSet row = asked.getResultSet()) {
                while (row.next()) books.put(row.getObject(1, UUID.class), new Book(row.getLong(2), row.getLong(3)));
            }
            asked.getMoreResults();
            List<UUID> known = new ArrayList<>();
            try (ResultSet row = asked.getResultSet()) {
                while (row.next()) known.add(row.getObject(1, UUID.class));
            }
            return new Seen(books, known);
        }));
    }

    /** The wallet's lock, for what belongs to it. False if there is no such wallet. */
    boolean lock(AccountId account) {
        return look(new UUID[] {account.value()}, new String[0]).books().containsKey(account.value());
    }

    /** Wallets begin with the first credit that comes; the house's sides are there from the first wallet on. */
    void open(Collection<UUID> accounts) {
        List<UUID> owners = accounts.stream()
                .map(AccountId::new)
                .distinct()
                .sorted()
                .map(AccountId::value)
                .toList();
        db.sql("""
                insert into ledger_account (id, owner_kind, owner_id, balance)
                select id, kind, id, balance from (
                    select h.id, 'platform' as kind, null::bigint as balance from unnest(?::uuid[]) as h(id)
                    union all
                    select a.id, 'account', 0 from unnest(?::uuid[]) as a(id)
                ) missing
                on conflict do nothing
                """)
                .param(Columns.uuids(List.of(House.values()), side -> side.id))
                .param(owners.toArray(UUID[]::new))
                .update();
    }

    private Map<String, Before> before(List<UUID> known) {
        Map<String, Before> found = new HashMap<>();
        if (known.isEmpty()) return found;
        db.sql("""
                select t.reference, t.id, t.kind, o.account_id as from_id, i.account_id as to_id, i.amount as micros
                from ledger_transaction t
                join ledger_posting o on o.transaction_id = t.id and o.amount < 0
                join ledger_posting i on i.transaction_id = t.id and i.amount > 0
                where t.id = any (?::uuid[])
                """)
                .param(known.toArray(UUID[]::new))
                .query(Before.class)
                .list()
                .forEach(one -> found.put(one.reference(), one));
        return found;
    }

    private static void same(Move move, Before before) {
        if (before.micros() == move.micros()
                && before.fromId().equals(move.from())
                && before.toId().equals(move.to())
                && before.kind().equals(move.kind().word())) {
            return;
        }
        throw new IllegalStateException("%s was a %s of %s from %s to %s; asked again as a %s of %s from %s to %s"
                .formatted(
                        move.reference(),
                        before.kind(),
                        new Credits(before.micros()),
                        before.fromId(),
                        before.toId(),
                        move.kind().word(),
                        new Credits(move.micros()),
                        move.from(),
                        move.to()));
    }

    private static final String WRITE = """
            with moved as (
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[],
                        ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::boolean[], ?::text[]::timestamptz[])
                    with ordinality as m(id, reference, kind, reason, job_id, reverses, from_id, to_id, micros,
                        from_balance, from_held, to_balance, to_held, opens_lot, expires_at, place)
            ), sides as (
                select place, 1 as part, id, kind, from_id as account_id, -micros as amount,
                    from_balance as balance_after, from_held as held_after
                from moved
                union all
                select place, 2, id, kind, to_id, micros, to_balance, to_held from moved
            ), wallets as (
                update ledger_account a set balance = (?::bigint[])[array_position(?::uuid[], a.id)]
                where a.id = any (?::uuid[])
            ), transactions as (
                insert into ledger_transaction (id, reference, kind, reason, job_id, reverses)
                select id, reference, kind, reason, job_id, reverses from moved order by place
            ), postings as (
                insert into ledger_posting (transaction_id, account_id, kind, amount, balance_after, held_after)
                select id, account_id, kind, amount, balance_after, held_after from sides order by place, part
            ), lots as (
                insert into ledger_lot (id, account_id, origin, credits, unspent, expires_at)
                select id, to_id, kind, micros, micros, expires_at from moved where opens_lot
            )
            select reverie_now()
            """;

    private void write(List<Line> lines, List<BalanceChanged> events) {
        // By wallet, what it has in the end: they are under lock.
        Map<UUID, Long> ends = new HashMap<>();
        for (Line line : lines) {
            if (line.fromBalance() != null) ends.put(line.move().from(), line.fromBalance());
            if (line.toBalance() != null) ends.put(line.move().to(), line.toBalance());
        }
        UUID[] wallets = ends.keySet().toArray(UUID[]::new);
        Instant at;
        try {
            at = db.sql(WRITE)
                    .param(Columns.uuids(lines, Line::id))
                    .param(Columns.texts(lines, l -> l.move().reference()))
                    .param(Columns.texts(lines, l -> l.move().kind().word()))
                    .param(Columns.texts(lines, l -> l.move().reason()))
                    .param(Columns.uuids(lines, l -> l.move().job()))
                    .param(Columns.uuids(lines, l -> l.move().reverses()))
                    .param(Columns.uuids(lines, l -> l.move().from()))
                    .param(Columns.uuids(lines, l -> l.move().to()))
                    .param(Columns.longs(lines, l -> l.move().micros()))
                    .param(Columns.longs(lines, Line::fromBalance))
                    .param(Columns.longs(lines, Line::fromHeld))
                    .param(Columns.longs(lines, Line::toBalance))
                    .param(Columns.longs(lines, Line::toHeld))
                    .param(lines.stream().map(l -> l.move().opensLot()).toArray(Boolean[]::new))
                    .param(Columns.texts(lines, l -> Objects.toString(l.move().expiresAt(), null)))
                    .param(Columns.longs(List.of(wallets), ends::get))
                    .param(wallets)
                    .param(wallets)
                    .query((row, n) -> row.getTimestamp(1).toInstant())
                    .single();
        } catch (DuplicateKeyException e) {
            throw new IllegalStateException("A reference was used by somebody else at the same moment", e);
        }
        for (Line line : lines) {
            Move move = line.move();
            if (line.fromBalance() != null) {
                events.add(event(line, move.from(), -move.micros(), line.fromBalance(), line.fromHeld(), at));
            }
            if (line.toBalance() != null) {
                events.add(event(line, move.to(), move.micros(), line.toBalance(), line.toHeld(), at));
            }
        }
    }

    private static BalanceChanged event(
            Line line, UUID account, long amount, Long balance, @Nullable Long held, Instant at) {
        Balance after = balance(balance, held);
        var entry = new Entry(
                line.id(),
                line.move().kind().word(),
                new Credits(amount),
                after.balance(),
                after.held(),
                line.move().job(),
                null,
                line.move().reason(),
                at);
        return new BalanceChanged(new AccountId(account), after, entry);
    }

    /** Null: there is no wallet. */
    static Balance balance(@Nullable Long balance, @Nullable Long held) {
        if (balance == null || held == null) return Balance.NONE;
        return new Balance(new Credits(balance), new Credits(held));
    }

    /** As people see it: of what only moves between available and held, the effect on what is available. */
    static Credits shown(String kind, long amount, long held) {
        boolean onlyHeld = kind.equals(Kind.HOLD.word()) || kind.equals(Kind.RELEASE.word());
        return new Credits(onlyHeld ? -held : amount);
    }
}
