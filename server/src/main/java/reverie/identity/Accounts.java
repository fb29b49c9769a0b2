package reverie.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Texts;
import reverie.platform.Transactions;

/** Who someone is. */
@Component
public class Accounts {
    private static final String HOST_NAME = "Host";

    /** @param kind visitor, person, business, agent */
    public record Account(
            AccountId id,

            @Schema(allowableValues = {"visitor", "person", "business", "agent"})
            String kind,

            String displayName,
            @Nullable String handle,
            @Nullable String email,
            boolean emailVerified,

            @Schema(allowableValues = {"free", "plus", "pro"})
            String tier,

            @Schema(allowableValues = {"en", "ru", "hi"}) String locale,
            java.util.Set<String> roles,
            @JsonIgnore boolean suspended,
            java.time.Instant createdAt) {}

    /** A person at another door, as that door names them. */
    public record External(
            String provider, String subject, @Nullable String username, String name, String locale) {}

    /** What a link code led to. */
    public sealed interface Linked {
        /** @param account what the external person is from now on */
        record Done(AccountId account, boolean fresh) implements Linked {}

        record Expired() implements Linked {}

        /** Both accounts were used: merging them comes later. */
        record MergeLater() implements Linked {}
    }

    /** Who made a link code: what a person at the other door has to see before they say yes to it. */
    public sealed interface Waiting {
        /** @param program “Chrome · Linux”; empty where it can't be told */
        record Browser(String program) implements Waiting {}

        /** @param email with most of the name left out; empty for none */
        record Person(String name, String email) implements Waiting {}
    }

    private final AccountRows rows;
    private final LinkCodes codes;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final Ids ids;

    Accounts(
            AccountRows rows,
            LinkCodes codes,
            Transactions transactions,
            ApplicationEventPublisher events,
            JdbcClient db,
            Ids ids) {
        this.rows = rows;
        this.codes = codes;
        this.transactions = transactions;
        this.events = events;
        this.db = db;
        this.ids = ids;
    }

    public Account account(AccountId id) {
        return rows.find(id).orElseThrow(() -> new IllegalArgumentException("There is no account " + id));
    }

    public Map<AccountId, Account> accounts(Collection<AccountId> ids) {
        return rows.find(ids);
    }

    /** The account of an external person, made (and greeted with the welcome credits) at the first meeting. */
    public Account ofExternal(External who) {
        return transactions.write(() -> {
            Optional<AccountId> known = rows.findExternal(who.provider(), who.subject());
            if (known.isPresent()) {
                rows.refresh(who);
                return account(known.get());
            }
            rows.lockExternal(who.provider(), who.subject());
            AccountId id = rows.findExternal(who.provider(), who.subject()).orElseGet(() -> codes.openFor(who));
            return account(id);
        });
    }

    public Optional<AccountId> findExternal(String provider, String subject) {
        return rows.findExternal(provider, subject);
    }

    /** Who waits for this code; empty for one that is unknown, used, or has run out. */
    public Optional<Waiting> waitingFor(String code) {
        return transactions.write(() -> codes.waiting(code));
    }

    /** The person at the other door said no: the code is void, and the tab that made it sees that. */
    public void refuseLink(String code) {
        transactions.write(() -> codes.refuse(code));
    }

    /**
     * A one-time code came in at the other door ({@code /start <code>}): the tab that made it becomes that person, or
     * that person's door opens the tab's account too. A tab whose own account gives way does so when it claims.
     */
    public Linked redeemLink(String code, External who) {
        return transactions.write(() -> codes.redeem(code, who));
    }

    /**
     * Six digits that the person types on the web beside their username (beside their number at the other door, if
     * they have no username); good for 10 minutes. The ones before are void.
     */
    public String digitsFor(External who) {
        return transactions.write(() -> codes.digitsFor(who));
    }

    /** A one-time code that signs in on the web (page {@code /link/<code>}); good for 10 minutes. */
    public String webSignIn(AccountId account) {
        return transactions.write(() -> codes.webSignIn(account));
    }

    /** A language we don't have is English. */
    public void setLocale(AccountId account, String locale) {
        transactions.write(() -> {
            rows.change(account, null, null, Texts.language(locale));
            events.publishEvent(new AccountChanged(account));
        });
    }

    /** The host's own account: what the terminal works as. */
    public AccountId host() {
        return findHost().orElseGet(() -> transactions.write(this::openHost));
    }

    private Optional<AccountId> findHost() {
        return db.sql("select id from account where host")
                .query(java.util.UUID.class)
                .optional()
                .map(AccountId::new);
    }

    private AccountId openHost() {
        AccountId id = new AccountId(ids.next());
        int made = db.sql("""
                        insert into account (id, kind, tier, display_name, roles, host)
                        values (:id, 'person', 'pro', :name, array['admin'], true)
                        on conflict (tenant_id) where host do nothing
                        """).param("id", id.value()).param("name", HOST_NAME).update();
        if (made == 0) return findHost().orElseThrow();
        events.publishEvent(new AccountOpened(id, AccountOpened.HOST, "terminal"));
        return id;
    }

    /** Whether nobody is an admin yet but the host at the terminal. */
    public boolean setupNeeded() {
        return db.sql("select not exists (select 1 from account where roles @> array['admin'] and not host)")
                .query(Boolean.class)
                .single();
    }
}
