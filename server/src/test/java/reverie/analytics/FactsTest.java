package reverie.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.TestDatabase;
import reverie.identity.Door;
import reverie.job.Delivery;
import reverie.job.JobChanged;
import reverie.job.JobView;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.NodeBeat;
import reverie.platform.Transactions;
import reverie.realtime.GivenLive;
import reverie.wallet.Balance;
import reverie.wallet.BalanceChanged;
import reverie.wallet.Entry;
import tools.jackson.databind.JsonNode;

@ReverieTest
class FactsTest {
    private static final String HOST = "host@example.com";

    @Autowired
    GivenLive given;

    @Autowired
    Transactions transactions;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    @Autowired
    TestClock clock;

    @Autowired
    NodeBeat beat;

    @LocalServerPort
    int port;

    void happen(Object... published) {
        transactions.write(() -> {
            for (Object event : published) events.publishEvent(event);
        });
    }

    AccountId account() {
        return new AccountId(ids.next());
    }

    List<String> facts() {
        return db.sql("select name from event_fact order by id")
                .query((row, n) -> row.getString(1))
                .list();
    }

    JobChanged job(UUID id, AccountId whose, String what, @Nullable Delivery delivery) {
        Instant now = clock.instant();
        boolean over = List.of("succeeded", "failed", "canceled").contains(what);
        var error = what.equals("failed") ? new JobView.Failure("TEMPORARY", "broke", "It broke.", null) : null;
        String state = over ? what : what.equals("started") ? "running" : "queued";
        return new JobChanged(
                new JobView(
                        id,
                        whose,
                        "local/photo-motion",
                        "Snow",
                        state,
                        null,
                        null,
                        over ? 1 : 0,
                        null,
                        now,
                        "Your credits come back.",
                        Credits.of(1),
                        Credits.of(1),
                        Credits.ZERO,
                        Map.of("idea", "a secret garden"),
                        List.of(),
                        error,
                        List.of(),
                        null,
                        null,
                        null,
                        "web",
                        now.minusSeconds(over ? 12 : 0),
                        null,
                        over ? now : null),
                what,
                delivery);
    }

    BalanceChanged entry(AccountId whose, String kind, String credits, String held) {
        var balance = new Balance(Credits.of(2), Credits.of(held));
        return new BalanceChanged(
                whose,
                balance,
                new Entry(
                        ids.next(),
                        kind,
                        Credits.of(credits),
                        balance.balance(),
                        balance.held(),
                        null,
                        null,
                        null,
                        clock.instant()));
    }

    /** A film from the tap to the end, with its credits. */
    void film(AccountId whose, String end) {
        UUID id = ids.next();
        happen(job(id, whose, "queued", null), entry(whose, "hold", "-1", "1"));
        happen(job(id, whose, "started", null));
        happen(job(id, whose, end, null), entry(whose, end.equals("succeeded") ? "charge" : "release", "-1", "0"));
    }

    Door admin() throws SQLException {
        Door door = new Door(port);
        door.enter(
                "/api/v1/auth/sign-up", Map.of("email", HOST, "password", GivenLive.PASSWORD, "displayName", "Host"));
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("update account set roles = array['admin']");
        }
        clock.advance(Duration.ofSeconds(2));
        return door;
    }

    @Test
    void a_film_leaves_its_facts_and_none_of_its_words() {
        AccountId asha = account();

        film(asha, "succeeded");

        assertThat(facts())
                .containsExactly(
                        "video_requested",
                        "credits_held",
                        "generation_started",
                        "video_generated",
                        "video_sent",
                        "credits_used");
        assertThat(db.sql("select string_agg(f::text, '') from event_fact f")
                        .query(String.class)
                        .single())
                .doesNotContain("garden", "Snow")
                .contains("local/photo-motion", "web");
    }

    @Test
    void a_film_for_a_chat_is_sent_when_the_chat_has_it() {
        AccountId asha = account();
        UUID id = ids.next();
        var delivery = new Delivery(ids.next(), "pigeon", Map.of("roof", 7));

        happen(job(id, asha, "succeeded", delivery));
        assertThat(facts()).containsExactly("video_generated");
        happen(job(id, asha, "delivered", delivery));

        assertThat(facts()).containsExactly("video_generated", "video_sent");
    }

    @Test
    void what_is_undone_leaves_no_fact() {
        assertThatThrownBy(() -> transactions.write(() -> {
                    film(account(), "succeeded");
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(facts()).isEmpty();
    }

    @Test
    void a_transaction_of_many_jobs_costs_one_statement() throws SQLException {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            AccountId whose = account();
            many.add(job(ids.next(), whose, "queued", null));
            many.add(entry(whose, "hold", "-1", "1"));
        }
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("""
                    create table counted (statement text not null);
                    grant insert on counted to reverie_app;
                    create function count_it() returns trigger language plpgsql as
                        $$ begin insert into counted values (tg_op); return null; end $$;
                    create trigger count_it after insert on event_fact for each statement execute function count_it();
                    """);
            try {
                happen(many.toArray());
                try (var counted = statement.executeQuery("select count(*) from counted")) {
                    counted.next();
                    assertThat(counted.getInt(1)).isEqualTo(1);
                }
            } finally {
                statement.execute("drop function count_it cascade; drop table counted");
            }
        }
        assertThat(facts()).hasSize(256);
    }

    @Test
    void what_a_visitor_did_is_what_the_person_did() {
        var asha = given.person();
        String mailbox = asha.door()
                .get("/api/v1/me")
                .body()
                .path("account")
                .path("email")
                .asString();
        var visitor = given.someone();
        film(visitor.account(), "succeeded");

        visitor.door().enter("/api/v1/auth/sign-in", Map.of("email", mailbox, "password", GivenLive.PASSWORD));

        assertThat(db.sql("select distinct account_id from event_fact where name like 'video%'")
                        .query((row, n) -> row.getObject(1, UUID.class))
                        .list())
                .containsExactly(asha.account().value());
        assertThat(db.sql("select people from analytics_funnel order by place")
                        .query((row, n) -> row.getLong(1))
                        .list())
                .containsExactly(0L, 1L, 1L, 1L, 0L);
    }

    @Test
    void the_overview_counts_people_credits_and_nodes() throws SQLException {
        Door host = admin();
        AccountId asha = given.person().account();
        happen(entry(asha, "grant", "2", "0"));
        film(asha, "succeeded");
        happen(job(ids.next(), asha, "queued", null), entry(asha, "hold", "-1", "1"));
        beat.beat();

        var answer = host.get("/api/v1/admin/overview");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode body = answer.body();
        assertThat(body.path("people").asInt()).isEqualTo(2);
        assertThat(body.path("peopleToday").asInt()).isEqualTo(2);
        // Whoever signs up may be given some too.
        assertThat(body.path("credits").path("granted").asDouble()).isGreaterThanOrEqualTo(2);
        assertThat(body.path("credits").path("charged24h").asDouble()).isEqualTo(1);
        assertThat(body.path("credits").path("held").asDouble()).isEqualTo(1);
        assertThat(body.path("disk").path("freeBytes").asLong()).isPositive();
        assertThat(body.path("nodes").path(0).path("roles").path(0).asString()).isEqualTo("web");
        assertThat(body.path("nodes").path(0).path("seenAt").asString()).endsWith("Z");
    }

    @Test
    void statistics_have_every_day_and_know_who_came_back() throws SQLException {
        Door host = admin();
        AccountId asha = given.person().account();
        film(asha, "failed");
        clock.advance(Duration.ofDays(7));
        film(asha, "succeeded");
        host.enter("/api/v1/auth/sign-in", Map.of("email", HOST, "password", GivenLive.PASSWORD));

        var answer = host.get("/api/v1/admin/statistics?days=10");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode body = answer.body();
        assertThat(body.path("days").size()).isEqualTo(10);
        JsonNode today = body.path("days").path(9);
        assertThat(today.path("succeeded").asInt()).isEqualTo(1);
        assertThat(today.path("successRate").asDouble()).isEqualTo(1);
        assertThat(today.path("meanSeconds").asDouble()).isEqualTo(12);
        assertThat(today.path("creditsUsed").asDouble()).isEqualTo(1);
        assertThat(body.path("days").path(2).path("failed").asInt()).isEqualTo(1);
        assertThat(body.path("days").path(5).has("successRate")).isFalse();
        assertThat(body.path("errors").path(0).path("errorClass").asString()).isEqualTo("temporary");
        assertThat(body.path("funnel").path(1).path("people").asInt()).isEqualTo(2);
        JsonNode later = body.path("retention").path(1);
        assertThat(later.path("weeksLater").asInt()).isEqualTo(1);
        assertThat(later.path("ofPeople").asInt()).isEqualTo(2);
        assertThat(later.path("people").asInt()).isEqualTo(1);
    }

    @Test
    void only_admins_see_figures_and_only_for_days_that_make_sense() throws SQLException {
        Door host = admin();

        assertThat(host.get("/api/v1/admin/statistics?days=0").code()).isEqualTo("days_out_of_range");
        assertThat(host.get("/api/v1/admin/statistics?days=367").status()).isEqualTo(422);
        Door stranger = new Door(port);
        stranger.enter("/api/v1/visits", Map.of());
        assertThat(stranger.get("/api/v1/admin/overview").status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/admin/statistics").status()).isEqualTo(404);
    }
}
