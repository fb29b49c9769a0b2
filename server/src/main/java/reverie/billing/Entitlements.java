package reverie.billing;

import java.util.List;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;
import reverie.platform.AccountId;

/** What a tier allows. The one table that every limit reads. */
@Component
public class Entitlements {
    /** @param queuePriority band of the queue, 0 first */
    public record Tier(
            String name,
            int concurrentJobs,
            int queuePriority,
            int filmSecondsMax,
            String resolutionMax,
            int voices,
            int proactivePerWeek,
            int storageGb,
            int monthlyCredits) {}

    private static final List<Tier> TIERS = List.of(
            new Tier("free", 2, 2, 10, "1080p", 1, 1, 2, 0),
            new Tier("plus", 4, 1, 30, "1080p", 5, 3, 20, 100),
            new Tier("pro", 10, 0, 60, "2160p", 20, 7, 100, 500));

    private final Accounts accounts;

    Entitlements(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @throws IllegalArgumentException for an account that there is not */
    public Tier of(AccountId account) {
        return tier(accounts.account(account).tier());
    }

    /** @throws IllegalArgumentException for a name that is no tier's */
    public Tier tier(String name) {
        return named(name);
    }

    static Tier named(String name) {
        return TIERS.stream()
                .filter(tier -> tier.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no tier " + name));
    }
}
