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
import reverie.platform.Transactions;
import reverie.wallet.Wallet.Settlement;

@ReverieTest
class WalletEventsTest {
    @Autowired
    Wallet wallet;

    @Autowired
    GivenWallet given;

    @Autowired
    HeardBalances heard;

    @Autowired
    Transactions transactions;

    @Test
    void every_entry_is_told_as_it_will_be_read_in_the_transaction_that_makes_it() {
        AccountId one = given.walletWith("5");
        AccountId two = given.walletWith("1");
        UUID hold = given.hold(one, "2");
        wallet.settle(List.of(new Settlement(hold, Credits.of(1))));
        wallet.reverse(hold, "not delivered");
        wallet.transfer(one, two, Credits.of(1), "gift", "gift");
        wallet.adjust(two, Credits.of(-1), "taken", "a mistake");

        for (AccountId account : List.of(one, two)) {
            var events = heard.events.stream()
                    .filter(e -> e.account().equals(account))
                    .toList();
            assertThat(events.reversed())
                    .extracting(BalanceChanged::entry)
                    .containsExactlyElementsOf(
                            wallet.entries(account, null, null, 50).items());
            assertThat(events.getLast().balance()).isEqualTo(wallet.balance(account));
        }
        assertThat(heard.inTransaction).isNotEmpty().doesNotContain(false);
    }

    @Test
    void what_changes_nothing_is_not_told() {
        AccountId account = given.walletWith("5");
        UUID hold = given.charge(account, "2");
        int told = heard.events.size();

        wallet.settle(List.of(new Settlement(hold, Credits.of(2))));
        wallet.expire("nothing", "nothing");
        wallet.transfer(account, given.nobody(), Credits.of(9), "too much", "too much");

        assertThat(heard.events).hasSize(told);
    }

    @Test
    void what_the_caller_undoes_never_happened() {
        AccountId account = given.walletWith("5");

        assertThatThrownBy(() -> transactions.write(() -> {
                    given.hold(account, "2");
                    given.fill(account, "2");
                    throw new IllegalArgumentException("the job could not be written");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(wallet.balance(account)).isEqualTo(balance("5", "0"));
        assertThat(wallet.entries(account, null, null, 50).items()).hasSize(1);
    }
}
