package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static reverie.wallet.GivenWallet.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestDatabase;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Page;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome.Held;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.Settlement;

/** What waits for another's transaction decides by what that one left, not by what it saw when it began. */
@ReverieTest
class WalletRacesTest {
    @Autowired
    Wallet wallet;

    @Autowired
    GivenWallet given;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    static HoldRequest hold(UUID id, AccountId account, String credits) {
        return new HoldRequest(id, account, Credits.of(credits), null);
    }

    static Settlement settlement(UUID hold, String credits) {
        return new Settlement(hold, Credits.of(credits));
    }

    /** Commits {@code first} only once {@code second} waits for its locks. */
    <T> T overtaken(Runnable first, Callable<T> second) throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<T> waiting = transactions.write(() -> {
                first.run();
                Future<T> started = thread.submit(second);
                await().until(WalletRacesTest::somebodyWaits);
                return started;
            });
            return waiting.get();
        }
    }

    static boolean somebodyWaits() throws Exception {
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement();
                var found = statement.executeQuery("select exists(select from pg_locks where not granted)")) {
            return found.next() && found.getBoolean(1);
        }
    }

    List<Boolean> atOnce(int times, Callable<Boolean> work) throws Exception {
        var barrier = new CyclicBarrier(times);
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return work.call();
                }));
            }
            List<Boolean> answers = new ArrayList<>();
            for (var one : running) answers.add(one.get());
            return answers;
        }
    }

    @Test
    void a_hold_that_waited_for_a_settlement_uses_what_that_gave_back() throws Exception {
        AccountId account = given.walletWith("10");
        UUID settled = given.hold(account, "9");
        HoldRequest waiting = hold(ids.next(), account, "5");

        var outcomes =
                overtaken(() -> wallet.settle(List.of(settlement(settled, "5"))), () -> wallet.hold(List.of(waiting)));

        assertThat(outcomes).containsExactly(new Held(balance("5", "5")));
    }

    @Test
    void a_hold_that_waited_for_a_grant_uses_it() throws Exception {
        AccountId account = given.walletWith("1");
        HoldRequest waiting = hold(ids.next(), account, "5");

        var outcomes = overtaken(() -> given.fill(account, "4"), () -> wallet.hold(List.of(waiting)));

        assertThat(outcomes).containsExactly(new Held(balance("5", "5")));
    }

    @Test
    void a_hold_that_was_overtaken_by_itself_is_answered_as_before_and_takes_nothing_from_its_neighbours()
            throws Exception {
        AccountId account = given.walletWith("10");
        HoldRequest twice = hold(ids.next(), account, "3");
        HoldRequest neighbour = hold(ids.next(), account, "7");

        var outcomes = overtaken(() -> wallet.hold(List.of(twice)), () -> wallet.hold(List.of(twice, neighbour)));

        assertThat(outcomes).containsExactly(new Held(balance("10", "3")), new Held(balance("10", "10")));
    }

    @Test
    void a_hold_that_took_all_is_answered_as_before_although_it_would_not_fit_again() throws Exception {
        AccountId account = given.walletWith("10");
        HoldRequest twice = hold(ids.next(), account, "7");

        var outcomes = overtaken(() -> wallet.hold(List.of(twice)), () -> wallet.hold(List.of(twice)));

        assertThat(outcomes).containsExactly(new Held(balance("10", "7")));
        assertThat(wallet.balance(account)).isEqualTo(balance("10", "7"));
    }

    @Test
    void a_settlement_that_was_overtaken_by_itself_charges_once() throws Exception {
        AccountId account = given.walletWith("10");
        UUID hold = given.hold(account, "7");
        var settlement = List.of(settlement(hold, "6"));

        overtaken(() -> wallet.settle(settlement), () -> {
            wallet.settle(settlement);
            return true;
        });

        assertThat(wallet.balance(account)).isEqualTo(balance("4", "0"));
    }

    @Test
    void twenty_at_once_with_one_credit_get_one_hold() throws Exception {
        AccountId account = given.walletWith("1");

        var answers = atOnce(
                20, () -> wallet.hold(List.of(hold(ids.next(), account, "1"))).getFirst() instanceof Held);

        assertThat(answers).filteredOn(held -> held).hasSize(1);
        assertThat(wallet.balance(account)).isEqualTo(balance("1", "1"));
    }

    @Test
    void one_reference_at_once_moves_once() throws Exception {
        AccountId from = given.walletWith("10");
        AccountId to = given.nobody();
        UUID hold = given.charge(from, "1");

        atOnce(8, () -> {
            wallet.grant(to, Credits.of(2), "welcome", "welcome", null);
            wallet.reverse(hold, "not delivered");
            return wallet.transfer(from, to, Credits.of(3), "purchase", "a persona");
        });

        assertThat(wallet.balance(from)).isEqualTo(balance("7", "0"));
        assertThat(wallet.balance(to)).isEqualTo(balance("5", "0"));
        assertThat(wallet.entries(to, null, null, Page.LIMIT_MAX).items()).hasSize(2);
    }

    @Test
    void one_reference_at_once_for_two_people_is_an_error_for_the_later_one() {
        AccountId one = given.walletWith("1");
        AccountId two = given.walletWith("1");

        assertThatThrownBy(() -> overtaken(() -> wallet.grant(one, Credits.of(2), "gift", "gift", null), () -> {
                    wallet.grant(two, Credits.of(2), "gift", "gift", null);
                    return true;
                }))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(wallet.balance(two)).isEqualTo(balance("1", "0"));
    }

    @Test
    void two_who_pay_each_other_at_once_do_not_block_each_other() throws Exception {
        AccountId one = given.walletWith("100");
        AccountId two = given.walletWith("100");

        var answers = atOnce(
                8,
                () -> wallet.transfer(one, two, Credits.of(1), "there:" + ids.next(), "there")
                        && wallet.transfer(two, one, Credits.of(1), "back:" + ids.next(), "back"));

        assertThat(answers).doesNotContain(false);
        assertThat(wallet.balance(one)).isEqualTo(balance("100", "0"));
    }
}
