package reverie.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Secrets;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;

/** Who holds a token, for doors that are not HTTP requests. */
@Component
public class Sessions {
    static final Duration LIFE = Duration.ofDays(30);
    static final Duration VISIT = Duration.ofHours(24);
    /** How long another node may go on without noticing that a session ended. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

    private static final int KNOWN_MAX = 50_000;
    private static final String REFRESH = "refresh-token";
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    /** Why a session is over. */
    enum End {
        SIGNED_OUT,
        REVOKED,
        REPLACED,
        PASSWORD_CHANGED,
        REUSED,
        SUSPENDED,
        MERGED;

        String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A session that was just begun or refreshed: what its tokens are made from. */
    record Opened(AccountId account, UUID session, int generation, boolean visit) {}

    /** What came of a refresh token. */
    sealed interface Refreshed {
        record Fresh(Opened opened) implements Refreshed {}

        /** Unknown, forged, ended, or of somebody who may not come in. */
        record Over() implements Refreshed {}

        /** Somebody has a copy, or had one: whoever it was, everything from that sign-in is over now. */
        record Reused() implements Refreshed {}
    }

    private record Known(Caller caller, long readAtMillis) {}

    private record Found(UUID accountId, boolean visit, boolean admin, String locale, boolean unseen) {}

    private record RefreshToken(UUID session, int generation) {}

    private final ConcurrentMap<UUID, Known> known = new ConcurrentHashMap<>();
    private final AccessTokens tokens;
    private final Secrets secrets;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final Clock clock;
    private final Ids ids;

    Sessions(
            AccessTokens tokens,
            Secrets secrets,
            Transactions transactions,
            ApplicationEventPublisher events,
            JdbcClient db,
            Clock clock,
            Ids ids) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.transactions = transactions;
        this.events = events;
        this.db = db;
        this.clock = clock;
        this.ids = ids;
    }

    /** Empty for a token that is forged, expired, revoked or of a suspended account. */
    public Optional<Caller> caller(String accessToken) {
        return tokens.read(accessToken)
                .flatMap(claims ->
                        live(claims.session()).filter(caller -> caller.account().equals(claims.account())));
    }

    private Optional<Caller> live(UUID session) {
        long now = clock.millis();
        Known before = known.get(session);
        if (before != null && Math.abs(now - before.readAtMillis()) < KNOWN_FOR.toMillis()) {
            return Optional.of(before.caller());
        }
        Optional<Caller> found = read(session);
        if (known.size() > KNOWN_MAX) known.clear();
        found.ifPresentOrElse(caller -> known.put(session, new Known(caller, now)), () -> known.remove(session));
        return found;
    }

    private Optional<Caller> read(UUID session) {
        Optional<Found> found =
                db.sql("""
                        select s.account_id, s.visit, a.roles @> array['admin'] as admin, a.locale,
                               s.last_seen_at < reverie_now() - interval '5 minutes' as unseen
                          from session s join account a on a.id = s.account_id
                         where s.id = :session and s.ended_at is null and s.expires_at > reverie_now()
                           and a.suspended_at is null and a.merged_into is null
                        """).param("session", session).query(Found.class).optional();
        if (found.isPresent() && found.get().unseen()) {
            db.sql("update session set last_seen_at = reverie_now() where id = :session")
                    .param("session", session)
                    .update();
        }
        // What a visitor's token opens stays small, also once the account has a name: the new session opens the rest.
        return found.map(f -> new Caller(
                new AccountId(f.accountId()),
                session,
                f.visit(),
                f.admin() && !f.visit() ? java.util.Set.of(Caller.ADMIN) : java.util.Set.of(),
                f.locale()));
    }

    /** In the transaction that lets somebody in. */
    Opened open(AccountId account, Client client) {
        return open(account, client, false, LIFE);
    }

    Opened openVisit(AccountId visitor, Client client) {
        return open(visitor, client, true, VISIT);
    }

    private Opened open(AccountId account, Client client, boolean visit, Duration life) {
        UUID id = ids.next();
        db.sql("""
                        insert into session (id, account_id, visit, surface, user_agent, expires_at)
                        values (:id, :account, :visit, :surface, :agent,
                                reverie_now() + make_interval(secs => :seconds))
                        """)
                .param("id", id)
                .param("account", account.value())
                .param("visit", visit)
                .param("surface", client.surface())
                .param("agent", client.userAgent())
                .param("seconds", life.toSeconds())
                .update();
        return new Opened(account, id, 1, visit);
    }

    String accessToken(Opened opened) {
        return tokens.issue(opened.account(), opened.session(), accessLife(opened));
    }

    Duration accessLife(Opened opened) {
        return opened.visit() ? VISIT : AccessTokens.LIFE;
    }

    /** Says which session, and the how manieth of it; only this installation can sign that. */
    String refreshToken(Opened opened) {
        String what = opened.session() + "." + opened.generation();
        return what + "." + secrets.sign(REFRESH, what);
    }

    private Optional<RefreshToken> readRefreshToken(String token) {
        String[] parts = token.split("\\.", 4);
        if (parts.length != 3 || token.length() > 200) return Optional.empty();
        if (!secrets.verify(REFRESH, parts[0] + "." + parts[1], parts[2])) return Optional.empty();
        return Optional.of(new RefreshToken(UUID.fromString(parts[0]), Integer.parseInt(parts[1])));
    }

    Refreshed refresh(String refreshToken, Client client) {
        return readRefreshToken(refreshToken)
                .map(token -> transactions.write(() -> refresh(token, client)))
                .orElseGet(Refreshed.Over::new);
    }

    private Refreshed refresh(RefreshToken token, Client client) {
        Optional<AccountId> account = db.sql("""
                        update session s set generation = generation + 1, last_seen_at = reverie_now(),
                               user_agent = :agent, expires_at = reverie_now() + make_interval(secs => :seconds)
                          from account a
                         where s.id = :id and s.generation = :generation and s.ended_at is null and not s.visit
                           and s.expires_at > reverie_now()
                           and a.id = s.account_id and a.suspended_at is null and a.merged_into is null
                        returning s.account_id
                        """)
                .param("id", token.session())
                .param("generation", token.generation())
                .param("agent", client.userAgent())
                .param("seconds", LIFE.toSeconds())
                .query(UUID.class)
                .optional()
                .map(AccountId::new);
        if (account.isPresent()) {
            return new Refreshed.Fresh(new Opened(account.get(), token.session(), token.generation() + 1, false));
        }
        boolean older = db.sql("""
                        select 1 from session where id = :id and generation > :generation and ended_at is null
                        """)
                .param("id", token.session())
                .param("generation", token.generation())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!older) return new Refreshed.Over();
        log.warn("A refresh token of session {} came a second time; the session is over", token.session());
        end(token.session(), End.REUSED);
        return new Refreshed.Reused();
    }

    /** The session that a refresh token is of, whatever its age; for signing out. */
    Optional<UUID> sessionOf(String refreshToken) {
        return readRefreshToken(refreshToken).map(RefreshToken::session);
    }

    /** Publishes that it ended; a session that is over stays as it is. */
    void end(UUID session, End why) {
        transactions.write(() -> db.sql("""
                        update session set ended_at = reverie_now(), ended_because = :why
                         where id = :id and ended_at is null
                        returning account_id
                        """)
                .param("id", session)
                .param("why", why.column())
                .query(UUID.class)
                .optional()
                .ifPresent(account -> over(new AccountId(account), session)));
    }

    /** @param except goes on; null for none */
    void endAll(AccountId account, End why, @Nullable UUID except) {
        transactions.write(() -> {
            List<UUID> ended = db.sql("""
                            update session set ended_at = reverie_now(), ended_because = :why
                             where account_id = :account and ended_at is null
                               and id is distinct from cast(:except as uuid)
                            returning id
                            """)
                    .param("account", account.value())
                    .param("why", why.column())
                    .param("except", except)
                    .query((row, n) -> row.getObject(1, UUID.class))
                    .list();
            ended.forEach(session -> over(account, session));
        });
    }

    private void over(AccountId account, UUID session) {
        transactions.afterCommit(() -> known.remove(session));
        events.publishEvent(new SessionEnded(account, session));
    }

    /** Roles or language are other than they were: read them anew. */
    void changed(AccountId account) {
        transactions.afterCommit(
                () -> known.values().removeIf(k -> k.caller().account().equals(account)));
    }
}
