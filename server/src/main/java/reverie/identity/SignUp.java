package reverie.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;

/** A person with an e-mail address begins; a visitor keeps their account, and everything in it. */
@Component
class SignUp {
    record Wish(
            String email,
            String password,
            String displayName,
            @Nullable String handle) {}

    private record Checked(
            Mailbox mailbox, String name, @Nullable String handle) {}

    private final AccountRows rows;
    private final Passwords passwords;
    private final Sessions sessions;
    private final ProveMailbox prove;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final Ids ids;

    SignUp(
            AccountRows rows,
            Passwords passwords,
            Sessions sessions,
            ProveMailbox prove,
            Transactions transactions,
            ApplicationEventPublisher events,
            JdbcClient db,
            Ids ids) {
        this.rows = rows;
        this.passwords = passwords;
        this.sessions = sessions;
        this.prove = prove;
        this.transactions = transactions;
        this.events = events;
        this.db = db;
        this.ids = ids;
    }

    Sessions.Opened signUp(Wish wish, @Nullable Caller caller, Client client) {
        return signUp(wish, caller, client, account -> {});
    }

    /** @param also what else becomes true in the same transaction, before anybody is told */
    Sessions.Opened signUp(
            Wish wish, @Nullable Caller caller, Client client, java.util.function.Consumer<AccountId> also) {
        Checked checked = check(wish);
        if (rows.isMailboxTaken(checked.mailbox().key())) throw mailboxTaken();
        String hash = passwords.hash(wish.password());
        try {
            return transactions.write(() -> {
                AccountId account = begin(checked, caller, client.language());
                keepPassword(account, hash);
                prove.ask(account, checked.mailbox());
                also.accept(account);
                Sessions.Opened opened = sessions.open(account, client);
                events.publishEvent(new AccountOpened(account, checked.mailbox().person(), client.surface()));
                events.publishEvent(new AccountChanged(account));
                if (caller != null && account.equals(caller.account())) {
                    sessions.endAll(account, Sessions.End.REPLACED, opened.session());
                }
                return opened;
            });
        } catch (DuplicateKeyException e) {
            throw taken(e);
        }
    }

    static Problem taken(DuplicateKeyException e) {
        return String.valueOf(e.getMessage()).contains("account_handle_key") ? handleTaken() : mailboxTaken();
    }

    private static Problem mailboxTaken() {
        return Problem.of(409, "mailbox_taken").field("email", "fields.mailbox_taken");
    }

    private static Problem handleTaken() {
        return Problem.of(409, "handle_taken").field("handle", "fields.handle_taken");
    }

    private Checked check(Wish wish) {
        Problem problem = Problem.of(422, "invalid_input");
        Optional<Mailbox> mailbox = Mailbox.parse(wish.email());
        if (mailbox.isEmpty()) problem.field("email", "fields.email");
        passwords
                .objection(wish.password(), mailbox.map(Mailbox::key).orElse(null))
                .ifPresent(why -> problem.field("password", "fields." + why));
        String name = Names.clean(wish.displayName());
        if (name.isEmpty() || name.length() > Names.LENGTH_MAX) problem.field("displayName", "fields.name");
        String handle = wish.handle() == null || wish.handle().isBlank() ? null : Names.handle(wish.handle());
        if (handle != null && !Names.isHandle(handle)) problem.field("handle", "fields.handle");
        if (!problem.fields().isEmpty() || mailbox.isEmpty()) throw problem;
        return new Checked(mailbox.get(), name, handle);
    }

    private AccountId begin(Checked checked, @Nullable Caller caller, String language) {
        var beginning =
                new AccountRows.Beginning("person", checked.name(), checked.handle(), checked.mailbox(), language);
        if (caller != null && caller.visitor() && rows.upgrade(caller.account(), beginning)) return caller.account();
        AccountId fresh = new AccountId(ids.next());
        rows.insert(fresh, beginning);
        return fresh;
    }

    private void keepPassword(AccountId account, String hash) {
        db.sql("insert into credential (account_id, hash) values (:account, :hash)")
                .param("account", account.value())
                .param("hash", hash)
                .update();
    }
}
