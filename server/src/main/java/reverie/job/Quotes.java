package reverie.job;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.billing.Entitlements;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.catalog.ModelId;
import reverie.media.MediaInfo;
import reverie.media.MediaStore;
import reverie.moderation.Gate;
import reverie.moderation.Verdict;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Secrets;
import reverie.provider.Providers;
import reverie.provider.spi.Availability;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Promises of a price: checked inputs, limits of the tier, the gate, a signature. Takes nothing. */
@Component
class Quotes {
    private static final String PURPOSE = "quote";
    /** Below this mean brightness (0–255) nothing can be seen in a photo, let alone be moved. */
    private static final double LUMA_MIN = 10;

    /** @param usedBy the job that was started from it */
    record Stored(
            UUID id,
            AccountId account,
            String model,
            Map<String, Object> inputs,
            String inputsSha256,
            String priceVersion,
            Credits credits,
            long expectedSeconds,
            String surface,
            Instant createdAt,
            Instant expiresAt,
            String signature,
            @Nullable UUID usedBy) {
        String signed() {
            return String.join(
                    "|",
                    id.toString(),
                    account.toString(),
                    model,
                    inputsSha256,
                    priceVersion,
                    Long.toString(credits.micros()),
                    Long.toString(expiresAt.toEpochMilli()));
        }
    }

    private final Catalog catalog;
    private final Providers providers;
    private final Entitlements entitlements;
    private final Gate gate;
    private final MediaStore media;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;
    private final JdbcClient db;
    private final JsonMapper json;
    private final JsonMapper canonical = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    Quotes(
            Catalog catalog,
            Providers providers,
            Entitlements entitlements,
            Gate gate,
            MediaStore media,
            Secrets secrets,
            Ids ids,
            Clock clock,
            JdbcClient db,
            JsonMapper json) {
        this.catalog = catalog;
        this.providers = providers;
        this.entitlements = entitlements;
        this.gate = gate;
        this.media = media;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
        this.db = db;
        this.json = json;
    }

    /** Everything that can be known before anything is taken. Not written down yet. */
    Stored make(Jobs.Asker asker, String modelName, Map<String, Object> given) {
        Model model = forSale(modelName);
        Map<String, Object> inputs = model.form().validate(given);
        checkTier(asker.account(), model, inputs);
        checkMedia(asker.account(), model, inputs);
        checkAvailable(model);
        pass(asker, model, inputs);
        // Milliseconds are what the database gives back exactly; the signature is over those.
        Instant now = Instant.ofEpochMilli(clock.millis());
        Stored unsigned = new Stored(
                ids.next(),
                asker.account(),
                model.id().value(),
                inputs,
                hash(inputs),
                model.priceVersion(),
                model.price(inputs),
                Math.max(1, model.expected(inputs).toSeconds()),
                asker.surface(),
                now,
                now.plus(Limits.QUOTE),
                "",
                null);
        return signed(unsigned);
    }

    private Stored signed(Stored q) {
        return new Stored(
                q.id,
                q.account,
                q.model,
                q.inputs,
                q.inputsSha256,
                q.priceVersion,
                q.credits,
                q.expectedSeconds,
                q.surface,
                q.createdAt,
                q.expiresAt,
                secrets.sign(PURPOSE, q.signed()),
                q.usedBy);
    }

    /** Whether it is what was signed, to the last character of its inputs. */
    boolean isGenuine(Stored quote) {
        return secrets.verify(PURPOSE, quote.signed(), quote.signature())
                && hash(quote.inputs()).equals(quote.inputsSha256());
    }

    boolean isOver(Stored quote) {
        return !clock.instant().isBefore(quote.expiresAt());
    }

    private Model forSale(String name) {
        return catalog.find(new ModelId(name))
                .filter(model -> !model.internal())
                .orElseThrow(() -> Problem.of(404, "unknown_model").with("model", shortened(name)));
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }

    private void checkTier(AccountId account, Model model, Map<String, Object> inputs) {
        Entitlements.Tier tier = entitlements.of(account);
        boolean film = model.kind().endsWith("video");
        if (film && inputs.get("seconds") instanceof Number seconds && seconds.doubleValue() > tier.filmSecondsMax()) {
            throw Problem.of(422, "too_long_for_tier")
                    .with("tier", tier.name())
                    .with("max", tier.filmSecondsMax())
                    .field(
                            "seconds",
                            "fields.too_long_for_tier",
                            Map.of("max", tier.filmSecondsMax(), "tier", tier.name()));
        }
        if (inputs.get("resolution") instanceof String asked && lines(asked) > lines(tier.resolutionMax())) {
            throw Problem.of(422, "too_fine_for_tier")
                    .with("tier", tier.name())
                    .with("max", tier.resolutionMax())
                    .field(
                            "resolution",
                            "fields.too_fine_for_tier",
                            Map.of("max", tier.resolutionMax(), "tier", tier.name()));
        }
    }

    /** {@code 1080p} → 1080, {@code 4k} → 2160. */
    private static int lines(String resolution) {
        if (resolution.equalsIgnoreCase("4k")) return 2160;
        String digits = resolution.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 5 ? 0 : Integer.parseInt(digits);
    }

    void checkMedia(AccountId account, Model model, Map<String, Object> inputs) {
        for (Map.Entry<UUID, String> named : model.form().mediaIn(inputs).entrySet()) {
            String field = named.getValue();
            MediaInfo found = media.find(account, named.getKey())
                    .orElseThrow(() -> Problem.of(404, "media_not_found").field(field, "fields.media_not_found"));
            List<String> accepts = model.form().accepts(field);
            if (!accepts.isEmpty() && !accepts.contains(found.kind())) {
                throw Problem.of(422, "invalid_input").field(field, "fields.media_kind_" + accepts.getFirst());
            }
            Double luma = found.facts().luma();
            if (found.kind().equals("image") && luma != null && luma < LUMA_MIN) {
                throw Problem.of(422, "too_dark").field(field, "fields.too_dark");
            }
        }
    }

    private void checkAvailable(Model model) {
        String why = null;
        for (Providers.Route route : model.routes()) {
            switch (providers.availability(route)) {
                case Availability.Ready() -> {
                    return;
                }
                case Availability.Missing(String code) -> why = why == null ? code : why;
            }
        }
        throw Problem.of(409, "model_unavailable").with("model", model.title()).extra("because", String.valueOf(why));
    }

    /** @throws Problem {@code not_allowed} with the rule and the words it was about */
    void pass(Jobs.Asker asker, Model model, Map<String, Object> inputs) {
        var request = new Gate.Request(
                asker.account(),
                asker.surface(),
                model.id().value(),
                model.form().textsIn(inputs),
                List.copyOf(model.form().mediaIn(inputs).keySet()));
        switch (gate.check(request)) {
            case Verdict.Allowed() -> {}
            case Verdict.Refused(String rule, String words) ->
                throw Problem.of(422, "not_allowed")
                        .with("words", words)
                        .extra("rule", rule)
                        .extra("words", words);
        }
    }

    Quote shown(Stored quote, Credits available) {
        return new Quote(
                quote.id(),
                quote.account(),
                quote.model(),
                quote.inputs(),
                quote.credits(),
                quote.expectedSeconds(),
                quote.expiresAt(),
                available,
                !quote.credits().isMoreThan(available),
                quote.signature());
    }

    private String hash(Map<String, Object> inputs) {
        return Secrets.sha256(canonical.writeValueAsString(normal(inputs)));
    }

    /** Sorted, numbers in one form: the database may write 1E2 as 100. */
    private static Object normal(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((name, inner) -> sorted.put(String.valueOf(name), normal(inner)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(Quotes::normal).toList();
            case Number number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            default -> value;
        };
    }

    void insert(Collection<Stored> quotes, Map<UUID, UUID> jobs) {
        if (quotes.isEmpty()) return;
        List<Map<String, Object>> rows =
                quotes.stream().map(q -> row(q, jobs.get(q.id()))).toList();
        db.sql("""
                        insert into quote (id, account_id, model, inputs, inputs_sha256, price_version, credits_micros,
                                           expected_seconds, surface, signature, created_at, expires_at, job_id)
                        select id, account, model, inputs, hash, price, credits, expected, surface, signature, created,
                               expires, job
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, account uuid, model text,
                               inputs jsonb, hash text, price text, credits bigint, expected bigint, surface text,
                               signature text, created timestamptz, expires timestamptz, job uuid)
                        """).param("rows", json.writeValueAsString(rows)).update();
    }

    private static Map<String, Object> row(Stored q, @Nullable UUID job) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", q.id());
        row.put("account", q.account().value());
        row.put("model", q.model());
        row.put("inputs", q.inputs());
        row.put("hash", q.inputsSha256());
        row.put("price", q.priceVersion());
        row.put("credits", q.credits().micros());
        row.put("expected", q.expectedSeconds());
        row.put("surface", q.surface());
        row.put("signature", q.signature());
        row.put("created", q.createdAt());
        row.put("expires", q.expiresAt());
        if (job != null) row.put("job", job);
        return row;
    }

    /** In id order, which is the order of locking. */
    Map<UUID, Stored> lock(Collection<UUID> wanted) {
        Map<UUID, Stored> found = new LinkedHashMap<>();
        if (wanted.isEmpty()) return found;
        db.sql("select * from quote where id = any(cast(:ids as uuid[])) order by id for update")
                .param("ids", JobRows.array(wanted))
                .query(this::stored)
                .list()
                .forEach(q -> found.put(q.id(), q));
        return found;
    }

    void use(Map<UUID, UUID> jobByQuote) {
        if (jobByQuote.isEmpty()) return;
        db.sql("""
                        update quote q set job_id = n.job
                          from unnest(cast(:quotes as uuid[]), cast(:jobs as uuid[])) as n(quote, job)
                         where q.id = n.quote
                        """)
                .param("quotes", JobRows.array(jobByQuote.keySet()))
                .param("jobs", JobRows.array(jobByQuote.values()))
                .update();
    }

    /** Quotes that nobody used; those that were used stay with their job. */
    int forgetOld(Duration after) {
        return db.sql("""
                        delete from quote where job_id is null
                           and expires_at < reverie_now() - make_interval(secs => :seconds)
                        """).param("seconds", after.toSeconds()).update();
    }

    private Stored stored(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("model"),
                json.readValue(row.getString("inputs"), JobRows.PLAIN),
                row.getString("inputs_sha256"),
                row.getString("price_version"),
                new Credits(row.getLong("credits_micros")),
                row.getLong("expected_seconds"),
                row.getString("surface"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("signature"),
                row.getObject("job_id", UUID.class));
    }
}
