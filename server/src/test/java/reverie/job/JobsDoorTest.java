package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.identity.Door;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.provider.spi.ErrorClass;
import reverie.wallet.Wallet;

@ReverieTest
class JobsDoorTest {
    @LocalServerPort
    int port;

    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    Wallet wallet;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    JdbcClient db;

    private Door anna;

    @BeforeEach
    void signedIn() {
        anna = person("anna");
    }

    /** Somebody who has what everybody begins with: the two credits of the welcome. */
    private Door person(String name) {
        Door door = new Door(port);
        var answer = door.enter(
                "/api/v1/auth/sign-up",
                Map.of(
                        "email", name + "@example.org",
                        "password", "correct horse battery " + name,
                        "displayName", name));
        assertThat(answer.status()).isEqualTo(201);
        return door;
    }

    private static AccountId account(Door door) {
        return AccountId.of(
                door.get("/api/v1/me").body().path("account").path("id").asString());
    }

    private Door admin() {
        Door door = person("root");
        db.sql("update account set roles = array['admin'] where id = :id")
                .param("id", account(door).value())
                .update();
        door.enter(
                "/api/v1/auth/sign-in", Map.of("email", "root@example.org", "password", "correct horse battery root"));
        return door;
    }

    @Test
    void from_a_quote_to_a_job_that_is_done() {
        var quote = anna.post("/api/v1/quotes", Map.of("model", "scripted/thing", "inputs", Map.of("name", "x")));
        assertThat(quote.status()).isEqualTo(200);
        assertThat(quote.body().path("credits").asInt()).isEqualTo(1);
        assertThat(quote.body().path("enough").asBoolean()).isTrue();
        assertThat(quote.body().path("signature").asString()).isNotBlank();
        assertThat(quote.body().has("inputs")).isFalse();

        var started = anna.with("Idempotency-Key", "k1")
                .post("/api/v1/jobs", Map.of("quote", quote.body().path("id").asString()));
        assertThat(started.status()).isEqualTo(202);
        var again = anna.post(
                "/api/v1/jobs", Map.of("quote", quote.body().path("id").asString()));
        assertThat(again.body().path("id")).isEqualTo(started.body().path("id"));
        given.workedOff();

        var done = anna.get("/api/v1/jobs/" + started.body().path("id").asString());
        assertThat(done.body().path("state").asString()).isEqualTo("succeeded");
        assertThat(done.body().path("charged").asInt()).isEqualTo(1);
        assertThat(done.body().path("inputs").path("name").asString()).isEqualTo("x");
        assertThat(done.body().has("error")).isFalse();
        assertThat(anna.get("/api/v1/jobs?state=succeeded").body().path("items"))
                .hasSize(1);
    }

    @Test
    void every_wrong_field_is_named_in_the_language_of_the_caller() {
        var answer = anna.with("Accept-Language", "ru")
                .post("/api/v1/quotes", Map.of("model", "scripted/film", "inputs", Map.of("seconds", 99)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid_input");
        assertThat(answer.fields()).containsExactlyInAnyOrder("photo", "seconds");
        assertThat(answer.body().path("errors").toString()).contains("От 4 до 10");
    }

    @Test
    void who_lacks_credits_is_told_how_many() {
        AccountId other = given.personWith("0").account();
        wallet.transfer(account(anna), other, Credits.of("1.75"), "gift", "a gift");

        var answer = anna.post("/api/v1/jobs", Map.of("model", "scripted/thing", "inputs", Map.of()));

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.code()).isEqualTo("not_enough_credits");
        assertThat(answer.body().path("missing").decimalValue()).isEqualByComparingTo("0.75");
        assertThat(answer.body().path("detail").asString()).contains("0.25");
    }

    @Test
    void other_peoples_jobs_are_not_there() {
        var job = anna.post("/api/v1/jobs", Map.of("model", "scripted/thing"));
        String path = "/api/v1/jobs/" + job.body().path("id").asString();
        Door boris = person("boris");

        assertThat(boris.get(path).status()).isEqualTo(404);
        assertThat(boris.post(path + "/cancel").status()).isEqualTo(404);
        assertThat(boris.delete(path).status()).isEqualTo(404);
        assertThat(boris.get("/api/v1/admin/jobs").status()).isEqualTo(404);
        assertThat(new Door(port).get(path).status()).isEqualTo(401);
    }

    @Test
    void a_visitor_sees_the_price_but_starts_nothing() {
        Door visitor = new Door(port);
        visitor.enter("/api/v1/visits", Map.of());

        var quote = visitor.post("/api/v1/quotes", Map.of("model", "scripted/thing"));
        assertThat(quote.status()).isEqualTo(200);
        assertThat(quote.body().path("enough").asBoolean()).isFalse();
        assertThat(visitor.post("/api/v1/jobs", Map.of("model", "scripted/thing"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void models_are_listed_for_everyone_without_the_internal_ones() {
        var models = new Door(port).get("/api/v1/models?category=experimental");

        assertThat(models.status()).isEqualTo(200);
        assertThat(models.body()
                        .path("items")
                        .valueStream()
                        .map(m -> m.path("id").asString()))
                .contains("scripted/film", "noop/nothing")
                .doesNotContain("scripted/step");
        assertThat(models.body()
                        .path("items")
                        .valueStream()
                        .filter(m -> m.path("id").asString().equals("scripted/film")))
                .allSatisfy(m -> {
                    assertThat(m.path("credits").asInt()).isEqualTo(1);
                    assertThat(m.path("available").asBoolean()).isTrue();
                    assertThat(m.path("inputs").path("properties").has("photo")).isTrue();
                });
    }

    @Test
    void short_doors_for_scripts_are_honest_about_what_nobody_can_make() {
        var image = anna.post("/api/v1/generate/image", Map.of("idea", "a red fox"));
        assertThat(image.status()).isEqualTo(409);
        assertThat(image.code()).isEqualTo("no_model");

        var named = anna.post("/api/v1/generate/video", Map.of("model", "scripted/thing", "name", "x"));
        assertThat(named.status()).isEqualTo(202);
        assertThat(anna.get("/api/v1/generate/" + named.body().path("id").asString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deleting_and_taking_it_back() {
        var job = anna.post("/api/v1/jobs", Map.of("model", "scripted/thing"));
        String path = "/api/v1/jobs/" + job.body().path("id").asString();
        given.workedOff();

        assertThat(anna.delete(path).status()).isEqualTo(204);
        assertThat(anna.get(path).status()).isEqualTo(404);
        assertThat(anna.post(path + "/restore").status()).isEqualTo(200);
        assertThat(anna.get(path).status()).isEqualTo(200);
    }

    @Test
    void a_claim_that_is_sent_again_with_its_key_is_paid_once_and_answers_the_same() {
        var asker = new Jobs.Asker(account(anna), "telegram", "en");
        var film = Map.<String, Object>of("photo", given.photo(asker, 140).toString());
        var job = given.queuedFor(asker, "scripted/film", film, new Delivery.Wish("telegram", Map.of("chat", 7)));
        given.workedOff();
        jobs.deliveryFailed(
                db.sql("select id from job_delivery").query(UUID.class).single(), "away");
        String path = "/api/v1/jobs/" + job.id() + "/claim";
        anna.with("Idempotency-Key", "claim-1");

        var first = anna.post(path);
        var again = anna.post(path);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("charged").asInt()).isEqualTo(1);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(wallet.balance(asker.account()).balance()).isEqualTo(Credits.of("1"));
        assertThat(anna.with("Idempotency-Key", "claim-2").post(path).code()).isEqualTo("nothing_to_claim");
    }

    @Test
    void an_admin_sees_what_happened_and_gives_a_dead_letter_a_second_life() {
        for (int i = 0; i < Limits.ATTEMPTS_IF_UNKNOWN; i++) scripted.thenFail(ErrorClass.UNKNOWN, "strange");
        var job = anna.post("/api/v1/jobs", Map.of("model", "scripted/thing"));
        UUID id = UUID.fromString(job.body().path("id").asString());
        while (!given.now(id).isOver()) {
            given.workedOff();
            given.timePassed();
        }
        Door root = admin();

        var letters = root.get("/api/v1/admin/dead-letters");
        assertThat(letters.body().path("items")).hasSize(1);
        var letter = letters.body().path("items").path(0);
        assertThat(letter.path("why").asString()).contains("strange");
        assertThat(letter.path("account").path("displayName").asString()).isEqualTo("anna");
        var seen = root.get("/api/v1/admin/jobs/" + id);
        assertThat(seen.body().path("attempts")).hasSize(3);
        assertThat(seen.body().path("state").asString()).isEqualTo("failed");

        String replay = "/api/v1/admin/dead-letters/" + id + "/replay";
        var replayed = root.with("Idempotency-Key", "replay-1").post(replay);
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(root.post(replay).body()).isEqualTo(replayed.body());
        assertThat(root.without("Idempotency-Key").post(replay).code()).isEqualTo("no_dead_letter");
        given.workedOff();
        assertThat(given.now(id).state()).isEqualTo("succeeded");
        assertThat(root.get("/api/v1/admin/overview")
                        .body()
                        .path("jobs")
                        .path("dead")
                        .asInt())
                .isZero();
        assertThat(db.sql("select count(*) from audit_entry where action = 'job.replay'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_dead_letter_is_put_away_with_a_reason() {
        for (int i = 0; i < Limits.ATTEMPTS_IF_UNKNOWN; i++) scripted.thenFail(ErrorClass.UNKNOWN, "strange");
        var job = anna.post("/api/v1/jobs", Map.of("model", "scripted/thing"));
        UUID id = UUID.fromString(job.body().path("id").asString());
        while (!given.now(id).isOver()) {
            given.workedOff();
            given.timePassed();
        }
        Door root = admin();
        String path = "/api/v1/admin/dead-letters/" + id + "/discard";

        assertThat(root.post(path, Map.of("reason", " ")).status()).isEqualTo(422);
        assertThat(root.post(path, Map.of("reason", "a broken test photo")).status())
                .isEqualTo(204);
        assertThat(root.get("/api/v1/admin/dead-letters").body().path("items")).isEmpty();
        assertThat(root.post(path, Map.of("reason", "again")).status()).isEqualTo(409);
    }
}
