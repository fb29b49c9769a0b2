package reverie.identity;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** Who someone is. */
@Component
public class Accounts {
    /** @param kind visitor, person, business, agent; @param ageBand unknown until asked */
    public record Account(
            AccountId id,
            String kind,
            String displayName,
            @Nullable String handle,
            @Nullable String email,
            boolean emailVerified,
            String tier,
            String locale,
            java.util.Set<String> roles,
            boolean suspended,
            java.time.Instant createdAt) {}

    /** A person at another door, as that door names them. */
    public record External(String provider, String subject, @Nullable String username, String name, String locale) {}

    /** What a link code led to. */
    public sealed interface Linked {
        /** @param account what the external person is from now on */
        record Done(AccountId account, boolean fresh) implements Linked {}

        record Expired() implements Linked {}

        /** Both accounts were used: merging them comes later. */
        record MergeLater() implements Linked {}
    }

    public Account account(AccountId id) {
        throw new UnsupportedOperationException();
    }

    public Map<AccountId, Account> accounts(Collection<AccountId> ids) {
        throw new UnsupportedOperationException();
    }

    /** The account of an external person, made (and greeted with the welcome credits) at the first meeting. */
    public Account ofExternal(External who) {
        throw new UnsupportedOperationException();
    }

    public Optional<AccountId> findExternal(String provider, String subject) {
        throw new UnsupportedOperationException();
    }

    /** A one-time code came in at the other door ({@code /start <code>}): the tab that made it becomes that person. */
    public Linked redeemLink(String code, External who) {
        throw new UnsupportedOperationException();
    }

    /** Six digits that the person types on the web beside their username; good for 10 minutes. */
    public String digitsFor(External who) {
        throw new UnsupportedOperationException();
    }

    /** A one-time code that signs in on the web (page {@code /link/<code>}); good for 10 minutes. */
    public String webSignIn(AccountId account) {
        throw new UnsupportedOperationException();
    }

    public void setLocale(AccountId account, String locale) {
        throw new UnsupportedOperationException();
    }

    /** The host's own account: what the terminal works as. */
    public AccountId host() {
        throw new UnsupportedOperationException();
    }
}
