package reverie.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Limiter;
import reverie.platform.Problem;
import reverie.platform.Secrets;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;

/** By mailbox and password. Says and takes the same whether the mailbox is known or not. */
@Component
class SignIn {
    /** Of one mailbox from one place, of one mailbox from anywhere, and from one place at all. */
    private static final Limiter.Rate HERE = new Limiter.Rate(10, Duration.ofMinutes(15));

    private static final Limiter.Rate ANYWHERE = new Limiter.Rate(50, Duration.ofHours(1));
    private static final Limiter.Rate PLACE = new Limiter.Rate(100, Duration.ofMinutes(10));

    private record Row(UUID accountId, String hash, boolean suspended) {}

    private final Passwords passwords;
    private final Sessions sessions;
    private final JoinAccounts join;
    private final Limiter limiter;
    private final Transactions transactions;
    private final JdbcClient db;

    SignIn(
            Passwords passwords,
            Sessions sessions,
            JoinAccounts join,
            Limiter limiter,
            Transactions transactions,
            JdbcClient db) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.join = join;
        this.limiter = limiter;
        this.transactions = transactions;
        this.db = db;
    }

    Sessions.Opened signIn(String email, String password, @Nullable Caller caller, Client client) {
        AccountId account = prove(email, password, client);
        return transactions.write(() -> {
            Sessions.Opened opened = sessions.open(account, client);
            if (caller != null && caller.visitor()) join.bring(caller.account(), account);
            return opened;
        });
    }

    /** @throws Problem {@code sign_in_failed}; {@code account_suspended} only to who knows the password */
    AccountId prove(String email, String password, Client client) {
        String key = Mailbox.parse(email).map(Mailbox::key).orElse("");
        String mailbox = Secrets.sha256(key);
        String here = "sign-in:" + mailbox + ":" + client.from();
        String anywhere = "sign-in:" + mailbox;
        take("sign-in:from:" + client.from(), PLACE);
        take(anywhere, ANYWHERE);
        take(here, HERE);
        Optional<Row> row = db.sql("""
                        select a.id as account_id, c.hash, a.suspended_at is not null as suspended
                          from account a join credential c on c.account_id = a.id
                         where a.mailbox_key = :key and a.merged_into is null
                        """).param("key", key).query(Row.class).optional();
        if (!passwords.matches(password, row.map(Row::hash).orElse(null))) throw Problem.of(401, "sign_in_failed");
        limiter.forget(here);
        limiter.forget(anywhere);
        if (row.orElseThrow().suspended()) throw Problem.of(403, "account_suspended");
        return new AccountId(row.get().accountId());
    }

    private void take(String key, Limiter.Rate rate) {
        Limiter.Verdict verdict = limiter.takeEverywhere(key, rate);
        if (!verdict.allowed()) throw Problem.of(429, "too_many_tries").retryAfter(verdict.resetAfterSeconds());
    }

    /** The other sessions end: whoever knew the old password is out. */
    void changePassword(Caller caller, String current, String next) {
        take("password:" + caller.account(), HERE);
        record Kept(String hash, String mailboxKey) {}
        Kept kept = db.sql("""
                        select c.hash, a.mailbox_key from account a join credential c on c.account_id = a.id
                         where a.id = :account
                        """)
                .param("account", caller.account().value())
                .query(Kept.class)
                .optional()
                .orElseThrow(() -> Problem.of(409, "no_password"));
        if (!passwords.matches(current, kept.hash())) throw Problem.invalid("password_wrong", "current");
        passwords.objection(next, kept.mailboxKey()).ifPresent(why -> {
            throw Problem.of(422, "invalid_input").field("next", "fields." + why);
        });
        String hash = passwords.hash(next);
        transactions.write(() -> {
            int changed = db.sql("""
                            update credential set hash = :hash, changed_at = reverie_now()
                             where account_id = :account and hash = :before
                            """)
                    .param("account", caller.account().value())
                    .param("hash", hash)
                    .param("before", kept.hash())
                    .update();
            if (changed == 0) throw Problem.invalid("password_wrong", "current");
            limiter.forget("password:" + caller.account());
            sessions.endAll(caller.account(), Sessions.End.PASSWORD_CHANGED, caller.session());
        });
    }
}
