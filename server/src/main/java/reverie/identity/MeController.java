package reverie.identity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Problem;
import reverie.platform.Texts;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;

/** The account of whoever asks. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {
    private static final int TEXT_MAX = 1_000;

    /** @param parts what other modules add, see {@link MeParts} */
    record Me(
            Accounts.Account account,
            Map<String, AccountRows.Link> links,
            @JsonAnyGetter Map<String, Object> parts) {}

    /** Absent fields stay as they are; an empty handle takes it away. */
    record Changes(
            @Nullable @Size(max = TEXT_MAX) String displayName,
            @Nullable @Size(max = TEXT_MAX) String handle,
            @Nullable @Size(max = TEXT_MAX) String locale) {}

    private final AccountRows rows;
    private final Sessions sessions;
    private final List<MeParts> parts;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    MeController(
            AccountRows rows,
            Sessions sessions,
            List<MeParts> parts,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.sessions = sessions;
        this.parts = parts;
        this.transactions = transactions;
        this.events = events;
    }

    @Operation(operationId = "meGet", summary = "The account of whoever asks, its links and its wallet")
    @GetMapping
    @Open(Open.To.VISITORS)
    Me get(Caller caller) {
        return Objects.requireNonNull(transactions.read(caller.account(), () -> me(caller)));
    }

    private Me me(Caller caller) {
        Accounts.Account account = rows.find(caller.account()).orElseThrow(Problem::notFound);
        Map<String, Object> added = new LinkedHashMap<>();
        for (MeParts part : parts) {
            Object value = part.part(account);
            if (value != null) added.put(part.name(), value);
        }
        return new Me(account, rows.links(caller.account()), added);
    }

    @Operation(operationId = "meUpdate", summary = "Changes name, handle or language; absent fields stay")
    @PatchMapping
    Me update(@Valid @RequestBody Changes changes, Caller caller) {
        Problem problem = Problem.of(422, "invalid_input");
        String name = changes.displayName() == null ? null : Names.clean(changes.displayName());
        if (name != null && (name.isEmpty() || name.length() > Names.LENGTH_MAX)) {
            problem.field("displayName", "fields.name");
        }
        String given = changes.handle();
        String handle = given == null ? null : Names.handle(given);
        if (given != null && !given.isBlank() && !Names.isHandle(Names.handle(given)))
            problem.field("handle", "fields.handle");
        String locale = changes.locale();
        if (locale != null && !Texts.LANGUAGES.contains(locale)) problem.field("locale", "fields.locale");
        if (!problem.fields().isEmpty()) throw problem;
        try {
            transactions.write(() -> {
                rows.change(caller.account(), name, handle, locale);
                sessions.changed(caller.account());
                events.publishEvent(new AccountChanged(caller.account()));
            });
        } catch (DuplicateKeyException e) {
            throw SignUp.taken(e);
        }
        return get(caller);
    }
}
