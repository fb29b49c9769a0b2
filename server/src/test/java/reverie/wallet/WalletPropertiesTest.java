package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;
import reverie.ReverieTest;
import reverie.TestDatabase;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome.Held;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.TransferRequest;

/** Whatever people do, in whatever order and however often: the ledger is what a plain model in memory says. */
class WalletPropertiesTest {
    /** Brings the context of all other tests to where JUnit's extensions do not run. */
    @ReverieTest
    static class Server {
        @Autowired
        ApplicationContext context;
    }

    // Emptying five tables costs more than checking what a few tries left in them.
    private static final int TRIES_BETWEEN_EMPTYING = 20;
    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final List<ApplicationContext> SERVER = new ArrayList<>();

    @BeforeContainer
    static void start() throws Exception {
        var server = new Server();
        new TestContextManager(Server.class).prepareTestInstance(server);
        SERVER.add(server.context);
    }

    static <T> T bean(Class<T> type) {
        return SERVER.getFirst().getBean(type);
    }

    @AfterContainer
    static void leave_nothing() throws SQLException {
        empty();
    }

    @AfterTry
    void the_ledger_adds_up() throws SQLException {
        assertThat(bean(VerifyLedger.class).verify()).isEmpty();
        if (TRIES.incrementAndGet() % TRIES_BETWEEN_EMPTYING == 0) empty();
    }

    static void empty() throws SQLException {
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("truncate ledger_account, ledger_transaction, ledger_posting, ledger_hold, ledger_lot");
        }
    }

    private static Action.Independent<WalletWorld> one(String name, BiConsumer<WalletWorld, Integer> step) {
        return () -> Arbitraries.integers()
                .between(0, 1000)
                .map(n -> Transformer.mutate(name + " " + n, world -> step.accept(world, n)));
    }

    private static Action.Independent<WalletWorld> several(
            String name, int max, BiConsumer<WalletWorld, List<int[]>> step) {
        Arbitrary<int[]> request = Combinators.combine(
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 2))
                .as((a, b, c) -> new int[] {a, b, c});
        return () -> request.list()
                .ofMinSize(1)
                .ofMaxSize(max)
                .map(list -> Transformer.mutate(name + " of " + list.size(), world -> step.accept(world, list)));
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> chains() {
        return ActionChain.startWith(
                        () -> new WalletWorld(bean(Wallet.class), bean(Transactions.class), bean(Ids.class)))
                .withAction(3, one("grant", (world, n) -> world.grant(n, 1 + n % 40)))
                .withAction(1, one("withdraw", WalletWorld::withdraw))
                .withAction(6, several("hold", 8, WalletWorld::hold))
                .withAction(5, several("settle", 5, WalletWorld::settle))
                .withAction(2, one("reverse", WalletWorld::reverse))
                .withAction(3, several("transfer", 6, WalletWorld::transfer))
                .withAction(2, one("repeat", WalletWorld::repeat))
                .withAction(2, several("concurrently", 3, WalletWorld::concurrently))
                .withAction(1, several("crash", 3, WalletWorld::crash))
                .withMaxTransformations(40);
    }

    // Chains that depend on what came before shrink badly and slowly: the failing one is shown as it is.
    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void the_wallets_are_what_a_plain_model_says(@ForAll("chains") ActionChain<WalletWorld> chain) {
        chain.run();
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void the_wallets_are_what_a_plain_model_says_for_long(@ForAll("chains") ActionChain<WalletWorld> chain) {
        chain.run();
    }

    @Property(tries = 40)
    void any_split_of_holds_into_batches_accepts_what_one_by_one_would(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 29) Integer> asked,
            @ForAll @Size(value = 3) List<@IntRange(min = 1, max = 20) Integer> balances,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> sizes) {
        List<AccountId> one = wallets(balances);
        List<AccountId> other = wallets(balances);

        List<Boolean> singly = batches(asked, List.of(1), part -> hold(one, part));
        List<Boolean> together = batches(asked, sizes, part -> hold(other, part));

        assertThat(together).isEqualTo(singly);
        assertThat(one.stream().map(bean(Wallet.class)::balance).toList())
                .isEqualTo(other.stream().map(bean(Wallet.class)::balance).toList());
    }

    @Property(tries = 40)
    void any_split_of_transfers_into_batches_accepts_what_one_by_one_would(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 59) Integer> asked,
            @ForAll @Size(value = 3) List<@IntRange(min = 1, max = 20) Integer> balances,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> sizes) {
        List<AccountId> one = wallets(balances);
        List<AccountId> other = wallets(balances);

        List<Boolean> singly = batches(asked, List.of(1), part -> transfer(one, part));
        List<Boolean> together = batches(asked, sizes, part -> transfer(other, part));

        assertThat(together).isEqualTo(singly);
        assertThat(one.stream().map(bean(Wallet.class)::balance).toList())
                .isEqualTo(other.stream().map(bean(Wallet.class)::balance).toList());
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

    private static List<AccountId> wallets(List<Integer> balances) {
        List<AccountId> accounts = new ArrayList<>();
        for (int balance : balances) {
            var account = new AccountId(bean(Ids.class).next());
            bean(Wallet.class).grant(account, new Credits(balance), "grant:" + account, "a grant", null);
            accounts.add(account);
        }
        return accounts;
    }

    private static List<Boolean> hold(List<AccountId> accounts, List<Integer> asked) {
        List<HoldRequest> requests = asked.stream()
                .map(n -> new HoldRequest(bean(Ids.class).next(), accounts.get(n % 3), new Credits(1 + n / 3), null))
                .toList();
        return bean(Wallet.class).hold(requests).stream()
                .map(Held.class::isInstance)
                .toList();
    }

    private static List<Boolean> transfer(List<AccountId> accounts, List<Integer> asked) {
        List<TransferRequest> requests = asked.stream()
                .map(n -> new TransferRequest(
                        accounts.get(n % 3),
                        accounts.get((n + 1 + n / 3 % 2) % 3),
                        new Credits(1 + n / 6),
                        "transfer:" + bean(Ids.class).next(),
                        "a transfer"))
                .toList();
        return bean(Wallet.class).transfer(requests);
    }
}
