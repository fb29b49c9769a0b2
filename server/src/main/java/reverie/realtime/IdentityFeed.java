package reverie.realtime;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.identity.AccountChanged;
import reverie.identity.AccountMoved;
import reverie.identity.Accounts;
import reverie.identity.LinkVerified;
import reverie.identity.SessionEnded;
import reverie.platform.AccountId;
import reverie.platform.Transactions;

/** Who somebody is, and that somebody no longer is it. */
@Component
class IdentityFeed implements Transactions.Rows<AccountId> {
    static final String LINK_VERIFIED = "link.verified";
    static final String ACCOUNT_UPDATED = "account.updated";

    record LinkWasVerified(String code, String name) {}

    record AccountUpdated(Accounts.Account account) {}

    private final LogWriter log;
    private final Announcer announcer;
    private final Transactions transactions;
    private final Accounts accounts;

    IdentityFeed(LogWriter log, Announcer announcer, Transactions transactions, Accounts accounts) {
        this.log = log;
        this.announcer = announcer;
        this.transactions = transactions;
        this.accounts = accounts;
    }

    @EventListener
    void verified(LinkVerified event) {
        log.add(event.waiting(), LINK_VERIFIED, new LinkWasVerified(event.code(), event.name()));
    }

    /** What it is by then is read once, just before the commit. */
    @EventListener
    void changed(AccountChanged event) {
        transactions.beforeCommit(this, event.account());
    }

    @Override
    public int order() {
        return log.order() - 1;
    }

    @Override
    public void write(List<AccountId> changed) {
        Map<AccountId, Accounts.Account> now = accounts.accounts(new TreeSet<>(changed));
        now.forEach((id, account) -> log.add(id, ACCOUNT_UPDATED, new AccountUpdated(account)));
    }

    /** More changed than events could tell: both read everything again, also those who are away now. */
    @EventListener
    void moved(AccountMoved event) {
        log.add(event.from(), LiveEvent.RESYNC, "{}");
        log.add(event.to(), LiveEvent.RESYNC, "{}");
    }

    @EventListener
    void ended(SessionEnded event) {
        transactions.afterCommit(() -> announcer.ended(event.account(), event.session()));
    }
}
