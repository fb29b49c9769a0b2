package reverie.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/**
 * Brings together the account of somebody here and the person who came in at another door. Who decides is pure, see
 * {@link #decide}; what follows is one transaction of the caller's.
 */
@Component
class JoinAccounts {
    /** What is to be done so that both are one. */
    sealed interface Way {
        /** Nobody knows the person at the other door: the visitor here becomes that person. */
        record Name(AccountId visitor) implements Way {}

        /** Nobody knows the person at the other door: that door opens the account here as well. */
        record Attach(AccountId account) implements Way {}

        record Already(AccountId account) implements Way {}

        /** What {@code from} has goes to {@code to}. */
        record Move(AccountId from, AccountId to) implements Way {}

        /** Both were used: merging them comes later. */
        record Later() implements Way {}

        /** One of them may not come in. */
        record Barred() implements Way {}
    }

    private final AccountRows rows;
    private final Sessions sessions;
    private final List<Untouched> untouched;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;

    JoinAccounts(
            AccountRows rows,
            Sessions sessions,
            List<Untouched> untouched,
            ApplicationEventPublisher events,
            JdbcClient db) {
        this.rows = rows;
        this.sessions = sessions;
        this.untouched = untouched;
        this.events = events;
        this.db = db;
    }

    /** Locks both accounts, then says how they become one. {@code there} is null for a person nobody knows yet. */
    Way way(AccountId here, @Nullable AccountId there, String door) {
        Set<AccountId> both = new HashSet<>(Set.of(here));
        if (there != null) both.add(there);
        Map<AccountId, AccountRows.Standing> locked = rows.lock(both);
        AccountRows.Standing one = Objects.requireNonNull(locked.get(here));
        AccountRows.Standing other = there == null ? null : locked.get(there);
        if (there == null || there.equals(here)) return decide(one, other, door, false, false);
        return decide(one, other, door, isUntouched(there), isUntouched(here));
    }

    static Way decide(
            AccountRows.Standing here,
            AccountRows.@Nullable Standing there,
            String door,
            boolean thereUntouched,
            boolean hereUntouched) {
        if (here.gone() || (there != null && there.gone())) return new Way.Barred();
        if (there == null) {
            if (here.visitor()) return new Way.Name(here.id());
            return here.doors().contains(door) ? new Way.Later() : new Way.Attach(here.id());
        }
        if (there.id().equals(here.id())) return new Way.Already(here.id());
        if (here.visitor()) return new Way.Move(here.id(), there.id());
        if (thereUntouched && fits(there, here)) return new Way.Move(there.id(), here.id());
        if (hereUntouched && fits(here, there)) return new Way.Move(here.id(), there.id());
        return new Way.Later();
    }

    /** An account has one mailbox and one login at each door; rights are not handed on. */
    private static boolean fits(AccountRows.Standing from, AccountRows.Standing to) {
        boolean doorsClash = from.doors().stream().anyMatch(to.doors()::contains);
        return !from.privileged() && !doorsClash && !(from.hasMailbox() && to.hasMailbox());
    }

    private boolean isUntouched(AccountId account) {
        return untouched.stream().allMatch(module -> module.untouched(account));
    }

    /** Both must be locked. Publishes last; the sessions of {@code from} end. */
    void move(AccountId from, AccountId to) {
        rows.handOver(from, to);
        db.sql("delete from link_code where account_id = :from")
                .param("from", from.value())
                .update();
        events.publishEvent(new AccountMoved(from, to));
        events.publishEvent(new AccountChanged(to));
        sessions.endAll(from, Sessions.End.MERGED, null);
    }

    /** What a visitor brought goes along to the account they sign in to; nothing, if it is no visitor any more. */
    void bring(@Nullable AccountId visitor, AccountId to) {
        if (visitor == null || visitor.equals(to)) return;
        Map<AccountId, AccountRows.Standing> locked = rows.lock(List.of(visitor, to));
        AccountRows.Standing from = locked.get(visitor);
        if (from != null && from.visitor() && !from.gone()) move(visitor, to);
    }

    /** An account for a person from another door, who is not known yet. */
    void greet(AccountId fresh, Accounts.External who, String surface) {
        rows.attach(fresh, who);
        events.publishEvent(new AccountOpened(fresh, who.provider() + ":" + who.subject(), surface));
    }
}
