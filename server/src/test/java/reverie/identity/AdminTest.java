package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;

@ReverieTest
class AdminTest {
    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    Accounts accounts;

    @Autowired
    FirstAdmin firstAdmin;

    @Autowired
    Audit audit;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    private static Map<String, String> wish(String path, String email) {
        String token = path.substring(path.indexOf('=') + 1);
        return Map.of("token", token, "email", email, "password", GivenIdentity.PASSWORD, "displayName", "Boss");
    }

    @Test
    void the_link_of_the_first_start_makes_one_admin() {
        accounts.host();
        assertThat(accounts.setupNeeded()).isTrue();
        String one = firstAdmin.path().orElseThrow();
        String two = firstAdmin.path().orElseThrow();
        assertThat(one).startsWith("/setup?token=");
        Door boss = new Door(port);

        var wrong = boss.post("/api/v1/setup", wish("/setup?token=guess", "boss@example.org"));
        assertThat(wrong.status()).isEqualTo(410);
        assertThat(wrong.code()).isEqualTo("setup_over");
        var done = boss.enter("/api/v1/setup", wish(one, "boss@example.org"));

        assertThat(done.status()).isEqualTo(201);
        assertThat(done.body().path("account").path("roles").path(0).asString()).isEqualTo("admin");
        assertThat(boss.get("/api/v1/admin/people").status()).isEqualTo(200);
        assertThat(accounts.setupNeeded()).isFalse();
        assertThat(firstAdmin.path()).isEmpty();
        for (String used : List.of(one, two)) {
            assertThat(new Door(port)
                            .post("/api/v1/setup", wish(used, "thief@example.org"))
                            .status())
                    .isEqualTo(410);
        }
        assertThat(db.sql("select count(*) from account where roles <> '{}' and not host")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void two_links_opened_at_once_make_one_admin_and_no_second_account() throws Exception {
        List<Callable<Integer>> calls = Collections.nCopies(6, 0).stream()
                .<Callable<Integer>>map(i -> {
                    String path = firstAdmin.path().orElseThrow();
                    String email = "boss" + path.hashCode() + "@example.org";
                    return () -> new Door(port)
                            .post("/api/v1/setup", wish(path, email))
                            .status();
                })
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(calls).stream().map(f -> f.resultNow()).toList();
            assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
            assertThat(answers).filteredOn(status -> status == 410).hasSize(5);
        }
        assertThat(db.sql("select count(*) from account").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void somebody_who_signed_up_before_becomes_the_first_admin_by_their_password_only() {
        given.signedUp(port, "boss@example.org");
        String path = firstAdmin.path().orElseThrow();

        var stolen = new Door(port)
                .post(
                        "/api/v1/setup",
                        Map.of(
                                "token",
                                path.substring(path.indexOf('=') + 1),
                                "email",
                                "boss@example.org",
                                "password",
                                "not the right one",
                                "displayName",
                                "X"));
        assertThat(stolen.status()).isEqualTo(401);

        assertThat(new Door(port)
                        .post("/api/v1/setup", wish(path, "boss@example.org"))
                        .status())
                .isEqualTo(201);
        assertThat(db.sql("select count(*) from account").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void for_everybody_else_the_admins_addresses_do_not_exist() {
        AccountId anna = given.person("Anna");
        List<Door> others = List.of(given.door(port, anna), given.door(port, given.visitor()));
        String person = "/api/v1/admin/people/" + anna;
        for (Door door : others) {
            assertThat(door.get("/api/v1/admin/people").status()).isEqualTo(404);
            assertThat(door.get(person).status()).isEqualTo(404);
            assertThat(door.get("/api/v1/admin/audit").status()).isEqualTo(404);
            assertThat(door.post(person + "/suspend", Map.of("reason", "x")).status())
                    .isEqualTo(404);
            assertThat(door.post(person + "/unsuspend").status()).isEqualTo(404);
        }
        assertThat(new Door(port).get("/api/v1/admin/people").status()).isIn(401, 404);
    }

    @Test
    void people_are_found_by_what_an_admin_knows_of_them() {
        given.signedUp(port, "anna.k@example.org");
        Accounts.External vera = given.telegram("Vera_100%");
        AccountId veras = accounts.ofExternal(vera).id();
        given.visitor();
        Door admin = given.door(port, given.admin());

        assertThat(names(admin, "")).containsExactlyInAnyOrder("Anna", "Vera_100%", "Admin");
        assertThat(names(admin, "?query=ANNA.K@")).containsExactly("Anna");
        assertThat(names(admin, "?query=" + String.valueOf(vera.username()).replace("%", "%25")))
                .containsExactly("Vera_100%");
        assertThat(names(admin, "?query=" + vera.subject())).containsExactly("Vera_100%");
        assertThat(names(admin, "?query=%25")).containsExactly("Vera_100%");
        assertThat(names(admin, "?query=' or 1=1 --".replace(" ", "%20"))).isEmpty();

        var first = admin.get("/api/v1/admin/people?limit=2").body();
        assertThat(first.path("items")).hasSize(2);
        var rest = admin.get("/api/v1/admin/people?limit=2&cursor="
                        + first.path("next").asString())
                .body();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
        assertThat(admin.get("/api/v1/admin/people?limit=101").status()).isEqualTo(422);

        var one = admin.get("/api/v1/admin/people/" + veras).body();
        assertThat(one.path("links").path("telegram").path("username").asString())
                .isEqualTo(vera.username());
        assertThat(one.path("wallet").path("available").asInt()).isEqualTo(2);
        assertThat(one.has("suspended")).isFalse();
        assertThat(admin.get("/api/v1/admin/people/no-id").status()).isEqualTo(404);
    }

    private static List<String> names(Door admin, String query) {
        return admin.get("/api/v1/admin/people" + query)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("account").path("displayName").asString())
                .toList();
    }

    @Test
    void what_an_admin_did_stands_in_the_log_with_who_why_and_in_which_request() {
        AccountId anna = given.person("Anna");
        Door admin = given.door(port, given.admin()).with("X-Request-Id", "req-1");
        String person = "/api/v1/admin/people/" + anna;

        assertThat(admin.post(person + "/suspend", Map.of("reason", "  ")).status())
                .isEqualTo(422);
        assertThat(admin.post(person + "/suspend", Map.of("reason", "spam")).status())
                .isEqualTo(204);
        assertThat(admin.post(person + "/suspend", Map.of("reason", "again")).status())
                .isEqualTo(204);
        assertThat(admin.get(person).body().path("suspended").path("reason").asString())
                .isEqualTo("spam");
        assertThat(admin.post(person + "/unsuspend").status()).isEqualTo(204);

        var log = admin.get("/api/v1/admin/audit").body().path("items");
        assertThat(log).hasSize(2);
        assertThat(log.path(0).path("action").asString()).isEqualTo("unsuspend");
        var suspend = log.path(1);
        assertThat(suspend.path("action").asString()).isEqualTo("suspend");
        assertThat(suspend.path("subject").asString()).isEqualTo(anna.toString());
        assertThat(suspend.path("details").path("reason").asString()).isEqualTo("spam");
        assertThat(suspend.path("actor").path("displayName").asString()).isEqualTo("Admin");
        assertThat(suspend.path("requestId").asString()).isEqualTo("req-1");
    }

    @Test
    void an_admin_cannot_suspend_themselves_or_the_host() {
        AccountId self = given.admin();
        Door admin = given.door(port, self);

        assertThat(admin.post("/api/v1/admin/people/" + self + "/suspend", Map.of("reason", "x"))
                        .code())
                .isEqualTo("not_yourself");
        AccountId host = accounts.host();
        admin.post("/api/v1/admin/people/" + host + "/suspend", Map.of("reason", "x"));
        assertThat(accounts.account(host).suspended()).isFalse();
    }

    @Test
    void the_log_only_grows() {
        audit.record(null, "grant", "somebody", Map.of("credits", 5));

        for (String sql : List.of("update audit_entry set action = 'x'", "delete from audit_entry")) {
            assertThatThrownBy(() -> db.sql(sql).update()).rootCause().hasMessageContaining("permission denied");
        }
        var row = given.door(port, given.admin())
                .get("/api/v1/admin/audit")
                .body()
                .path("items")
                .path(0);
        assertThat(row.path("actor").path("displayName").asString()).isEqualTo("Host");
        assertThat(row.path("actor").has("id")).isFalse();
        assertThat(row.path("details").path("credits").asInt()).isEqualTo(5);
    }
}
