package reverie.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.AccountMoved;
import reverie.identity.AccountOpened;
import reverie.identity.Accounts;
import reverie.identity.GivenIdentity;
import reverie.identity.MailboxVerified;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.SettingsReader;
import reverie.platform.Transactions;
import reverie.wallet.Wallet;

@ReverieTest
class WelcomeTest {
    @Autowired
    GivenIdentity given;

    @Autowired
    Accounts accounts;

    @Autowired
    Wallet wallet;

    @Autowired
    HostAllowance allowance;

    @Autowired
    Entitlements entitlements;

    @Autowired
    Offers offers;

    @Autowired
    Transactions transactions;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    private Credits balance(AccountId account) {
        return wallet.balance(account).balance();
    }

    /** As where mails reach people. */
    private Offers withMailServer() {
        return new Offers(new SettingsReader(Map.of("SMTP_URL", "smtp://mail.example")), allowance, wallet, db);
    }

    @Test
    void a_person_is_welcomed_once_whatever_accounts_they_open() {
        AccountId one = given.person();
        assertThat(balance(one)).isEqualTo(Credits.of(2));
        AccountId two = given.visitor();
        String person = db.sql("select 'telegram:' || subject from external_login")
                .query(String.class)
                .single();

        transactions.write(() -> offers.opened(new AccountOpened(two, person, "web")));
        transactions.write(() -> offers.opened(new AccountOpened(one, "telegram:another", "web")));

        assertThat(balance(two)).isEqualTo(Credits.ZERO);
        assertThat(balance(one)).isEqualTo(Credits.of(2));
    }

    @Test
    void where_mails_reach_people_the_welcome_waits_for_the_mailbox() {
        AccountId account = given.visitor();
        String person = "mailbox:anna@example.org";
        Offers patient = withMailServer();

        transactions.write(() -> patient.opened(new AccountOpened(account, person, "web")));
        assertThat(balance(account)).isEqualTo(Credits.ZERO);
        transactions.write(() -> patient.verified(new MailboxVerified(account, person)));
        transactions.write(() -> patient.verified(new MailboxVerified(account, person)));

        assertThat(balance(account)).isEqualTo(Credits.of(2));
    }

    @Test
    void of_two_welcomes_of_one_person_the_second_is_gone_as_far_as_it_is_unspent() {
        AccountId from = given.person();
        AccountId to = given.person();

        transactions.write(() -> offers.moved(new AccountMoved(from, to)));

        assertThat(balance(from)).isEqualTo(Credits.ZERO);
        assertThat(balance(to)).isEqualTo(Credits.of(2));
    }

    @Test
    void an_account_that_was_never_welcomed_does_not_lose_what_the_other_brings() {
        AccountId from = given.person();
        AccountId to = given.visitor();

        transactions.write(() -> offers.moved(new AccountMoved(from, to)));
        transactions.write(() -> offers.verified(new MailboxVerified(to, "mailbox:anna@example.org")));

        assertThat(balance(from)).isEqualTo(Credits.ZERO);
        assertThat(balance(to)).isEqualTo(Credits.of(2));
        assertThat(new WalletOfAccount(wallet, offers).untouched(to)).isTrue();
    }

    @Test
    void the_host_is_topped_up_at_once_and_once_a_month() {
        AccountId host = accounts.host();
        assertThat(accounts.host()).isEqualTo(host);
        assertThat(balance(host)).isEqualTo(Credits.of(100));
        assertThat(entitlements.of(host).name()).isEqualTo("pro");
        wallet.adjust(host, Credits.of(-30), "spent", "test");

        allowance.run();
        assertThat(balance(host)).isEqualTo(Credits.of(70));
        clock.advance(Duration.ofDays(32));
        allowance.run();
        allowance.run();

        assertThat(balance(host)).isEqualTo(Credits.of(100));
    }

    @Test
    void an_account_is_untouched_until_something_but_its_welcome_happens() {
        AccountId account = given.person();
        WalletOfAccount asked = new WalletOfAccount(wallet, offers);
        assertThat(asked.untouched(account)).isTrue();

        wallet.grant(account, Credits.of(1), "more", "test", null);

        assertThat(asked.untouched(account)).isFalse();
    }
}
