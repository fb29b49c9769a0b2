package reverie.billing;

import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.identity.AccountMoved;
import reverie.identity.AccountOpened;
import reverie.identity.MailboxVerified;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Secrets;
import reverie.platform.SettingsReader;
import reverie.wallet.Wallet;

/**
 * The welcome: a person gets it once, whatever accounts they open, and an account once, whatever doors it opens later.
 * All of it happens in the transaction that it answers, so that the greeting can show it.
 */
@Component
class Offers {
    static final Credits WELCOME = Credits.of(2);

    private final boolean mailboxFirst;
    private final HostAllowance host;
    private final Wallet wallet;
    private final JdbcClient db;

    Offers(SettingsReader reader, HostAllowance host, Wallet wallet, JdbcClient db) {
        this.mailboxFirst = reader.value("SMTP_URL") != null;
        this.host = host;
        this.wallet = wallet;
        this.db = db;
    }

    @EventListener
    void opened(AccountOpened opened) {
        if (opened.person().equals(AccountOpened.HOST)) host.topUp(opened.account());
        else if (!waitsForMailbox(opened.person(), mailboxFirst)) welcome(opened.account(), opened.person());
    }

    @EventListener
    void verified(MailboxVerified verified) {
        welcome(verified.account(), verified.person());
    }

    /** Where mails reach people, an address nobody answers from is worth nothing. */
    static boolean waitsForMailbox(String person, boolean mailsReachPeople) {
        return mailsReachPeople && person.startsWith(AccountOpened.MAILBOX);
    }

    private void welcome(AccountId account, String person) {
        String hash = Secrets.sha256(person);
        String reference = "welcome:" + hash;
        if (remember(account, hash, reference)) wallet.grant(account, WELCOME, reference, "welcome", null);
    }

    /** False for a person or an account that had its welcome. Waits for whoever welcomes the same one right now. */
    private boolean remember(AccountId account, String personSha256, String reference) {
        return db.sql("""
                        insert into welcome (person_sha256, account_id, reference)
                        values (:person, :account, :reference)
                        on conflict do nothing
                        """)
                        .param("person", personSha256)
                        .param("account", account.value())
                        .param("reference", reference)
                        .update()
                == 1;
    }

    /** Two accounts of one person become one: of two welcomes, what is unspent of the second is gone. */
    @EventListener
    void moved(AccountMoved moved) {
        Optional<String> reference = welcomeOf(moved.from());
        if (reference.isEmpty()) return;
        wallet.expire(reference.get(), "welcomed_before");
        if (welcomeOf(moved.to()).isPresent()) return;
        // The account that stays never had one: it does not lose what the other brings along.
        db.sql("update welcome set account_id = :to, reference = reference || ':moved' where account_id = :from")
                .param("from", moved.from().value())
                .param("to", moved.to().value())
                .update();
        wallet.grant(moved.to(), WELCOME, reference.get() + ":moved", "welcome", null);
    }

    Optional<String> welcomeOf(AccountId account) {
        return db.sql("select reference from welcome where account_id = :account")
                .param("account", account.value())
                .query(String.class)
                .optional();
    }
}
