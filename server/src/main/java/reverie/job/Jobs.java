package reverie.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.billing.Entitlements;
import reverie.catalog.Catalog;
import reverie.catalog.ModelId;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.Secrets;
import reverie.platform.Transactions;
import reverie.wallet.Wallet;
import tools.jackson.databind.json.JsonMapper;

/** Runs of models: what they cost, that they happen, how they end. Refusals are {@link reverie.platform.Problem}s. */
@Component
public class Jobs {
    private static final int LIVE_MAX = 50;
    private static final String SEED = "seed";

    /** @param surface web, telegram, terminal or api; @param language for sentences */
    public record Asker(AccountId account, String surface, String language) {}

    /** What an internal run answered. */
    public record Ran(Map<String, Object> data, List<UUID> media) {}

    private final Quotes quotes;
    private final SubmitJob submit;
    private final SettleJob settle;
    private final Deliveries deliveries;
    private final RunNow runNow;
    private final HideJob hide;
    private final JobRows jobs;
    private final Views views;
    private final Catalog catalog;
    private final Entitlements entitlements;
    private final Wallet wallet;
    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final Ids ids;

    Jobs(
            Quotes quotes,
            SubmitJob submit,
            SettleJob settle,
            Deliveries deliveries,
            RunNow runNow,
            HideJob hide,
            JobRows jobs,
            Views views,
            Catalog catalog,
            Entitlements entitlements,
            Wallet wallet,
            Transactions transactions,
            JdbcClient db,
            JsonMapper json,
            Ids ids) {
        this.quotes = quotes;
        this.submit = submit;
        this.settle = settle;
        this.deliveries = deliveries;
        this.runNow = runNow;
        this.hide = hide;
        this.jobs = jobs;
        this.views = views;
        this.catalog = catalog;
        this.entitlements = entitlements;
        this.wallet = wallet;
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.ids = ids;
    }

    /** Price, limits, policy gate, balance. Takes nothing. */
    public Quote quote(Asker asker, String model, Map<String, Object> inputs) {
        Quotes.Stored quote = quotes.make(asker, model, inputs);
        transactions.write(() -> quotes.insert(List.of(quote), Map.of()));
        return quotes.shown(quote, wallet.balance(asker.account()).available());
    }

    /**
     * Starts the one job of a quote: hold, job and its place in line are one commit. 402 {@code not_enough_credits},
     * 409 {@code quote_used}, 410 {@code quote_expired}, 409 {@code quote_invalid}.
     *
     * @param key makes the call repeatable: the same key for the same quote answers the same job
     */
    public JobView submit(Asker asker, UUID quote, @Nullable String key, Delivery.@Nullable Wish delivery) {
        return start(asker, quote, null, key, "quote:" + quote, delivery);
    }

    /**
     * Quote and start in one go: what {@code POST /jobs} with a model does.
     *
     * @param atMost refuses a higher price with {@code price_above_maximum}; null for any
     */
    public JobView submitNow(
            Asker asker,
            String model,
            Map<String, Object> inputs,
            @Nullable Credits atMost,
            @Nullable String key,
            Delivery.@Nullable Wish delivery) {
        Quotes.Stored quote = quotes.make(asker, model, inputs);
        if (atMost != null && quote.credits().isMoreThan(atMost)) {
            throw Problem.of(409, "price_above_maximum")
                    .with("price", quote.credits())
                    .with("max", atMost)
                    .extra("credits", quote.credits());
        }
        String body =
                Secrets.sha256(json.writeValueAsString(List.of(model, quote.inputsSha256(), String.valueOf(atMost))));
        return start(asker, null, quote, key, body, delivery);
    }

    private JobView start(
            Asker asker,
            @Nullable UUID quote,
            Quotes.@Nullable Stored fresh,
            @Nullable String key,
            String body,
            Delivery.@Nullable Wish delivery) {
        if (key != null && key.length() > 200) throw Problem.invalid("idempotency_key_too_long", "Idempotency-Key");
        String usable = key == null || key.isBlank() ? null : key;
        Job job = submit.submit(new SubmitJob.Request(
                ids.next(),
                asker,
                quote,
                fresh,
                usable,
                body,
                delivery,
                entitlements.of(asker.account()),
                SubmitJob.currentRequest()));
        return views.whole(List.of(job), asker.language(), job.createdAt()).getFirst();
    }

    /** Of this account; {@code not_found} otherwise. */
    public JobView get(AccountId reader, UUID job, String language) {
        Job found = transactions.read(reader, () -> jobs.find(job).orElse(null));
        if (found == null || !Views.owns(found, reader) || found.state().hiddenAt() != null) throw Problem.notFound();
        return views.whole(List.of(found), language, jobs.now()).getFirst();
    }

    public Page<JobView> list(
            AccountId reader,
            @Nullable String state,
            @Nullable String model,
            @Nullable String cursor,
            int limit,
            String language) {
        List<Job> found = Objects.requireNonNull(transactions.read(
                reader,
                () -> db.sql("""
                        select * from job
                         where account_id = :account and hidden_at is null
                           and (cast(:state as text) is null or state = :state)
                           and (cast(:model as text) is null or model = :model)
                           and (cast(:before as uuid) is null or id < cast(:before as uuid))
                         order by id desc limit :limit
                        """)
                        .param("account", reader.value())
                        .param("state", state, java.sql.Types.VARCHAR)
                        .param("model", model, java.sql.Types.VARCHAR)
                        .param("before", before(cursor), java.sql.Types.VARCHAR)
                        .param("limit", limit + 1)
                        .query(jobs::job)
                        .list()));
        Page<Job> page = Page.of(found, limit, job -> job.id().toString());
        return new Page<>(views.whole(page.items(), language, jobs.now()), page.next());
    }

    static @Nullable String before(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) return null;
        try {
            return UUID.fromString(cursor).toString();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("wrong", "cursor");
        }
    }

    /** Ends it as soon as it can be ended; what was held comes back. 409 {@code already_over}. */
    public JobView cancel(Asker asker, UUID job) {
        Job found = own(asker.account(), job);
        if (found.state().isFinal()) throw Problem.of(409, "already_over");
        boolean counted = settle.tell(new Step.Told.CancelAsked(job));
        if (!counted) throw Problem.of(409, "already_over");
        return get(asker.account(), job, asker.language());
    }

    /** A quote for the same inputs with another seed, some of them changed. */
    public Quote repeat(Asker asker, UUID job, Map<String, Object> changes) {
        Job found = own(asker.account(), job);
        Map<String, Object> inputs = new HashMap<>(found.inputs());
        boolean seeded = catalog.find(new ModelId(found.model()))
                .map(m -> m.form().has(SEED))
                .orElse(false);
        if (seeded) inputs.put(SEED, ids.below(Integer.MAX_VALUE));
        inputs.putAll(changes);
        return quote(asker, found.model(), inputs);
    }

    /** Takes an undelivered film at its quoted price. */
    public JobView claim(Asker asker, UUID job) {
        own(asker.account(), job);
        Job claimed = deliveries.claim(asker, job);
        return views.whole(List.of(claimed), asker.language(), jobs.now()).getFirst();
    }

    /** The chat has it. */
    public void delivered(UUID delivery) {
        deliveries.delivered(delivery);
    }

    /** The chat did not take it, for good: the charge is reversed and the film waits 7 days to be claimed. */
    public void deliveryFailed(UUID delivery, String why) {
        deliveries.failed(delivery, why);
    }

    /**
     * Runs an internal model now, in its own light lane, through the gate; free.
     *
     * @throws reverie.platform.Problem the fault in the person's words, or {@code busy}
     */
    public Ran runNow(Asker asker, String model, Map<String, Object> inputs) {
        return runNow.run(asker, model, inputs);
    }

    /** Ended ones, with their outputs, leave the lists; 409 {@code not_over_yet}. */
    public void delete(Asker asker, UUID job) {
        hide.hide(asker, job);
    }

    /** Takes a deletion back, as long as the trash is kept. */
    public JobView restore(Asker asker, UUID job) {
        hide.restore(asker, job);
        return get(asker.account(), job, asker.language());
    }

    /** Queued and running ones of an account, for menus. */
    public List<JobView> live(AccountId account, String language) {
        List<Job> found = db.sql("""
                        select * from job where account_id = :account and ended_at is null order by id desc limit :most
                        """)
                .param("account", account.value())
                .param("most", LIVE_MAX)
                .query(jobs::job)
                .list();
        return views.whole(found, language, jobs.now());
    }

    public Optional<JobView> find(UUID job, String language) {
        return jobs.find(job)
                .map(found -> views.whole(List.of(found), language, jobs.now()).getFirst());
    }

    private Job own(AccountId account, UUID id) {
        return jobs.find(id)
                .filter(job -> Views.owns(job, account) && job.state().hiddenAt() == null)
                .orElseThrow(Problem::notFound);
    }

    /** As the admin sees them, whoever they belong to. */
    List<JobView> shown(List<Job> found, String language) {
        return new ArrayList<>(views.whole(found, language, jobs.now()));
    }
}
