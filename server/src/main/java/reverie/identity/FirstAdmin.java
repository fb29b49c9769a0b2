package reverie.identity;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.FirstAdminLink;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Secrets;
import reverie.platform.Transactions;

/** Whoever starts Reverie for the first time gets a link; whoever opens it becomes its admin, once. */
@Component
class FirstAdmin implements FirstAdminLink {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final int TOKEN_BYTES = 24;

    private final Accounts accounts;
    private final AccountRows rows;
    private final SignUp signUp;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Audit audit;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Ids ids;

    FirstAdmin(
            Accounts accounts,
            AccountRows rows,
            SignUp signUp,
            SignIn signIn,
            Sessions sessions,
            Audit audit,
            Transactions transactions,
            JdbcClient db,
            Ids ids) {
        this.accounts = accounts;
        this.rows = rows;
        this.signUp = signUp;
        this.signIn = signIn;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
        this.db = db;
        this.ids = ids;
    }

    /** A new link at each start; the ones before stay good, so that two nodes don't void each other's. */
    @Override
    public Optional<String> path() {
        if (!accounts.setupNeeded()) return Optional.empty();
        String token = ids.secret(TOKEN_BYTES);
        db.sql("""
                        insert into setup_link (sha256, expires_at)
                        values (:sha256, reverie_now() + make_interval(secs => :seconds))
                        """)
                .param("sha256", Secrets.sha256(token))
                .param("seconds", LIFE.toSeconds())
                .update();
        return Optional.of("/setup?token=" + token);
    }

    /**
     * Somebody who has an account already keeps it, by its password.
     *
     * @throws Problem {@code setup_over} for a link that is wrong, old or used
     */
    Sessions.Opened finish(String token, SignUp.Wish wish, Client client) {
        if (!isGood(token)) throw over();
        boolean known = Mailbox.parse(wish.email())
                .map(mailbox -> rows.isMailboxTaken(mailbox.key()))
                .orElse(false);
        if (!known) return signUp.signUp(wish, null, client, account -> crown(account, token));
        AccountId account = signIn.prove(wish.email(), wish.password(), client);
        return transactions.write(() -> {
            crown(account, token);
            return sessions.open(account, client);
        });
    }

    private boolean isGood(String token) {
        return db.sql("select 1 from setup_link where sha256 = :sha256 and expires_at > reverie_now()")
                .param("sha256", Secrets.sha256(token))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private void crown(AccountId account, String token) {
        // Links of two starts may be opened at the same moment: one of them is first.
        db.sql("select pg_advisory_xact_lock(hashtextextended('first_admin', 0))")
                .query((row, n) -> true)
                .single();
        if (!accounts.setupNeeded() || !isGood(token)) throw over();
        db.sql("update account set roles = array['admin'] where id = :id")
                .param("id", account.value())
                .update();
        db.sql("delete from setup_link").update();
        audit.record(account, "first_admin", account.toString(), Map.of());
        sessions.changed(account);
    }

    private static Problem over() {
        return Problem.of(410, "setup_over");
    }
}
