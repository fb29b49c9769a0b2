package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome.Held;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.Settlement;
import reverie.wallet.Wallet.TransferRequest;

/** A few wallets in the database, and beside them, in memory, what they ought to be. Each step compares the two. */
final class WalletWorld {
    static final int ACCOUNTS = 4;

    private static final class Purse {
        long balance;
        long held;
        /** What the house gave, oldest first (nothing here has a date), then what came otherwise. */
        final Map<String, Long> lots = new LinkedHashMap<>();

        long available() {
            return balance - held;
        }

        void spend(long micros) {
            balance -= micros;
            long left = micros;
            for (var lot : lots.entrySet()) {
                long taken = Math.min(left, lot.getValue());
                lot.setValue(lot.getValue() - taken);
                left -= taken;
            }
        }
    }

    private static final class Reserved {
        final HoldRequest request;

        @Nullable
        Long charged;

        boolean reversed;

        Reserved(HoldRequest request) {
            this.request = request;
        }
    }

    private final Wallet wallet;
    private final Transactions transactions;
    private final Ids ids;
    private final List<AccountId> accounts = new ArrayList<>();
    private final Map<AccountId, Purse> purses = new HashMap<>();
    private final List<Reserved> reserved = new ArrayList<>();
    private final List<String> grants = new ArrayList<>();
    private final Map<String, AccountId> granted = new HashMap<>();
    /** Everything that was done, to be done again: it must change nothing. */
    private final List<Runnable> done = new ArrayList<>();

    WalletWorld(Wallet wallet, Transactions transactions, Ids ids) {
        this.wallet = wallet;
        this.transactions = transactions;
        this.ids = ids;
        for (int i = 0; i < ACCOUNTS; i++) {
            AccountId account = new AccountId(ids.next());
            accounts.add(account);
            purses.put(account, new Purse());
        }
    }

    private AccountId account(int at) {
        return accounts.get(Math.floorMod(at, ACCOUNTS));
    }

    private Purse purse(AccountId account) {
        Purse purse = purses.get(account);
        if (purse == null) throw new IllegalArgumentException("No purse of " + account);
        return purse;
    }

    private void again(Runnable what) {
        what.run();
        done.add(what);
    }

    void grant(int to, long micros) {
        AccountId account = account(to);
        String reference = "grant:" + ids.next();
        again(() -> wallet.grant(account, new Credits(micros), reference, "a grant", null));
        purse(account).balance += micros;
        purse(account).lots.put(reference, micros);
        grants.add(reference);
        granted.put(reference, account);
        compare();
    }

    void withdraw(int which) {
        if (grants.isEmpty()) return;
        String reference = grants.remove(Math.floorMod(which, grants.size()));
        AccountId account = granted.get(reference);
        if (account == null) throw new IllegalArgumentException(reference);
        Purse purse = purse(account);
        long held = purse.held;
        for (var lot : purse.lots.entrySet()) {
            long kept = Math.min(held, lot.getValue());
            held -= kept;
            if (grants.contains(lot.getKey())) continue;
            // The part that is held goes with the next one that is withdrawn, or by the housekeeping: not run here.
            purse.balance -= lot.getValue() - kept;
            lot.setValue(kept);
        }
        wallet.expire(reference, "given twice");
        compare();
    }

    void hold(List<int[]> asked) {
        List<HoldRequest> requests = requests(asked);
        List<Boolean> expected = new ArrayList<>();
        for (HoldRequest request : requests) {
            Purse purse = purse(request.account());
            boolean fits = request.credits().micros() <= purse.available();
            if (fits) keep(request);
            expected.add(fits);
        }
        List<HoldOutcome> outcomes = wallet.hold(requests);
        assertThat(outcomes.stream().map(Held.class::isInstance).toList()).isEqualTo(expected);
        for (int i = 0; i < requests.size(); i++) {
            if (!expected.get(i)) continue;
            List<HoldRequest> one = List.of(requests.get(i));
            HoldOutcome before = outcomes.get(i);
            done.add(() -> assertThat(wallet.hold(one)).containsExactly(before));
        }
        compare();
    }

    private List<HoldRequest> requests(List<int[]> asked) {
        return asked.stream()
                .map(a -> new HoldRequest(ids.next(), account(a[0]), new Credits(1 + Math.abs(a[1])), null))
                .toList();
    }

    private void keep(HoldRequest request) {
        purse(request.account()).held += request.credits().micros();
        reserved.add(new Reserved(request));
    }

    /** Of every hold still live whose turn it is, the given share of eighths. */
    void settle(List<int[]> asked) {
        Map<UUID, Settlement> settlements = new LinkedHashMap<>();
        for (int[] one : asked) {
            List<Reserved> live = live();
            if (live.isEmpty()) break;
            Reserved hold = live.get(Math.floorMod(one[0], live.size()));
            Settlement settlement = settlement(hold, one[1]);
            settlements.put(settlement.hold(), settlement);
            end(hold, settlement);
        }
        List<Settlement> list = List.copyOf(settlements.values());
        again(() -> wallet.settle(list));
        compare();
    }

    private List<Reserved> live() {
        return reserved.stream().filter(r -> r.charged == null).toList();
    }

    private static Settlement settlement(Reserved hold, int eighths) {
        long part = hold.request.credits().micros() * Math.floorMod(eighths, 9) / 8;
        return new Settlement(hold.request.id(), new Credits(part));
    }

    private void end(Reserved hold, Settlement settlement) {
        Purse purse = purse(hold.request.account());
        purse.held -= hold.request.credits().micros();
        purse.spend(settlement.charge().micros());
        hold.charged = settlement.charge().micros();
    }

    void reverse(int which) {
        List<Reserved> ended = reserved.stream().filter(r -> r.charged != null).toList();
        if (ended.isEmpty()) return;
        Reserved hold = ended.get(Math.floorMod(which, ended.size()));
        again(() -> wallet.reverse(hold.request.id(), "not delivered"));
        Long charged = hold.charged;
        if (!hold.reversed && charged != null) purse(hold.request.account()).balance += charged;
        hold.reversed = true;
        compare();
    }

    void transfer(List<int[]> asked) {
        List<TransferRequest> requests = new ArrayList<>();
        List<Boolean> expected = new ArrayList<>();
        for (int[] one : asked) {
            AccountId from = account(one[0]);
            AccountId to = account(one[0] + 1 + Math.floorMod(one[2], ACCOUNTS - 1));
            long micros = 1 + Math.abs(one[1]);
            requests.add(new TransferRequest(from, to, new Credits(micros), "transfer:" + ids.next(), "a transfer"));
            boolean fits = micros <= purse(from).available();
            expected.add(fits);
            if (!fits) continue;
            purse(from).spend(micros);
            purse(to).balance += micros;
        }
        assertThat(wallet.transfer(requests)).isEqualTo(expected);
        for (int i = 0; i < requests.size(); i++) {
            if (!expected.get(i)) continue;
            List<TransferRequest> one = List.of(requests.get(i));
            done.add(() -> assertThat(wallet.transfer(one)).containsExactly(true));
        }
        compare();
    }

    void repeat(int which) {
        if (!done.isEmpty()) done.get(Math.floorMod(which, done.size())).run();
        compare();
    }

    /** The caller's transaction fails after the wallet did its part. */
    void crash(List<int[]> asked) {
        assertThatThrownBy(() -> transactions.write(() -> {
                    wallet.hold(requests(asked));
                    List<Reserved> live = live();
                    if (!live.isEmpty()) wallet.settle(List.of(settlement(live.getFirst(), 8)));
                    throw new IllegalArgumentException("crashed");
                }))
                .hasMessage("crashed");
        compare();
    }

    /**
     * Holds, settlements and repeats by several threads at once, each hold asked for by two of them. Whatever the
     * order was: nothing is overdrawn, and nobody is refused what would have fitted after all the others.
     */
    void concurrently(List<int[]> asked) {
        List<HoldRequest> requests = requests(asked);
        List<Reserved> ending = live().stream().limit(asked.size()).toList();
        List<Settlement> settlements =
                ending.stream().map(hold -> settlement(hold, hold.hashCode())).toList();
        List<Callable<@Nullable HoldOutcome>> work = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            List<HoldRequest> one = List.of(requests.get(i));
            work.add(() -> wallet.hold(one).getFirst());
            work.add(() -> wallet.hold(one).getFirst());
            if (i < settlements.size()) {
                List<Settlement> end = List.of(settlements.get(i));
                work.add(() -> {
                    wallet.settle(end);
                    return null;
                });
            }
        }
        List<@Nullable HoldOutcome> outcomes = atOnce(work);
        for (int i = 0; i < ending.size(); i++) end(ending.get(i), settlements.get(i));
        int at = 0;
        List<HoldRequest> refused = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            HoldOutcome first = outcomes.get(at++);
            HoldOutcome second = outcomes.get(at++);
            if (i < settlements.size()) at++;
            // A refusal leaves nothing: of two that ask the same, the later one may find what was released meanwhile.
            if (first instanceof Held && second instanceof Held)
                assertThat(first).isEqualTo(second);
            if (settlements.isEmpty()) assertThat(first instanceof Held).isEqualTo(second instanceof Held);
            if (first instanceof Held || second instanceof Held) keep(requests.get(i));
            else refused.add(requests.get(i));
        }
        long released = 0;
        for (int i = 0; i < ending.size(); i++) {
            released += ending.get(i).request.credits().micros()
                    - settlements.get(i).charge().micros();
        }
        for (HoldRequest request : refused) {
            assertThat(request.credits().micros())
                    .isGreaterThan(purse(request.account()).available() - released);
        }
        compare();
    }

    private static <T extends @Nullable Object> List<T> atOnce(List<Callable<T>> work) {
        var barrier = new CyclicBarrier(work.size());
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : work) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) results.add(one.get());
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void compare() {
        Map<AccountId, Balance> found = wallet.balances(accounts);
        for (AccountId account : accounts) {
            Purse purse = purse(account);
            assertThat(purse.available()).isNotNegative();
            assertThat(found).containsEntry(account, new Balance(new Credits(purse.balance), new Credits(purse.held)));
        }
    }
}
