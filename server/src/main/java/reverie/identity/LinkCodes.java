package reverie.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Secrets;
import reverie.platform.Texts;
import reverie.platform.web.Caller;

/**
 * One-time codes between the web and another door. Every method is part of its caller's transaction.
 *
 * <p>What would turn a waiting tab into another account happens when that tab claims it, with its own token; what
 * brings a door to the tab's account happens when the code comes in there.
 */
@Component
class LinkCodes {
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final int CODE_BYTES = 18;
    private static final String DIGITS = "link-digits";

    /** What the tab that made a code may know of it. */
    record State(String state, @Nullable String name) {}

    private record Row(
            String sha256,
            UUID accountId,
            @Nullable String provider,
            @Nullable String name,
            @Nullable UUID verifiedAs,
            boolean used,
            boolean expired) {}

    private record DigitsRow(
            String sha256, String provider, String subject, String username, String name, String locale) {
        Accounts.External who() {
            return new Accounts.External(provider, subject, username.equals(subject) ? null : username, name, locale);
        }
    }

    private final AccountRows rows;
    private final JoinAccounts join;
    private final Secrets secrets;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final Ids ids;

    LinkCodes(
            AccountRows rows,
            JoinAccounts join,
            Secrets secrets,
            ApplicationEventPublisher events,
            JdbcClient db,
            Ids ids) {
        this.rows = rows;
        this.join = join;
        this.secrets = secrets;
        this.events = events;
        this.db = db;
        this.ids = ids;
    }

    /** A code for a tab that waits. */
    String start(AccountId account) {
        return make("tab", account);
    }

    String webSignIn(AccountId account) {
        return make("web", account);
    }

    private String make(String purpose, AccountId account) {
        String code = ids.secret(CODE_BYTES);
        db.sql("""
                        insert into link_code (sha256, purpose, account_id, expires_at)
                        values (:sha256, :purpose, :account, reverie_now() + make_interval(secs => :seconds))
                        """)
                .param("sha256", Secrets.sha256(code))
                .param("purpose", purpose)
                .param("account", account.value())
                .param("seconds", LIFE.toSeconds())
                .update();
        return code;
    }

    /** Empty for a code that this account did not make. */
    Optional<State> state(AccountId maker, String code) {
        return find(code, "tab")
                .filter(row -> row.accountId().equals(maker.value()))
                .map(row -> {
                    if (row.used() || row.expired()) return new State("expired", null);
                    return row.verifiedAs() == null ? new State("waiting", null) : new State("verified", row.name());
                });
    }

    Optional<Accounts.Waiting> waiting(String code) {
        return find(code, "tab").filter(LinkCodes::isOpen).map(row -> {
            AccountId maker = new AccountId(row.accountId());
            Accounts.Account account = rows.find(maker).orElseThrow();
            return account.kind().equals("visitor")
                    ? new Accounts.Waiting.Browser(Client.program(newestAgent(maker)))
                    : new Accounts.Waiting.Person(account.displayName(), Mailbox.shortened(account.email()));
        });
    }

    private static boolean isOpen(Row row) {
        return !row.used() && !row.expired() && row.verifiedAs() == null;
    }

    private String newestAgent(AccountId account) {
        return db.sql("""
                        select user_agent from session where account_id = :account and ended_at is null
                         order by last_seen_at desc, id desc limit 1
                        """)
                .param("account", account.value())
                .query(String.class)
                .optional()
                .orElse("");
    }

    void refuse(String code) {
        find(code, "tab").filter(LinkCodes::isOpen).ifPresent(row -> use(row.sha256()));
    }

    Accounts.Linked redeem(String code, Accounts.External who) {
        Row row = find(code, "tab").orElse(null);
        if (row == null) return new Accounts.Linked.Expired();
        rows.lockExternal(who.provider(), who.subject());
        AccountId here = new AccountId(row.accountId());
        AccountId there = rows.findExternal(who.provider(), who.subject()).orElse(null);
        if (!isOpen(row)) {
            // The same yes a second time.
            if (there == null || row.expired() || !there.value().equals(row.verifiedAs())) {
                return new Accounts.Linked.Expired();
            }
            return new Accounts.Linked.Done(there, false);
        }
        JoinAccounts.Way way = join.way(here, there, who.provider());
        return switch (way) {
            case JoinAccounts.Way.Name(AccountId visitor) -> {
                verify(row, visitor, who);
                name(visitor, who, "web");
                events.publishEvent(new LinkVerified(here, code, who.name()));
                yield new Accounts.Linked.Done(visitor, true);
            }
            case JoinAccounts.Way.Attach(AccountId account) -> {
                verify(row, account, who);
                attach(account, who);
                events.publishEvent(new LinkVerified(here, code, who.name()));
                yield new Accounts.Linked.Done(account, false);
            }
            case JoinAccounts.Way.Already(AccountId account) -> {
                verify(row, account, who);
                events.publishEvent(new LinkVerified(here, code, who.name()));
                yield new Accounts.Linked.Done(account, false);
            }
            case JoinAccounts.Way.Move(AccountId from, AccountId to) -> {
                verify(row, to, who);
                if (to.equals(here)) join.move(from, to);
                events.publishEvent(new LinkVerified(here, code, who.name()));
                yield new Accounts.Linked.Done(to, false);
            }
            case JoinAccounts.Way.Later() -> new Accounts.Linked.MergeLater();
            case JoinAccounts.Way.Barred() -> new Accounts.Linked.Expired();
        };
    }

    /** The tab takes what its code led to. */
    AccountId claim(AccountId maker, String code) {
        Row row = find(code, "tab")
                .filter(found -> found.accountId().equals(maker.value()))
                .orElseThrow(Problem::notFound);
        if (row.used() || row.expired()) throw Problem.of(410, "link_expired");
        if (row.verifiedAs() == null) throw Problem.of(409, "link_waiting");
        use(row.sha256());
        AccountId to = new AccountId(row.verifiedAs());
        if (to.equals(maker)) return to;
        return joined(join.way(maker, to, Objects.requireNonNull(row.provider())), null);
    }

    String digitsFor(Accounts.External who) {
        String digits = ids.digits();
        String username = who.username() == null || who.username().isBlank() ? who.subject() : who.username();
        db.sql("""
                        insert into link_code (sha256, purpose, provider, subject, username, name, locale, expires_at)
                        values (:sha256, 'digits', :provider, :subject, :username, :name, :locale,
                                reverie_now() + make_interval(secs => :seconds))
                        on conflict (provider, subject) where purpose = 'digits' do update
                           set sha256 = excluded.sha256, username = excluded.username, name = excluded.name,
                               locale = excluded.locale, expires_at = excluded.expires_at, used_at = null
                        """)
                .param("sha256", seal(who.provider(), who.subject(), digits))
                .param("provider", who.provider())
                .param("subject", who.subject())
                .param("username", username.toLowerCase(Locale.ROOT))
                .param("name", Names.fitting(who.name(), who.subject()))
                .param("locale", Texts.language(who.locale()))
                .param("seconds", LIFE.toSeconds())
                .update();
        return digits;
    }

    /** Empty unless these are the digits that the bot showed to that person, not too long ago, and not used yet. */
    Optional<Accounts.External> whoseDigits(String door, String username, String digits) {
        List<DigitsRow> named = db.sql("""
                        select sha256, provider, subject, username, name, locale from link_code
                         where purpose = 'digits' and provider = :door and username = :username
                           and used_at is null and expires_at > reverie_now()
                           for update
                        """)
                .param("door", door)
                .param("username", username.toLowerCase(Locale.ROOT))
                .query((row, n) -> new DigitsRow(
                        row.getString("sha256"),
                        row.getString("provider"),
                        row.getString("subject"),
                        row.getString("username"),
                        row.getString("name"),
                        row.getString("locale")))
                .list();
        for (DigitsRow row : named) {
            String given = seal(row.provider(), row.subject(), digits);
            if (MessageDigest.isEqual(given.getBytes(UTF_8), row.sha256().getBytes(UTF_8))) {
                use(row.sha256());
                return Optional.of(row.who());
            }
        }
        return Optional.empty();
    }

    /** Somebody proved by digits who they are at the other door. {@code here} is null without any token. */
    AccountId enter(@Nullable Caller here, Accounts.External who) {
        rows.lockExternal(who.provider(), who.subject());
        AccountId there = rows.findExternal(who.provider(), who.subject()).orElse(null);
        if (here == null) {
            if (there == null) return openFor(who);
            if (rows.lock(List.of(there)).get(there) instanceof AccountRows.Standing s && s.gone()) {
                throw Problem.of(403, "account_suspended");
            }
            return there;
        }
        return joined(join.way(here.account(), there, who.provider()), who);
    }

    private AccountId joined(JoinAccounts.Way way, Accounts.@Nullable External who) {
        return switch (way) {
            case JoinAccounts.Way.Already(AccountId account) -> account;
            case JoinAccounts.Way.Move(AccountId from, AccountId to) -> {
                join.move(from, to);
                yield to;
            }
            case JoinAccounts.Way.Name(AccountId visitor)
            when who != null -> {
                name(visitor, who, "web");
                yield visitor;
            }
            case JoinAccounts.Way.Attach(AccountId account)
            when who != null -> {
                attach(account, who);
                yield account;
            }
            case JoinAccounts.Way.Name _, JoinAccounts.Way.Attach _ -> throw Problem.of(410, "link_expired");
            case JoinAccounts.Way.Later() -> throw Problem.of(409, "merge_later");
            case JoinAccounts.Way.Barred() -> throw Problem.of(403, "account_suspended");
        };
    }

    /** The bot's “Open on the web”. Brings nothing along: whoever sent the link may not be who opens it. */
    AccountId open(String code) {
        Row row = find(code, "web")
                .filter(found -> !found.used() && !found.expired())
                .orElseThrow(() -> Problem.of(410, "link_expired"));
        use(row.sha256());
        AccountId account = new AccountId(row.accountId());
        if (rows.lock(List.of(account)).get(account) instanceof AccountRows.Standing s && s.gone()) {
            throw Problem.of(403, "account_suspended");
        }
        return account;
    }

    AccountId openFor(Accounts.External who) {
        AccountId id = new AccountId(ids.next());
        rows.insert(id, beginning(who));
        join.greet(id, who, who.provider());
        return id;
    }

    private void name(AccountId visitor, Accounts.External who, String surface) {
        if (!rows.upgrade(visitor, beginning(who))) throw new IllegalStateException(visitor + " is no visitor");
        join.greet(visitor, who, surface);
        events.publishEvent(new AccountChanged(visitor));
    }

    private void attach(AccountId account, Accounts.External who) {
        rows.attach(account, who);
        events.publishEvent(new AccountChanged(account));
    }

    private static AccountRows.Beginning beginning(Accounts.External who) {
        String name = Names.fitting(who.name(), who.subject());
        return new AccountRows.Beginning("person", name, null, null, Texts.language(who.locale()));
    }

    /** Nobody else uses the code until the transaction ends. */
    private Optional<Row> find(String code, String purpose) {
        if (code.length() > 100) return Optional.empty();
        return db.sql("""
                        select sha256, account_id, provider, name, verified_as, used_at is not null as used,
                               expires_at <= reverie_now() as expired
                          from link_code where sha256 = :sha256 and purpose = :purpose
                           for update
                        """)
                .param("sha256", Secrets.sha256(code))
                .param("purpose", purpose)
                .query(Row.class)
                .optional();
    }

    private void verify(Row row, AccountId as, Accounts.External who) {
        db.sql("""
                        update link_code set verified_as = :as, verified_at = reverie_now(), provider = :provider,
                               name = :name, expires_at = reverie_now() + make_interval(secs => :seconds)
                         where sha256 = :sha256
                        """)
                .param("sha256", row.sha256())
                .param("as", as.value())
                .param("provider", who.provider())
                .param("name", Names.fitting(who.name(), who.subject()))
                .param("seconds", LIFE.toSeconds())
                .update();
        // The tab is somebody now; what else it asked for is void.
        db.sql("delete from link_code where account_id = :account and purpose = 'tab' and sha256 <> :sha256")
                .param("account", row.accountId())
                .param("sha256", row.sha256())
                .update();
    }

    private void use(String sha256) {
        db.sql("update link_code set used_at = reverie_now() where sha256 = :sha256")
                .param("sha256", sha256)
                .update();
    }

    private String seal(String provider, String subject, String digits) {
        return secrets.sign(DIGITS, provider + ":" + subject + ":" + digits);
    }
}
