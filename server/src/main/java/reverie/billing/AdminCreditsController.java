package reverie.billing;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.identity.Accounts;
import reverie.identity.Audit;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Idempotency;
import reverie.platform.Ids;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.wallet.Entry;
import reverie.wallet.Wallet;

/** The wallet of a person, as an admin sees it and sets it right, with a reason that the person can read in it. */
@RestController
@Open(Open.To.ADMINS)
class AdminCreditsController {
    private static final Credits AT_ONCE_MAX = Credits.of(1_000_000);

    private final Wallet wallet;
    private final Accounts accounts;
    private final Audit audit;
    private final Ids ids;
    private final Idempotency idempotency;

    AdminCreditsController(Wallet wallet, Accounts accounts, Audit audit, Ids ids, Idempotency idempotency) {
        this.wallet = wallet;
        this.accounts = accounts;
        this.audit = audit;
        this.ids = ids;
        this.idempotency = idempotency;
    }

    /** @param credits more than zero gives, less takes; never more than is available */
    record Grant(
            @NotNull Credits credits,
            @NotBlank @Size(max = 300) String reason) {}

    /** Newest first, each as its owner reads it. */
    @Operation(operationId = "adminPeopleEntries", summary = "A person's ledger, newest first")
    @GetMapping("/api/v1/admin/people/{id}/entries")
    Page<Entry> entries(
            @PathVariable AccountId id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        mustBePerson(id);
        return wallet.entries(id, kind, cursor, Page.limit(limit));
    }

    @Operation(operationId = "adminPeopleGrant", summary = "Gives credits, or takes them where the number is negative")
    @PostMapping("/api/v1/admin/people/{id}/grants")
    @ResponseStatus(HttpStatus.CREATED)
    Entry grant(
            Caller caller,
            @PathVariable AccountId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody @Validated Grant grant) {
        boolean tooMuch = grant.credits().isMoreThan(AT_ONCE_MAX)
                || grant.credits().negated().isMoreThan(AT_ONCE_MAX);
        if (grant.credits().isZero() || tooMuch) throw Problem.invalid("credits_out_of_range", "credits");
        String path = "/admin/people/" + id + "/grants";
        return idempotency.once(caller.account(), path, key, grant, Entry.class, () -> give(caller, id, grant));
    }

    private Entry give(Caller caller, AccountId id, Grant grant) {
        mustBePerson(id);
        String reference = "admin:" + ids.next();
        if (grant.credits().isNegative()) wallet.adjust(id, grant.credits(), reference, grant.reason());
        else wallet.grant(id, grant.credits(), reference, grant.reason(), null);
        audit.record(
                caller.account(),
                "credits.granted",
                id.toString(),
                Map.of("credits", grant.credits(), "reason", grant.reason()));
        return wallet.entries(id, null, null, 1).items().getFirst();
    }

    /** A visitor has no wallet. */
    private void mustBePerson(AccountId id) {
        Accounts.Account account = accounts.accounts(List.of(id)).get(id);
        if (account == null || account.kind().equals("visitor")) throw Problem.notFound();
    }
}
