package reverie.wallet;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Batcher;
import reverie.platform.Credits;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.Transactions;

/**
 * The one way credits move. Every call joins the transaction of what it pays for (and makes one if there is none);
 * every call is idempotent by its reference: the same again changes nothing and answers as before, another amount
 * under the same reference is an {@link IllegalStateException}. Accounts are locked in id order.
 */
@Component
public class Wallet {
    /** Few, so that more share a commit: see {@link Batcher}. */
    private static final int WRITERS = 2;

    /** @param id of the hold, given by the caller (a job's id); also its reference */
    public record HoldRequest(
            UUID id,
            AccountId account,
            Credits credits,
            @Nullable UUID job) {}

    /** Ends a hold: {@code charge} of it is taken (zero releases all), the rest goes back. */
    public record Settlement(UUID hold, Credits charge) {}

    /** @param credits more than zero */
    public record TransferRequest(AccountId from, AccountId to, Credits credits, String reference, String reason) {}

    /** @param granted what was ever given or sold; @param held what is reserved now */
    public record Totals(Credits granted, Credits charged, Credits held) {}

    private record Charged(
            UUID accountId,
            String state,
            long charged,
            @Nullable UUID jobId,
            @Nullable UUID chargeId) {}

    private final Transactions transactions;
    private final ApplicationEventPublisher publisher;
    private final JdbcClient db;
    private final HoldCredits holds;
    private final SettleHolds settlements;
    private final Ledger ledger;
    private final ExpireLots lots;
    private final History history;
    private final Batcher<TransferRequest, Boolean> waiting;

    Wallet(
            Transactions transactions,
            ApplicationEventPublisher publisher,
            JdbcClient db,
            HoldCredits holds,
            SettleHolds settlements,
            Ledger ledger,
            ExpireLots lots,
            History history) {
        this.transactions = transactions;
        this.publisher = publisher;
        this.db = db;
        this.holds = holds;
        this.settlements = settlements;
        this.ledger = ledger;
        this.lots = lots;
        this.history = history;
        this.waiting = new Batcher<>("transfers", WRITERS, this::transfer);
    }

    @PreDestroy
    void close() {
        waiting.close();
    }

    /** Reserves. As many outcomes as requests, in their order; a batch never overdraws an account. */
    public List<HoldOutcome> hold(List<HoldRequest> requests) {
        return write(events -> holds.hold(requests, events));
    }

    /**
     * Ends holds; a hold that has ended before is left as it is.
     *
     * @throws IllegalStateException for a second, different settlement, or a charge above the hold
     */
    public void settle(List<Settlement> asked) {
        write(events -> {
            settlements.settle(asked, events);
            return asked;
        });
    }

    /**
     * Takes the charge of a settled hold back: the credits return, and do not expire. Nothing happens if nothing was
     * charged.
     *
     * @throws IllegalStateException if there is no such hold, or it has not ended
     */
    public void reverse(UUID hold, String reason) {
        Charged charged = db.sql("""
                select h.account_id, h.state, h.charged, h.job_id, t.id as charge_id
                from ledger_hold h left join ledger_transaction t on t.reference = 'charge:' || h.id
                where h.id = ?
                """)
                .param(hold)
                .query(Charged.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("There is no hold " + hold));
        if (charged.state().equals("held")) throw new IllegalStateException("Hold " + hold + " has not ended");
        if (charged.charged() == 0) return;
        move(new Ledger.Move(
                "reversal:" + hold,
                Kind.REVERSAL,
                House.EARNED.id,
                charged.accountId(),
                charged.charged(),
                reason,
                charged.jobId(),
                charged.chargeId(),
                null));
    }

    /** @param expiresAt when what is unspent of it is gone; null for never */
    public void grant(
            AccountId account, Credits credits, String reference, String reason, @Nullable Instant expiresAt) {
        move(new Ledger.Move(
                reference,
                Kind.GRANT,
                House.GIVEN.id,
                account.value(),
                credits.micros(),
                reason,
                null,
                null,
                expiresAt));
    }

    /**
     * By an admin, with a reason. Negative takes, never more than is available: then {@code not_enough_credits}.
     *
     * @return the entry, the same one for the same reference
     */
    public Entry adjust(AccountId account, Credits credits, String reference, String reason) {
        UUID house = House.GIVEN.id;
        UUID from = credits.isNegative() ? account.value() : house;
        UUID to = credits.isNegative() ? house : account.value();
        long micros = credits.isNegative() ? credits.negated().micros() : credits.micros();
        return transactions.write(() -> {
            Ledger.Moved moved =
                    move(new Ledger.Move(reference, Kind.ADJUSTMENT, from, to, micros, reason, null, null, null));
            if (moved.transaction() == null) {
                throw notEnough(new Credits(micros - moved.available()), new Credits(moved.available()));
            }
            return history.entry(account, moved.transaction());
        });
    }

    /** What people are told, wherever credits are missing. */
    public static Problem notEnough(Credits missing, Credits available) {
        return Problem.of(402, "not_enough_credits")
                .with("missing", missing)
                .with("available", available)
                .extra("missing", missing)
                .extra("available", available);
    }

    /**
     * What is unspent of a grant goes back; for a welcome that was given to one person twice. What is held of it goes
     * back when it is released. Nothing happens if there was no such grant.
     */
    public void expire(String grantReference, String reason) {
        transactions.write(() -> lots.withdraw(grantReference, reason));
    }

    /**
     * Between two people's wallets, balanced. False: not enough. Part of the transaction that is open; where there is
     * none, those who ask at the same moment share one, and who is wrong is wrong alone.
     */
    public boolean transfer(AccountId from, AccountId to, Credits credits, String reference, String reason) {
        var request = new TransferRequest(from, to, credits, reference, reason);
        return transactions.isOpen() ? transfer(List.of(request)).getFirst() : waiting.ask(request);
    }

    /** As many answers as requests, in their order; each sees what the ones before it left. */
    public List<Boolean> transfer(List<TransferRequest> requests) {
        List<Ledger.Move> moves = requests.stream()
                .map(r -> new Ledger.Move(
                        r.reference(),
                        Kind.TRANSFER,
                        r.from().value(),
                        r.to().value(),
                        r.credits().micros(),
                        r.reason(),
                        null,
                        null,
                        null))
                .toList();
        return write(events -> ledger.move(moves, events)).stream()
                .map(moved -> moved.transaction() != null)
                .toList();
    }

    private Ledger.Moved move(Ledger.Move move) {
        return write(events -> ledger.move(List.of(move), events)).getFirst();
    }

    /** What happened is published last: whoever listens locks after the wallets. */
    private <T> T write(Function<List<BalanceChanged>, T> work) {
        return transactions.write(() -> {
            List<BalanceChanged> events = new ArrayList<>();
            T answer = work.apply(events);
            events.forEach(publisher::publishEvent);
            return answer;
        });
    }

    /** Zero for an account that has no wallet yet. */
    public Balance balance(AccountId account) {
        return Objects.requireNonNull(balances(List.of(account)).get(account));
    }

    public Map<AccountId, Balance> balances(Collection<AccountId> accounts) {
        Map<AccountId, Balance> found = new HashMap<>();
        for (AccountId account : accounts) found.put(account, Balance.NONE);
        db.sql("""
                select id, balance, held from ledger_account
                where id = any (?::uuid[]) and owner_kind = 'account' and asset = 'credit'
                """)
                .param(accounts.stream().map(AccountId::value).toArray(UUID[]::new))
                .query((row, n) -> found.put(
                        new AccountId(row.getObject("id", UUID.class)),
                        Ledger.balance(row.getLong("balance"), row.getLong("held"))))
                .list();
        return found;
    }

    /** Whether anything but the grant of the given reference ever happened here. */
    public boolean untouchedBut(AccountId account, String grantReference) {
        return db.sql("""
                select not exists (
                    select from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                    where p.account_id = ? and t.reference <> ?
                )
                """)
                .param(account.value())
                .param(grantReference)
                .query(Boolean.class)
                .single();
    }

    /** Newest first. {@code kind} is one of {@link Entry}'s; null for all. */
    public Page<Entry> entries(AccountId account, @Nullable String kind, @Nullable String cursor, int limit) {
        return history.page(account, kind, cursor, limit);
    }

    /** Of all wallets together; {@code charged} since the given time. */
    public Totals totals(Instant since) {
        return history.totals(since);
    }
}
