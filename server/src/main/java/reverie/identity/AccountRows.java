package reverie.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** The rows of {@code account} and {@code external_login}. */
@Component
class AccountRows {
    /** What a new or an upgraded account begins with. */
    record Beginning(
            String kind,
            String displayName,
            @Nullable String handle,
            @Nullable Mailbox mailbox,
            String locale) {
        static Beginning visitor(String locale) {
            return new Beginning("visitor", "Visitor", null, null, locale);
        }
    }

    /** A login at another door, as {@code GET /me} shows it. */
    @Schema(name = "LinkedLogin")
    record Link(@Nullable String username, String name, Instant linkedAt) {}

    /** What joining two accounts has to know of each. */
    record Standing(
            AccountId id,
            String kind,
            boolean hasMailbox,
            boolean privileged,
            boolean suspended,
            boolean merged,
            Set<String> doors) {
        boolean visitor() {
            return kind.equals("visitor");
        }

        boolean gone() {
            return suspended || merged;
        }
    }

    private final JdbcClient db;

    AccountRows(JdbcClient db) {
        this.db = db;
    }

    Optional<Accounts.Account> find(AccountId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    Map<AccountId, Accounts.Account> find(Collection<AccountId> ids) {
        if (ids.isEmpty()) return Map.of();
        Map<AccountId, Accounts.Account> found = new HashMap<>();
        db.sql("""
                        select id, kind, display_name, handle, mailbox, mailbox_verified_at is not null as verified,
                               tier, locale, roles, suspended_at is not null as suspended, created_at
                          from account where id = any(:ids)
                        """)
                .param("ids", ids.stream().map(AccountId::value).toArray(UUID[]::new))
                .query(AccountRows::account)
                .list()
                .forEach(account -> found.put(account.id(), account));
        return found;
    }

    static Accounts.Account account(ResultSet row, int number) throws SQLException {
        return new Accounts.Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("kind"),
                row.getString("display_name"),
                row.getString("handle"),
                row.getString("mailbox"),
                row.getBoolean("verified"),
                row.getString("tier"),
                row.getString("locale"),
                texts(row.getArray("roles")),
                row.getBoolean("suspended"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static Set<String> texts(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    /** @throws org.springframework.dao.DuplicateKeyException when handle or mailbox is taken */
    void insert(AccountId id, Beginning b) {
        db.sql("""
                        insert into account (id, kind, display_name, handle, mailbox, mailbox_key, locale)
                        values (:id, :kind, :name, :handle, :mailbox, :key, :locale)
                        """)
                .param("id", id.value())
                .param("kind", b.kind())
                .param("name", b.displayName())
                .param("handle", b.handle())
                .param("mailbox", b.mailbox() == null ? null : b.mailbox().address())
                .param("key", b.mailbox() == null ? null : b.mailbox().key())
                .param("locale", b.locale())
                .update();
    }

    /** A visitor gets a name. False when it is no visitor any more. */
    boolean upgrade(AccountId visitor, Beginning b) {
        return db.sql("""
                        update account set kind = :kind, display_name = :name, handle = :handle, mailbox = :mailbox,
                               mailbox_key = :key, locale = :locale
                         where id = :id and kind = 'visitor' and merged_into is null
                        """)
                        .param("id", visitor.value())
                        .param("kind", b.kind())
                        .param("name", b.displayName())
                        .param("handle", b.handle())
                        .param(
                                "mailbox",
                                b.mailbox() == null ? null : b.mailbox().address())
                        .param("key", b.mailbox() == null ? null : b.mailbox().key())
                        .param("locale", b.locale())
                        .update()
                == 1;
    }

    boolean isMailboxTaken(String key) {
        return db.sql("select 1 from account where mailbox_key = :key")
                .param("key", key)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Absent fields stay as they are; an empty handle takes it away. */
    void change(AccountId id, @Nullable String name, @Nullable String handle, @Nullable String locale) {
        db.sql("""
                        update account set display_name = coalesce(:name, display_name),
                               handle = nullif(coalesce(:handle, handle), ''), locale = coalesce(:locale, locale)
                         where id = :id
                        """)
                .param("id", id.value())
                .param("name", name)
                .param("handle", handle)
                .param("locale", locale)
                .update();
    }

    /** Both in id order, held until the transaction ends. */
    Map<AccountId, Standing> lock(Collection<AccountId> ids) {
        Map<AccountId, Standing> found = new HashMap<>();
        db.sql("""
                        select id, kind, mailbox is not null as has_mailbox, suspended_at is not null as suspended,
                               merged_into is not null as merged, host or roles <> '{}' or tier <> 'free' as privileged,
                               array(select provider from external_login e where e.account_id = a.id) as doors
                          from account a where id = any(:ids) order by id for update
                        """)
                .param("ids", ids.stream().map(AccountId::value).toArray(UUID[]::new))
                .query((row, n) -> new Standing(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getString("kind"),
                        row.getBoolean("has_mailbox"),
                        row.getBoolean("privileged"),
                        row.getBoolean("suspended"),
                        row.getBoolean("merged"),
                        texts(row.getArray("doors"))))
                .list()
                .forEach(standing -> found.put(standing.id(), standing));
        return found;
    }

    Map<String, Link> links(AccountId id) {
        return links(List.of(id)).getOrDefault(id, Map.of());
    }

    Map<AccountId, Map<String, Link>> links(Collection<AccountId> ids) {
        record Row(
                UUID accountId, String provider, @Nullable String username, String name, Instant linkedAt) {}
        Map<AccountId, Map<String, Link>> links = new HashMap<>();
        db.sql("""
                        select account_id, provider, username, name, linked_at from external_login
                         where account_id = any(:ids) order by provider
                        """)
                .param("ids", ids.stream().map(AccountId::value).toArray(UUID[]::new))
                .query(Row.class)
                .list()
                .forEach(row -> links.computeIfAbsent(new AccountId(row.accountId()), id -> new LinkedHashMap<>())
                        .put(row.provider(), new Link(row.username(), row.name(), row.linkedAt())));
        return links;
    }

    Optional<AccountId> findExternal(String provider, String subject) {
        return db.sql("select account_id from external_login where provider = :provider and subject = :subject")
                .param("provider", provider)
                .param("subject", subject)
                .query(UUID.class)
                .optional()
                .map(AccountId::new);
    }

    /** From now on nobody else decides who this external person is, until the transaction ends. */
    void lockExternal(String provider, String subject) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(:who, 0))")
                .param("who", "external_login:" + provider + ":" + subject)
                .query((row, n) -> true)
                .single();
    }

    void attach(AccountId account, Accounts.External who) {
        db.sql("""
                        insert into external_login (provider, subject, account_id, username, name)
                        values (:provider, :subject, :account, :username, :name)
                        """)
                .param("provider", who.provider())
                .param("subject", who.subject())
                .param("account", account.value())
                .param("username", who.username())
                .param("name", Names.fitting(who.name(), who.subject()))
                .update();
    }

    /** People change their names at other doors. */
    void refresh(Accounts.External who) {
        db.sql("""
                        update external_login set username = :username, name = :name
                         where provider = :provider and subject = :subject
                           and (username is distinct from :username or name <> :name)
                        """)
                .param("provider", who.provider())
                .param("subject", who.subject())
                .param("username", who.username())
                .param("name", Names.fitting(who.name(), who.subject()))
                .update();
    }

    /** Everything by which {@code from} could be entered opens {@code to} from now on. */
    void handOver(AccountId from, AccountId to) {
        record Kept(
                @Nullable String handle,
                @Nullable String mailbox,
                @Nullable String mailboxKey,
                @Nullable Instant mailboxVerifiedAt) {}
        Kept kept = db.sql("""
                        select handle, mailbox, mailbox_key, mailbox_verified_at from account where id = :from
                        """).param("from", from.value()).query(Kept.class).single();
        // Two rows can't hold one mailbox even for a moment: it leaves here before it arrives there.
        db.sql("""
                        update account set merged_into = :to, handle = null, mailbox = null, mailbox_key = null,
                               mailbox_verified_at = null
                         where id = :from
                        """).param("from", from.value()).param("to", to.value()).update();
        boolean brings = kept.mailboxKey() != null;
        db.sql("""
                        update account set handle = coalesce(handle, :handle), mailbox = coalesce(mailbox, :mailbox),
                               mailbox_key = coalesce(mailbox_key, :key),
                               mailbox_verified_at = case when mailbox is null then cast(:verified as timestamptz)
                                                          else mailbox_verified_at end
                         where id = :to
                        """)
                .param("to", to.value())
                .param("handle", kept.handle())
                .param("mailbox", kept.mailbox())
                .param("key", kept.mailboxKey())
                .param(
                        "verified",
                        kept.mailboxVerifiedAt() == null
                                ? null
                                : kept.mailboxVerifiedAt().atOffset(java.time.ZoneOffset.UTC))
                .update();
        if (brings) {
            db.sql("update credential set account_id = :to where account_id = :from")
                    .param("from", from.value())
                    .param("to", to.value())
                    .update();
            db.sql("update mailbox_proof set account_id = :to where account_id = :from")
                    .param("from", from.value())
                    .param("to", to.value())
                    .update();
        }
        db.sql("update external_login set account_id = :to where account_id = :from")
                .param("from", from.value())
                .param("to", to.value())
                .update();
    }
}
