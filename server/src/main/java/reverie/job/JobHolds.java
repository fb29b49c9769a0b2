package reverie.job;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.wallet.LiveHolds;

/** Answers the ledger's question: which live holds has no job that will still end them? */
@Component
class JobHolds implements LiveHolds {
    private final JdbcClient db;

    JobHolds(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Set<UUID> withoutLiveJob(Set<UUID> holds) {
        if (holds.isEmpty()) return Set.of();
        return new HashSet<>(db.sql("""
                        select h.id from unnest(cast(:holds as uuid[])) as h(id)
                         where not exists (select 1 from job j
                                            where j.hold_id = h.id and j.state in ('queued', 'running'))
                        """)
                .param("holds", JobRows.array(holds))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list());
    }
}
