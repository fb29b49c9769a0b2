package reverie.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who leads, when only one node may. A lease lasts as long as it is renewed, by the database's clock; {@code fence}
 * grows with each new holder, so that what an old one still writes can be told and refused.
 */
@Component
public class Leases {
    public record Lease(String name, long fence) {}

    private final JdbcClient db;
    private final UUID holder;

    public Leases(JdbcClient db, Ids ids) {
        this.db = db;
        this.holder = ids.next();
    }

    /** This process, as leases know it. */
    public UUID node() {
        return holder;
    }

    /** Takes the lease if it is free or ours already; then it is ours for {@code length} from now. */
    public Optional<Lease> take(String name, Duration length) {
        return db.sql("""
                        insert into leader_lease as l (name, holder, fence, held_until)
                        values (:name, :holder, 1, reverie_now() + make_interval(secs => :seconds))
                        on conflict (name) do update
                           set fence = case when l.holder = excluded.holder then l.fence else l.fence + 1 end,
                               holder = excluded.holder,
                               held_until = excluded.held_until
                         where l.holder = excluded.holder or l.held_until < reverie_now()
                        returning fence
                        """)
                .param("name", name)
                .param("holder", holder)
                .param("seconds", length.toMillis() / 1000.0)
                .query(Long.class)
                .optional()
                .map(fence -> new Lease(name, fence));
    }

    /** True while the lease is ours, with the same fence. For the start of a write that only the leader may do. */
    public boolean holds(Lease lease) {
        return db.sql("""
                        select 1 from leader_lease
                         where name = :name and holder = :holder and fence = :fence and held_until >= reverie_now()
                           for share
                        """)
                .param("name", lease.name())
                .param("holder", holder)
                .param("fence", lease.fence())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public void giveBack(Lease lease) {
        db.sql("""
                        update leader_lease set held_until = reverie_now() - interval '1 second'
                         where name = :name and holder = :holder and fence = :fence
                        """)
                .param("name", lease.name())
                .param("holder", holder)
                .param("fence", lease.fence())
                .update();
    }
}
