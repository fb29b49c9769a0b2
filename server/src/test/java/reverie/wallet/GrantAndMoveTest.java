package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reverie.wallet.GivenWallet.balance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.wallet.Wallet.Settlement;
import reverie.wallet.Wallet.TransferRequest;

@ReverieTest
class GrantAndMoveTest {
    @Autowired
    Wallet wallet;

    @Autowired
    GivenWallet given;

    @Autowired
    ExpireLots expireLots;

    @Autowired
    TestClock clock;

    List<String> entries(AccountId account) {
        return wallet.entries(account, null, null, Page.LIMIT_MAX).items().reversed().stream()
                .map(e -> e.kind() + " " + e.credits())
                .toList();
    }

    Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    @Test
    void a_grant_arrives_once_however_often_it_is_given() {
        AccountId account = given.nobody();
        String reference = "welcome:" + account;

        for (int i = 0; i < 3; i++) wallet.grant(account, Credits.of(2), reference, "welcome", null);

        assertThat(wallet.balance(account)).isEqualTo(balance("2", "0"));
        assertThat(entries(account)).containsExactly("grant 2");
        assertThatThrownBy(() -> wallet.grant(account, Credits.of(3), reference, "welcome", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reference);
        assertThatThrownBy(() -> wallet.grant(given.nobody(), Credits.of(2), reference, "welcome", null))
                .isInstanceOf(IllegalStateException.class);
        for (String none : List.of("0", "-1")) {
            assertThatThrownBy(() -> wallet.grant(account, Credits.of(none), "none", "none", null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(wallet.balance(account)).isEqualTo(balance("2", "0"));
    }

    @Test
    void an_admin_gives_and_takes_with_a_reason_but_never_what_is_not_available() {
        AccountId account = given.nobody();

        Entry gift = wallet.adjust(account, Credits.of(3), "gift", "we kept you waiting");
        Entry back = wallet.adjust(account, Credits.of(-1), "back", "given by mistake");
        given.hold(account, "1.5");

        assertThat(gift.reason()).isEqualTo("we kept you waiting");
        assertThat(gift.kind()).isEqualTo("adjustment");
        assertThat(back.credits()).isEqualTo(Credits.of(-1));
        assertThat(wallet.adjust(account, Credits.of(-1), "back", "given by mistake"))
                .isEqualTo(back);
        assertThatThrownBy(() -> wallet.adjust(account, Credits.of("-0.75"), "more", "too much"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("not_enough_credits");
                    assertThat(problem.status()).isEqualTo(402);
                    assertThat(problem.extras())
                            .containsEntry("missing", Credits.of("0.25"))
                            .containsEntry("available", Credits.of("0.5"));
                });
        assertThatThrownBy(() -> wallet.adjust(given.nobody(), Credits.of(-1), "none", "from nothing"))
                .isInstanceOf(Problem.class);
        assertThat(wallet.balance(account)).isEqualTo(balance("2", "1.5"));
    }

    @Test
    void a_transfer_moves_credits_from_one_wallet_to_another_once() {
        AccountId from = given.walletWith("3");
        AccountId to = given.nobody();

        assertThat(wallet.transfer(from, to, Credits.of(2), "buy", "a persona")).isTrue();
        assertThat(wallet.transfer(from, to, Credits.of(2), "buy", "a persona")).isTrue();
        assertThat(wallet.transfer(from, to, Credits.of(2), "buy again", "a persona"))
                .isFalse();
        assertThat(wallet.transfer(given.nobody(), to, Credits.of(1), "from nothing", "a persona"))
                .isFalse();

        assertThat(wallet.balance(from)).isEqualTo(balance("1", "0"));
        assertThat(wallet.balance(to)).isEqualTo(balance("2", "0"));
        assertThat(entries(from)).containsExactly("grant 3", "transfer -2");
        assertThat(entries(to)).containsExactly("transfer 2");
        assertThatThrownBy(() -> wallet.transfer(to, from, Credits.of(2), "buy", "a persona"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> wallet.transfer(to, to, Credits.of(2), "self", "a persona"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void in_a_batch_of_transfers_each_sees_what_the_ones_before_left() {
        AccountId one = given.walletWith("2");
        AccountId two = given.nobody();
        AccountId three = given.nobody();

        var answers = wallet.transfer(List.of(
                new TransferRequest(two, three, Credits.of(1), "too early", "chain"),
                new TransferRequest(one, two, Credits.of(2), "first", "chain"),
                new TransferRequest(two, three, Credits.of(2), "second", "chain"),
                new TransferRequest(two, one, Credits.of(1), "too late", "chain"),
                new TransferRequest(one, two, Credits.of(2), "first", "chain")));

        assertThat(answers).containsExactly(false, true, true, false, true);
        assertThat(wallet.balances(List.of(one, two, three)).values())
                .extracting(Balance::balance)
                .containsExactlyInAnyOrder(Credits.ZERO, Credits.ZERO, Credits.of(2));
    }

    @Test
    void a_wallet_is_untouched_while_only_its_welcome_is_in_it() {
        AccountId account = given.nobody();
        assertThat(wallet.untouchedBut(account, "welcome")).isTrue();
        wallet.grant(account, Credits.of(2), "welcome", "welcome", null);
        assertThat(wallet.untouchedBut(account, "welcome")).isTrue();
        assertThat(wallet.untouchedBut(account, "another")).isFalse();

        UUID hold = given.hold(account, "1");
        wallet.settle(List.of(new Settlement(hold, Credits.ZERO)));

        assertThat(wallet.untouchedBut(account, "welcome")).isFalse();
    }

    @Test
    void what_is_unspent_of_a_grant_goes_back_and_the_rest_of_the_wallet_stays() {
        AccountId account = given.nobody();
        wallet.grant(account, Credits.of(2), "welcome", "welcome", null);
        given.charge(account, "0.5");
        given.fill(account, "5");

        wallet.expire("welcome", "given twice");
        wallet.expire("welcome", "given twice");
        wallet.expire("never given", "given twice");

        assertThat(wallet.balance(account)).isEqualTo(balance("5", "0"));
        assertThat(entries(account)).endsWith("grant 5", "expiry -1.5");
        assertThat(wallet.entries(account, "expiry", null, 1).items().getFirst().reason())
                .isEqualTo("given twice");
    }

    @Test
    void what_is_held_does_not_expire_but_goes_once_it_is_released() {
        AccountId account = given.nobody();
        wallet.grant(account, Credits.of(3), "month", "monthly credits", in(Duration.ofDays(30)));
        UUID charged = given.hold(account, "1");
        UUID released = given.hold(account, "1");
        clock.advance(Duration.ofDays(31));

        expireLots.run();
        assertThat(wallet.balance(account)).isEqualTo(balance("2", "2"));
        wallet.settle(List.of(new Settlement(charged, Credits.of(1)), new Settlement(released, Credits.ZERO)));
        assertThat(wallet.balance(account)).isEqualTo(balance("1", "0"));
        expireLots.run();
        expireLots.run();

        assertThat(wallet.balance(account)).isEqualTo(balance("0", "0"));
        assertThat(entries(account))
                .containsExactly("grant 3", "hold -1", "hold -1", "expiry -1", "charge -1", "release 1", "expiry -1");
    }

    @Test
    void a_charge_takes_what_expires_first() {
        AccountId account = given.walletWith("2");
        wallet.grant(account, Credits.of(2), "late", "late", in(Duration.ofDays(20)));
        wallet.grant(account, Credits.of(2), "soon", "soon", in(Duration.ofDays(10)));
        given.charge(account, "3");

        clock.advance(Duration.ofDays(11));
        expireLots.run();
        assertThat(wallet.balance(account)).isEqualTo(balance("3", "0"));
        wallet.grant(account, Credits.of(1), "later", "later", in(Duration.ofDays(5)));
        given.charge(account, "1.5");
        clock.advance(Duration.ofDays(10));
        expireLots.run();

        assertThat(wallet.balance(account)).isEqualTo(balance("2", "0"));
        assertThat(entries(account)).endsWith("charge -1.5", "expiry -0.5");
    }

    @Test
    void credits_that_come_back_do_not_expire() {
        AccountId account = given.nobody();
        wallet.grant(account, Credits.of(2), "month", "monthly credits", in(Duration.ofDays(30)));
        UUID hold = given.charge(account, "1");

        wallet.reverse(hold, "not delivered");
        clock.advance(Duration.ofDays(31));
        expireLots.run();

        assertThat(wallet.balance(account)).isEqualTo(balance("1", "0"));
        assertThat(entries(account)).containsExactly("grant 2", "hold -1", "charge -1", "reversal 1", "expiry -1");
    }

    @Test
    void expiring_comes_back_by_itself_every_minute() {
        assertThat(expireLots.name()).isEqualTo("wallet-expire-lots");
        assertThat(expireLots.every()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void an_admin_sees_what_was_given_charged_and_is_held_of_all_wallets_together() {
        assertThat(wallet.totals(clock.instant()))
                .isEqualTo(new Wallet.Totals(Credits.ZERO, Credits.ZERO, Credits.ZERO));
        given.charge(given.walletWith("5"), "2");
        clock.advance(Duration.ofDays(2));
        AccountId account = given.walletWith("3");
        given.charge(account, "1");
        given.hold(account, "0.5");

        assertThat(wallet.totals(clock.instant().minus(Duration.ofDays(1))))
                .isEqualTo(new Wallet.Totals(Credits.of(8), Credits.of(1), Credits.of("0.5")));
    }
}
