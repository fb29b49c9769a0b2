package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reverie.wallet.GivenWallet.balance;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Page;
import reverie.wallet.HoldOutcome.Held;
import reverie.wallet.HoldOutcome.NotEnough;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.Settlement;

@ReverieTest
class HoldAndSettleTest {
    @Autowired
    Wallet wallet;

    @Autowired
    GivenWallet given;

    @Autowired
    Ids ids;

    HoldRequest request(AccountId account, String credits) {
        UUID id = ids.next();
        return new HoldRequest(id, account, Credits.of(credits), null);
    }

    static Settlement settlement(UUID hold, String charge) {
        return new Settlement(hold, Credits.of(charge));
    }

    static Settlement settlement(HoldRequest hold, String charge) {
        return settlement(hold.id(), charge);
    }

    List<String> entries(AccountId account) {
        return wallet.entries(account, null, null, Page.LIMIT_MAX).items().reversed().stream()
                .map(e -> e.kind() + " " + e.credits() + " → " + e.balanceAfter() + "/" + e.heldAfter())
                .toList();
    }

    @Test
    void what_is_held_is_no_longer_available_and_is_charged_once_it_is_settled() {
        AccountId account = given.walletWith("2");
        var request = new HoldRequest(ids.next(), account, Credits.of(1), ids.next());

        assertThat(wallet.hold(List.of(request))).containsExactly(new Held(balance("2", "1")));
        assertThat(wallet.balance(account).available()).isEqualTo(Credits.of(1));
        wallet.settle(List.of(settlement(request, "1")));

        assertThat(wallet.balance(account)).isEqualTo(balance("1", "0"));
        assertThat(entries(account)).containsExactly("grant 2 → 2/0", "hold -1 → 2/1", "charge -1 → 1/0");
        assertThat(wallet.entries(account, null, null, 3).items())
                .extracting(Entry::job)
                .containsExactly(request.job(), request.job(), null);
    }

    @Test
    void a_charge_of_a_part_gives_the_rest_back() {
        AccountId account = given.walletWith("2");
        UUID hold = given.hold(account, "1.5");

        wallet.settle(List.of(settlement(hold, "0.25")));

        assertThat(wallet.balance(account)).isEqualTo(balance("1.75", "0"));
        assertThat(entries(account))
                .containsExactly(
                        "grant 2 → 2/0", "hold -1.5 → 2/1.5", "charge -0.25 → 1.75/1.25", "release 1.25 → 1.75/0");
    }

    @Test
    void a_release_gives_all_of_it_back() {
        AccountId account = given.walletWith("2");
        UUID hold = given.hold(account, "2");

        wallet.settle(List.of(settlement(hold, "0")));

        assertThat(wallet.balance(account)).isEqualTo(balance("2", "0"));
        assertThat(entries(account)).containsExactly("grant 2 → 2/0", "hold -2 → 2/2", "release 2 → 2/0");
    }

    @Test
    void what_is_missing_is_said_and_nothing_is_held() {
        AccountId account = given.walletWith("2");
        given.hold(account, "1.5");
        AccountId nobody = given.nobody();

        assertThat(wallet.hold(List.of(request(account, "0.75"), request(nobody, "1"))))
                .containsExactly(
                        new NotEnough(Credits.of("0.25"), balance("2", "1.5")),
                        new NotEnough(Credits.of(1), Balance.NONE));
        assertThat(wallet.balance(account)).isEqualTo(balance("2", "1.5"));
        assertThat(wallet.balance(nobody)).isEqualTo(Balance.NONE);
    }

    @Test
    void a_batch_never_overdraws_and_passes_over_what_does_not_fit() {
        AccountId one = given.walletWith("3");
        AccountId two = given.walletWith("1");

        var outcomes = wallet.hold(List.of(
                request(one, "2"), request(two, "1"), request(one, "2"), request(one, "1"), request(two, "0.000001")));

        assertThat(outcomes)
                .containsExactly(
                        new Held(balance("3", "2")),
                        new Held(balance("1", "1")),
                        new NotEnough(Credits.of(1), balance("3", "2")),
                        new Held(balance("3", "3")),
                        new NotEnough(Credits.of("0.000001"), balance("1", "1")));
    }

    @Test
    void the_same_hold_again_answers_as_before_and_changes_nothing() {
        AccountId account = given.walletWith("2");
        HoldRequest first = request(account, "1");
        wallet.hold(List.of(first));
        HoldRequest second = request(account, "1");

        var outcomes = wallet.hold(List.of(first, second, second));

        assertThat(outcomes)
                .containsExactly(new Held(balance("2", "1")), new Held(balance("2", "2")), new Held(balance("2", "2")));
        wallet.settle(List.of(settlement(first, "1")));
        assertThat(wallet.hold(List.of(first))).containsExactly(new Held(balance("2", "1")));
        assertThat(wallet.balance(account)).isEqualTo(balance("1", "1"));
    }

    @Test
    void the_same_hold_with_another_amount_or_account_is_an_error() {
        AccountId account = given.walletWith("2");
        HoldRequest first = request(account, "1");
        wallet.hold(List.of(first));

        var more = new HoldRequest(first.id(), account, Credits.of(2), first.job());
        var other = new HoldRequest(first.id(), given.nobody(), Credits.of(1), first.job());

        assertThatThrownBy(() -> wallet.hold(List.of(more)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(first.id().toString());
        assertThatThrownBy(() -> wallet.hold(List.of(other))).isInstanceOf(IllegalStateException.class);
        HoldRequest fresh = request(account, "1");
        assertThatThrownBy(() ->
                        wallet.hold(List.of(fresh, new HoldRequest(fresh.id(), account, Credits.of("0.5"), null))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(wallet.balance(account)).isEqualTo(balance("2", "1"));
    }

    @Test
    void a_settlement_again_changes_nothing_and_a_different_one_is_an_error() {
        AccountId account = given.walletWith("3");
        UUID charged = given.hold(account, "1");
        UUID released = given.hold(account, "1");
        var settlements = List.of(settlement(charged, "0.5"), settlement(released, "0"));
        wallet.settle(settlements);

        wallet.settle(settlements);
        wallet.settle(List.of(settlements.getFirst(), settlements.getFirst()));

        for (String charge : List.of("0", "0.25", "1")) {
            assertThatThrownBy(() -> wallet.settle(List.of(settlement(charged, charge))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("charge of 0.5");
        }
        assertThatThrownBy(() -> wallet.settle(List.of(settlement(released, "1"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(wallet.balance(account)).isEqualTo(balance("2.5", "0"));
        assertThat(entries(account)).hasSize(6);
    }

    @Test
    void a_charge_above_the_hold_or_of_an_unknown_one_undoes_the_whole_batch() {
        AccountId account = given.walletWith("3");
        UUID good = given.hold(account, "1");
        UUID bad = given.hold(account, "1");

        assertThatThrownBy(() -> wallet.settle(List.of(settlement(good, "1"), settlement(bad, "1.000001"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("above");
        assertThatThrownBy(() -> wallet.settle(List.of(settlement(good, "1"), settlement(ids.next(), "1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no hold");
        assertThatThrownBy(() -> wallet.settle(List.of(settlement(good, "1"), settlement(good, "0"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(wallet.balance(account)).isEqualTo(balance("3", "2"));
    }

    @Test
    void charges_and_releases_of_several_people_share_a_batch() {
        AccountId one = given.walletWith("5");
        AccountId two = given.walletWith("5");
        UUID a = given.hold(one, "1");
        UUID b = given.hold(two, "2");
        UUID c = given.hold(one, "3");

        wallet.settle(List.of(settlement(c, "0"), settlement(b, "2"), settlement(a, "0.5")));

        assertThat(wallet.balances(List.of(one, two)))
                .containsEntry(one, balance("4.5", "0"))
                .containsEntry(two, balance("3", "0"));
        assertThat(entries(one).subList(3, 6))
                .containsExactly("release 3 → 5/1", "charge -0.5 → 4.5/0.5", "release 0.5 → 4.5/0");
    }

    @Test
    void what_is_free_can_be_held_and_settled_by_everyone_and_leaves_no_entry() {
        AccountId nobody = given.nobody();
        HoldRequest free = request(nobody, "0");

        assertThat(wallet.hold(List.of(free))).containsExactly(new Held(Balance.NONE));
        assertThat(wallet.hold(List.of(free))).containsExactly(new Held(Balance.NONE));
        wallet.settle(List.of(settlement(free, "0")));
        wallet.settle(List.of(settlement(free, "0")));
        wallet.reverse(free.id(), "not delivered");

        assertThat(entries(nobody)).isEmpty();
        assertThat(wallet.balance(nobody)).isEqualTo(Balance.NONE);
    }

    @Test
    void nothing_at_all_is_a_batch_too_and_less_than_nothing_is_refused() {
        assertThat(wallet.hold(List.of())).isEmpty();
        wallet.settle(List.of());
        AccountId account = given.walletWith("1");
        UUID hold = given.hold(account, "1");

        assertThatThrownBy(() -> wallet.hold(List.of(request(account, "-1"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wallet.settle(List.of(settlement(hold, "-1"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wallet.balance(account)).isEqualTo(balance("1", "1"));
    }

    @Test
    void a_reversal_gives_the_charge_back_once() {
        AccountId account = given.walletWith("2");
        var request = new HoldRequest(ids.next(), account, Credits.of(1), ids.next());
        UUID hold = request.id();
        wallet.hold(List.of(request));
        wallet.settle(List.of(settlement(hold, "0.75")));

        wallet.reverse(hold, "could not be delivered");
        wallet.reverse(hold, "could not be delivered");

        assertThat(wallet.balance(account)).isEqualTo(balance("2", "0"));
        Entry reversal = wallet.entries(account, "reversal", null, 10).items().getFirst();
        assertThat(reversal.credits()).isEqualTo(Credits.of("0.75"));
        assertThat(reversal.job()).isEqualTo(request.job());
        assertThat(reversal.reason()).isEqualTo("could not be delivered");
    }

    @Test
    void only_what_was_charged_can_be_reversed() {
        AccountId account = given.walletWith("2");
        UUID live = given.hold(account, "1");
        UUID released = given.hold(account, "1");
        wallet.settle(List.of(settlement(released, "0")));

        wallet.reverse(released, "nothing was taken");

        assertThatThrownBy(() -> wallet.reverse(live, "too early")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> wallet.reverse(ids.next(), "of nothing")).isInstanceOf(IllegalStateException.class);
        assertThat(wallet.balance(account)).isEqualTo(balance("2", "1"));
    }
}
