package reverie.identity;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import reverie.identity.mail.Mailer;
import reverie.platform.AccountId;
import reverie.platform.Home;
import reverie.platform.Housekeeping;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Secrets;
import reverie.platform.Settings;
import reverie.platform.SettingsReader;
import reverie.platform.Texts;
import reverie.platform.Transactions;

/**
 * The link in the mail that proves a mailbox. What is to be sent is a row first; a mail that could not be sent is tried
 * again, each time with a new link, so that no link lies anywhere but in the mail.
 */
@Component
class ProveMailbox implements Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(ProveMailbox.class);
    private static final Duration LIFE = Duration.ofDays(3);
    private static final int TRIES_MAX = 5;
    private static final int TOKEN_BYTES = 24;
    private static final int AT_ONCE = 20;

    private record Due(UUID accountId, String mailbox, String displayName, String locale) {}

    private record Proven(UUID accountId, String mailbox) {}

    private final Mailer mailer;
    private final Settings settings;
    private final ObjectProvider<WebServerApplicationContext> web;
    private final Texts texts;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final Ids ids;

    ProveMailbox(
            SettingsReader reader,
            Home home,
            Settings settings,
            ObjectProvider<WebServerApplicationContext> web,
            Texts texts,
            Transactions transactions,
            ApplicationEventPublisher events,
            JdbcClient db,
            Ids ids) {
        this.mailer = Mailer.of(reader.value("SMTP_URL"), home.folder().resolve("outbox"));
        this.settings = settings;
        this.web = web;
        this.texts = texts;
        this.transactions = transactions;
        this.events = events;
        this.db = db;
        this.ids = ids;
    }

    /** In the transaction that gives the account its mailbox; the mail goes out after it. */
    void ask(AccountId account, Mailbox mailbox) {
        db.sql("""
                        insert into mailbox_proof (account_id, mailbox_key, expires_at)
                        values (:account, :key, reverie_now() + make_interval(secs => :seconds))
                        on conflict (account_id) do update
                           set mailbox_key = excluded.mailbox_key, sha256 = null, tries = 0, sent_at = null,
                               next_try_at = reverie_now(), expires_at = excluded.expires_at
                        """)
                .param("account", account.value())
                .param("key", mailbox.key())
                .param("seconds", LIFE.toSeconds())
                .update();
        transactions.afterCommit(
                () -> Thread.ofVirtual().name("mail-" + account).start(() -> send(account)));
    }

    /** @throws Problem {@code proof_expired} for a link that is unknown, old, or was used */
    void prove(String token) {
        if (token.length() > 100) throw Problem.of(410, "proof_expired");
        transactions.write(() -> {
            Proven proven = db.sql("""
                            delete from mailbox_proof p using account a
                             where p.sha256 = :sha256 and p.expires_at > reverie_now()
                               and a.id = p.account_id and a.mailbox_key = p.mailbox_key
                            returning p.account_id, a.mailbox
                            """)
                    .param("sha256", Secrets.sha256(token))
                    .query(Proven.class)
                    .optional()
                    .orElseThrow(() -> Problem.of(410, "proof_expired"));
            db.sql("update account set mailbox_verified_at = reverie_now() where id = :id")
                    .param("id", proven.accountId())
                    .update();
            AccountId account = new AccountId(proven.accountId());
            String person = Mailbox.parse(proven.mailbox()).orElseThrow().person();
            events.publishEvent(new MailboxVerified(account, person));
            events.publishEvent(new AccountChanged(account));
        });
    }

    private void send(AccountId account) {
        Optional<Due> due = take(account.value());
        due.ifPresent(this::send);
    }

    /** Says that we try, before we do: of two nodes only one sends. */
    private Optional<Due> take(@Nullable UUID account) {
        return db.sql("""
                        update mailbox_proof p
                           set tries = tries + 1, next_try_at = reverie_now() + make_interval(mins => 2 * (tries + 1))
                          from account a
                         where p.account_id = :account and p.sent_at is null and p.next_try_at <= reverie_now()
                           and p.tries < :max and p.expires_at > reverie_now()
                           and a.id = p.account_id and a.mailbox_key = p.mailbox_key
                        returning p.account_id, a.mailbox, a.display_name, a.locale
                        """)
                .param("account", account)
                .param("max", TRIES_MAX)
                .query(Due.class)
                .optional();
    }

    private void send(Due due) {
        String token = ids.secret(TOKEN_BYTES);
        db.sql("update mailbox_proof set sha256 = :sha256 where account_id = :account and sent_at is null")
                .param("sha256", Secrets.sha256(token))
                .param("account", due.accountId())
                .update();
        Map<String, ?> values = Map.of(
                "name", due.displayName(), "link", address() + "/verify-email?token=" + token, "days", LIFE.toDays());
        try {
            mailer.send(
                    ids.next().toString(),
                    due.mailbox(),
                    texts.get(due.locale(), "mail.prove.subject", values),
                    texts.get(due.locale(), "mail.prove.text", values));
        } catch (MailException e) {
            log.warn("The mail for {} was not taken; it is tried again: {}", due.accountId(), e.getMessage());
            return;
        }
        db.sql("update mailbox_proof set sent_at = reverie_now() where account_id = :account and sha256 = :sha256")
                .param("account", due.accountId())
                .param("sha256", Secrets.sha256(token))
                .update();
    }

    private String address() {
        URI known = settings.publicUrl();
        if (known != null) return known.toString();
        int port = settings.port();
        WebServerApplicationContext running = web.getIfAvailable();
        if (running != null && running.getWebServer() != null)
            port = running.getWebServer().getPort();
        return "http://localhost:" + port;
    }

    @Override
    public String name() {
        return "prove-mailbox";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    /** Mails that could not be sent when they were asked for. */
    @Override
    public void run() {
        List<UUID> waiting = db.sql("""
                        select account_id from mailbox_proof
                         where sent_at is null and next_try_at <= reverie_now() and tries < :max
                           and expires_at > reverie_now()
                         order by next_try_at limit :limit
                        """)
                .param("max", TRIES_MAX)
                .param("limit", AT_ONCE)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        waiting.forEach(account -> send(new AccountId(account)));
    }
}
