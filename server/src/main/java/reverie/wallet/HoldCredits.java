package reverie.wallet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.wallet.Wallet.HoldRequest;

/** Reserves credits: one statement for a whole batch. */
@Component
class HoldCredits {
    // Rows are looked up by `any (array)`, never by joining what was asked: a plan made while the tables were small
    // would read them from end to end when they have grown.
    //
    // Wallets are locked before anything is decided, and written as they were read under that lock, never as a sum:
    // PostgreSQL first tries an update on the version its snapshot knows, and checks the constraints of that, before
    // it goes on to the newest one. A sum with an old version may break a constraint that the true one keeps.
    //
    // A hold of the same id that was committed while this waited for the lock is not in this statement's snapshot:
    // `on conflict` finds it if it fits, and a second look does in either case.
    private static final String HOLD = """
            with known as (
                select id from ledger_hold where id = any (?::uuid[])
            ), asked as (
                select r.*, k.id is not null as known
                from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::uuid[])
                    with ordinality as r(id, account_id, credits, job_id, place)
                left join known k on k.id = r.id
            ), wallet as (
                select a.id, a.balance, a.held from ledger_account a
                where a.id = any (?::uuid[]) order by a.id for update
            ), tried as (
                select r.*, w.balance, w.held,
                    ledger_accepted(r.credits, w.balance - w.held)
                        over (partition by r.account_id order by r.place) as accepted
                from asked r join wallet w on w.id = r.account_id
                where not r.known
            ), judged as (
                select t.*,
                    t.accepted - lag(t.accepted, 1, 0::bigint)
                        over (partition by t.account_id order by t.place) = t.credits as fits
                from tried t
            ), fresh as (
                insert into ledger_hold (id, account_id, credits, job_id)
                select id, account_id, credits, job_id from judged where fits order by place
                on conflict (id) do nothing
                returning id
            ), kept as (
                select j.*, j.held + (sum(j.credits) over (partition by j.account_id order by j.place))::bigint
                    as held_after
                from judged j join fresh f on f.id = j.id
            ), wallets as (
                update ledger_account a set balance = s.balance, held = s.held
                from (
                    select account_id, min(balance) as balance, max(held_after) as held from kept group by account_id
                ) s
                where a.id = any (?::uuid[]) and a.id = s.account_id
            ), transactions as (
                insert into ledger_transaction (id, reference, kind, job_id)
                select id, 'hold:' || id, 'hold', job_id from kept where credits > 0 order by place
            ), postings as (
                insert into ledger_posting (transaction_id, account_id, kind, amount, held, balance_after, held_after)
                select id, account_id, 'hold', 0, credits, balance, held_after
                from kept where credits > 0 order by place
            )
            select r.place, r.known, j.fits, w.balance, coalesce(k.held_after, w.held + j.accepted) as held,
                k.id is not null as kept, reverie_now() as at
            from asked r
            left join wallet w on w.id = r.account_id
            left join judged j on j.place = r.place
            left join kept k on k.place = r.place
            order by r.place
            """;

    /**
     * What the statement says of one request.
     *
     * @param known there was a hold of that id before
     * @param fits whether it is within what is available; false also for who has no wallet
     * @param kept whether it was made: fits, but not kept, was overtaken by a hold of the same id
     */
    private record Answer(
            int place,
            boolean known,
            boolean fits,
            @Nullable Long balance,
            @Nullable Long held,
            boolean kept,
            Instant at) {}

    private record Earlier(
            UUID id,
            UUID accountId,
            long credits,
            @Nullable Long balance,
            @Nullable Long held) {}

    private final JdbcClient db;
    private final Ledger ledger;

    HoldCredits(JdbcClient db, Ledger ledger) {
        this.db = db;
        this.ledger = ledger;
    }

    /** In the caller's transaction. Adds what happened to {@code events}. */
    List<HoldOutcome> hold(List<HoldRequest> requests, List<BalanceChanged> events) {
        Map<UUID, HoldRequest> distinct = new LinkedHashMap<>();
        for (HoldRequest request : requests) {
            if (request.credits().isNegative())
                throw new IllegalArgumentException("Held can't be " + request.credits());
            HoldRequest before = distinct.putIfAbsent(request.id(), request);
            if (before != null) same(request, before.account().value(), before.credits());
        }
        openForFree(distinct.values().stream().filter(r -> r.credits().isZero()).toList());
        Map<UUID, HoldOutcome> outcomes = new LinkedHashMap<>();
        List<HoldRequest> waiting = List.copyOf(distinct.values());
        while (!waiting.isEmpty()) waiting = attempt(waiting, outcomes, events);
        return requests.stream().map(r -> outcomes.get(r.id())).toList();
    }

    /** What costs nothing is held by everyone, also by those who never had a credit. */
    private void openForFree(List<HoldRequest> free) {
        if (!free.isEmpty())
            ledger.open(free.stream().map(r -> r.account().value()).toList());
    }

    /** @return what must be asked again */
    private List<HoldRequest> attempt(
            List<HoldRequest> requests, Map<UUID, HoldOutcome> outcomes, List<BalanceChanged> events) {
        List<HoldRequest> notMade = new ArrayList<>();
        List<HoldRequest> refused = new ArrayList<>();
        boolean overtaken = false;
        for (Answer answer : ask(requests)) {
            HoldRequest request = requests.get(answer.place() - 1);
            if (answer.kept()) {
                outcomes.put(request.id(), held(request, answer, events));
                continue;
            }
            notMade.add(request);
            overtaken |= answer.fits();
            if (!answer.known() && !answer.fits()) {
                outcomes.put(request.id(), notEnough(request, balance(answer)));
                refused.add(request);
            }
        }
        if (!notMade.isEmpty()) answerAsBefore(notMade, outcomes);
        // Those were counted against what the overtaking hold had already taken: with it known, they may fit.
        return overtaken ? refused : List.of();
    }

    private List<Answer> ask(List<HoldRequest> requests) {
        UUID[] holds = Columns.uuids(requests, HoldRequest::id);
        UUID[] accounts = Columns.uuids(requests, r -> r.account().value());
        UUID[] distinct = Arrays.stream(accounts).distinct().toArray(UUID[]::new);
        return db.sql(HOLD)
                .param(holds)
                .param(holds)
                .param(accounts)
                .param(Columns.longs(requests, r -> r.credits().micros()))
                .param(Columns.uuids(requests, HoldRequest::job))
                .param(distinct)
                .param(distinct)
                .query((row, n) -> new Answer(
                        row.getInt("place"),
                        row.getBoolean("known"),
                        row.getBoolean("fits"),
                        row.getObject("balance", Long.class),
                        row.getObject("held", Long.class),
                        row.getBoolean("kept"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private static Balance balance(Answer answer) {
        return Ledger.balance(answer.balance(), answer.held());
    }

    private static HoldOutcome held(HoldRequest request, Answer answer, List<BalanceChanged> events) {
        Balance after = balance(answer);
        if (!request.credits().isZero()) {
            var entry = new Entry(
                    request.id(),
                    Kind.HOLD.word(),
                    request.credits().negated(),
                    after.balance(),
                    after.held(),
                    request.job(),
                    null,
                    null,
                    answer.at());
            events.add(new BalanceChanged(request.account(), after, entry));
        }
        return new HoldOutcome.Held(after);
    }

    private static HoldOutcome notEnough(HoldRequest request, Balance balance) {
        return new HoldOutcome.NotEnough(request.credits().minus(balance.available()), balance);
    }

    /** A second look, which sees what was committed while the first one waited for its locks. */
    private void answerAsBefore(List<HoldRequest> notMade, Map<UUID, HoldOutcome> outcomes) {
        UUID[] ids = Columns.uuids(notMade, HoldRequest::id);
        Map<UUID, Earlier> earlier = new HashMap<>();
        db.sql("""
                select h.id, h.account_id, h.credits,
                    coalesce(p.balance_after, a.balance) as balance, coalesce(p.held_after, a.held) as held
                from ledger_hold h
                join ledger_account a on a.id = h.account_id
                left join (select * from ledger_posting where transaction_id = any (?::uuid[]) and kind = 'hold') p
                    on p.transaction_id = h.id
                where h.id = any (?::uuid[])
                """).param(ids).param(ids).query(Earlier.class).list().forEach(found -> earlier.put(found.id(), found));
        for (HoldRequest request : notMade) {
            Earlier before = earlier.get(request.id());
            if (before == null) {
                if (outcomes.containsKey(request.id())) continue;
                throw new IllegalStateException("Hold " + request.id() + " was neither made nor refused nor found");
            }
            same(request, before.accountId(), new Credits(before.credits()));
            outcomes.put(request.id(), new HoldOutcome.Held(Ledger.balance(before.balance(), before.held())));
        }
    }

    private static void same(HoldRequest request, UUID account, Credits credits) {
        if (request.account().equals(new AccountId(account))
                && request.credits().equals(credits)) return;
        throw new IllegalStateException("Hold " + request.id() + " is " + credits + " of " + account
                + "; asked again as " + request.credits() + " of " + request.account());
    }
}
