package reverie.analytics;

import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.identity.AccountMoved;
import reverie.identity.AccountOpened;
import reverie.platform.Transactions;

/** Who came, and that a visitor turned out to be somebody. */
@Component
class IdentityFacts implements Transactions.Rows<AccountMoved> {
    private final FactWriter facts;
    private final Transactions transactions;
    private final JdbcClient db;

    IdentityFacts(FactWriter facts, Transactions transactions, JdbcClient db) {
        this.facts = facts;
        this.transactions = transactions;
        this.db = db;
    }

    @EventListener
    void opened(AccountOpened event) {
        facts.add(Fact.of(Fact.SIGN_UP, event.account(), event.surface()));
    }

    /** What the visitor did is what the person did: else nobody ever gets from the photo to the film. */
    @EventListener
    void moved(AccountMoved event) {
        transactions.beforeCommit(this, event);
    }

    @Override
    public int order() {
        return facts.order() + 1;
    }

    @Override
    public void write(List<AccountMoved> moves) {
        db.sql("""
                        update event_fact f set account_id = m.target
                          from unnest(cast(:from as uuid[]), cast(:to as uuid[])) as m (source, target)
                         where f.account_id = m.source
                        """)
                .param("from", moves.stream().map(move -> move.from().value()).toArray(UUID[]::new))
                .param("to", moves.stream().map(move -> move.to().value()).toArray(UUID[]::new))
                .update();
    }
}
