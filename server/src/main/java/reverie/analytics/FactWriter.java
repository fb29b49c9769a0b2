package reverie.analytics;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.Transactions;
import tools.jackson.databind.json.JsonMapper;

/** Writes all facts of a transaction in one statement, just before it commits. */
@Component
class FactWriter implements Transactions.Rows<Fact> {
    /** After whatever may ask for facts, before the live cursors are locked. */
    private static final int ORDER = 1_000_000;

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final Clock clock;

    FactWriter(Transactions transactions, JdbcClient db, JsonMapper json, Clock clock) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public int order() {
        return ORDER;
    }

    void add(Fact fact) {
        transactions.beforeCommit(this, fact);
    }

    @Override
    public void write(List<Fact> facts) {
        db.sql("""
                        insert into event_fact (at, name, account_id, surface, job_id, credits_micros, seconds, model,
                                                error_class, attributes)
                        select cast(:at as timestamptz), f.name, f.account, f.surface, f.job, f.credits, f.seconds,
                               f.model, f.error_class, cast(f.attributes as jsonb)
                          from unnest(cast(:names as text[]), cast(:accounts as uuid[]), cast(:surfaces as text[]),
                                      cast(:jobs as uuid[]), cast(:credits as bigint[]), cast(:seconds as float8[]),
                                      cast(:models as text[]), cast(:errors as text[]), cast(:attributes as text[]))
                               as f (name, account, surface, job, credits, seconds, model, error_class, attributes)
                        on conflict do nothing
                        """)
                .param("at", clock.instant().toString())
                .param("names", column(facts, String[]::new, Fact::name))
                .param(
                        "accounts",
                        column(facts, UUID[]::new, fact -> fact.account().value()))
                .param("surfaces", column(facts, String[]::new, Fact::surface))
                .param("jobs", column(facts, UUID[]::new, Fact::job))
                .param("credits", column(facts, Long[]::new, Fact::creditsMicros))
                .param("seconds", column(facts, Double[]::new, Fact::seconds))
                .param("models", column(facts, String[]::new, Fact::model))
                .param("errors", column(facts, String[]::new, Fact::errorClass))
                .param("attributes", column(facts, String[]::new, fact -> json.writeValueAsString(fact.attributes())))
                .update();
    }

    private static <T> @Nullable T[] column(
            List<Fact> facts, java.util.function.IntFunction<@Nullable T[]> array, Function<Fact, @Nullable T> value) {
        @Nullable T[] column = array.apply(facts.size());
        for (int i = 0; i < column.length; i++) column[i] = value.apply(facts.get(i));
        return column;
    }
}
