package reverie.identity;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.TestWorld;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Transactions;

/** People of all kinds, quickly and over the same ways as the real ones. */
@Component
public class GivenIdentity implements TestWorld.Resettable {
    public static final String PASSWORD = "a long enough one";

    private final AtomicInteger next = new AtomicInteger(1);
    private final java.util.List<Object> told = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Accounts accounts;
    private final AccountRows rows;
    private final Sessions sessions;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Ids ids;

    GivenIdentity(
            Accounts accounts, AccountRows rows, Sessions sessions, Transactions transactions, JdbcClient db, Ids ids) {
        this.accounts = accounts;
        this.rows = rows;
        this.sessions = sessions;
        this.transactions = transactions;
        this.db = db;
        this.ids = ids;
    }

    @Override
    public void reset() {
        told.clear();
    }

    /** A person who came from Telegram, with the welcome credits. */
    public AccountId person() {
        return person("Somebody");
    }

    public AccountId person(String name) {
        return accounts.ofExternal(telegram(name)).id();
    }

    public AccountId visitor() {
        return transactions.write(() -> {
            AccountId visitor = new AccountId(ids.next());
            rows.insert(visitor, AccountRows.Beginning.visitor("en"));
            return visitor;
        });
    }

    public AccountId admin() {
        AccountId account = person("Admin");
        makeAdmin(account);
        return account;
    }

    public void makeAdmin(AccountId account) {
        db.sql("update account set roles = array['admin'] where id = ?")
                .param(account.value())
                .update();
        sessions.changed(account);
    }

    /** Somebody at Telegram whom nobody has met yet. */
    public Accounts.External telegram(String name) {
        int number = next.getAndIncrement();
        return new Accounts.External(
                "telegram", String.valueOf(70_000 + number), name.toLowerCase(Locale.ROOT) + number, name, "en");
    }

    /** An access token of a new session, as a browser or a phone has it. */
    public String token(AccountId account) {
        Client client = new Client("web", "a test", "en", "127.0.0.1");
        boolean visitor = accounts.account(account).kind().equals("visitor");
        return sessions.accessToken(transactions.write(
                () -> visitor ? sessions.openVisit(account, client) : sessions.open(account, client)));
    }

    public Door door(int port, AccountId account) {
        return new Door(port).token(token(account));
    }

    /** Signs up over HTTP. */
    public Door signedUp(int port, String email) {
        Door door = new Door(port);
        var answer = door.enter("/api/v1/auth/sign-up", signUp(email));
        if (answer.status() != 201) throw new IllegalStateException(answer.raw().body());
        return door;
    }

    static Map<String, String> signUp(String email) {
        return Map.of("email", email, "password", PASSWORD, "displayName", "Anna");
    }

    static Map<String, String> signIn(String email, String password) {
        return Map.of("email", email, "password", password);
    }

    public AccountId account(Door door) {
        return AccountId.of(
                door.get("/api/v1/me").body().path("account").path("id").asString());
    }

    /** What identity said, in its order, also in transactions that were undone. */
    public java.util.List<Object> told() {
        return told;
    }

    @EventListener
    void hear(AccountOpened event) {
        told.add(event);
    }

    @EventListener
    void hear(AccountMoved event) {
        told.add(event);
    }

    @EventListener
    void hear(AccountChanged event) {
        told.add(event);
    }

    @EventListener
    void hear(LinkVerified event) {
        told.add(event);
    }

    @EventListener
    void hear(SessionEnded event) {
        told.add(event);
    }

    @EventListener
    void hear(MailboxVerified event) {
        told.add(event);
    }
}
