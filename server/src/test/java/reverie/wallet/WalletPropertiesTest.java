package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestDatabase;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome.Held;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.TransferRequest;

/**
 * Whatever people do, in whatever order and however often: the ledger is what a plain model in memory says. A failure
 * names the seed that makes it again.
 */
@ReverieTest
class WalletPropertiesTest {
    private static final int STEPS_MAX = 40;
    // Emptying five tables costs more than checking what a few tries left in them.
    private static final int TRIES_BETWEEN_EMPTYING = 20;

    @Autowired
    Wallet wallet;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    @Autowired
    VerifyLedger ledger;

    @Test
    void the_wallets_are_what_a_plain_model_says() throws SQLException {
        for (int seed = 0; seed < 30; seed++) chain(seed);
    }

    @Test
    @Tag("long")
    void the_wallets_are_what_a_plain_model_says_for_long() throws SQLException {
        for (int seed = 30; seed < 1030; seed++) chain(seed);
    }

    private void chain(int seed) throws SQLException {
        var random = new Random(seed);
        var world = new WalletWorld(wallet, transactions, ids);
        int steps = 1 + random.nextInt(STEPS_MAX);
        for (int step = 0; step < steps; step++) {
            assertThatCode(() -> doOne(world, random))
                    .as("step %d of seed %d", step, seed)
                    .doesNotThrowAnyException();
        }
        assertThat(ledger.verify()).as("seed %d", seed).isEmpty();
        if ((seed + 1) % TRIES_BETWEEN_EMPTYING == 0) empty();
    }

    /** Some things happen more often than others. */
    private static void doOne(WalletWorld world, Random random) {
        int n = random.nextInt(1001);
        switch (random.nextInt(25)) {
            case 0, 1, 2 -> world.grant(n, 1 + n % 40);
            case 3 -> world.withdraw(n);
            case 4, 5, 6, 7, 8, 9 -> world.hold(requests(random, 8));
            case 10, 11, 12, 13, 14 -> world.settle(requests(random, 5));
            case 15, 16 -> world.reverse(n);
            case 17, 18, 19 -> world.transfer(requests(random, 6));
            case 20, 21 -> world.repeat(n);
            case 22, 23 -> world.concurrently(requests(random, 3));
            default -> world.crash(requests(random, 3));
        }
    }

    private static List<int[]> requests(Random random, int max) {
        List<int[]> requests = new ArrayList<>();
        int count = 1 + random.nextInt(max);
        while (requests.size() < count) {
            requests.add(new int[] {random.nextInt(1001), random.nextInt(13), random.nextInt(3)});
        }
        return requests;
    }

    private static void empty() throws SQLException {
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("truncate ledger_account, ledger_transaction, ledger_posting, ledger_hold, ledger_lot");
        }
    }

    @Test
    void any_split_of_holds_into_batches_accepts_what_one_by_one_would() {
        for (int seed = 0; seed < 40; seed++) sameHoweverSplit(seed, 30, this::hold);
    }

    @Test
    void any_split_of_transfers_into_batches_accepts_what_one_by_one_would() {
        for (int seed = 0; seed < 40; seed++) sameHoweverSplit(seed, 60, this::transfer);
    }

    private interface Asking {
        List<Boolean> ask(List<AccountId> accounts, List<Integer> asked);
    }

    private void sameHoweverSplit(int seed, int kinds, Asking asking) {
        var random = new Random(seed);
        List<Integer> asked = numbers(random, 1 + random.nextInt(12), 0, kinds);
        List<Integer> balances = numbers(random, 3, 1, 21);
        List<Integer> sizes = numbers(random, 1 + random.nextInt(4), 1, 6);
        List<AccountId> one = wallets(balances);
        List<AccountId> other = wallets(balances);

        List<Boolean> singly = batches(asked, List.of(1), part -> asking.ask(one, part));
        List<Boolean> together = batches(asked, sizes, part -> asking.ask(other, part));

        assertThat(together).as("seed %d", seed).isEqualTo(singly);
        assertThat(one.stream().map(wallet::balance).toList())
                .as("seed %d", seed)
                .isEqualTo(other.stream().map(wallet::balance).toList());
    }

    private static List<Integer> numbers(Random random, int count, int from, int below) {
        return random.ints(count, from, below).boxed().toList();
    }

    private interface Step {
        List<Boolean> take(List<Integer> part);
    }

    private static List<Boolean> batches(List<Integer> asked, List<Integer> sizes, Step step) {
        List<Boolean> answers = new ArrayList<>();
        int at = 0;
        for (int round = 0; at < asked.size(); round++) {
            int to = Math.min(asked.size(), at + sizes.get(round % sizes.size()));
            answers.addAll(step.take(asked.subList(at, to)));
            at = to;
        }
        return answers;
    }

    private List<AccountId> wallets(List<Integer> balances) {
        List<AccountId> accounts = new ArrayList<>();
        for (int balance : balances) {
            var account = new AccountId(ids.next());
            wallet.grant(account, new Credits(balance), "grant:" + account, "a grant", null);
            accounts.add(account);
        }
        return accounts;
    }

    private List<Boolean> hold(List<AccountId> accounts, List<Integer> asked) {
        List<HoldRequest> requests = asked.stream()
                .map(n -> new HoldRequest(ids.next(), accounts.get(n % 3), new Credits(1 + n / 3), null))
                .toList();
        return wallet.hold(requests).stream().map(Held.class::isInstance).toList();
    }

    private List<Boolean> transfer(List<AccountId> accounts, List<Integer> asked) {
        List<TransferRequest> requests = asked.stream()
                .map(n -> new TransferRequest(
                        accounts.get(n % 3),
                        accounts.get((n + 1 + n / 3 % 2) % 3),
                        new Credits(1 + n / 6),
                        "transfer:" + ids.next(),
                        "a transfer"))
                .toList();
        return wallet.transfer(requests);
    }
}
