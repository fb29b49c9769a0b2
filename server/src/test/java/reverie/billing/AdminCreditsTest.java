package reverie.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.identity.Door;
import reverie.identity.GivenIdentity;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.wallet.Wallet;
import tools.jackson.databind.JsonNode;

@ReverieTest
class AdminCreditsTest {
    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    Wallet wallet;

    @Autowired
    JdbcClient db;

    private AccountId anna;
    private Door boss;

    @BeforeEach
    void anAdminAndAPerson() {
        anna = given.person("Anna");
        boss = given.door(port, given.admin());
    }

    private static String grants(Object account) {
        return "/api/v1/admin/people/" + account + "/grants";
    }

    private static String entries(Object account) {
        return "/api/v1/admin/people/" + account + "/entries";
    }

    private static List<String> kinds(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(entry -> entry.path("kind").asString())
                .toList();
    }

    private long audited() {
        return db.sql("select count(*) from audit_entry where action = 'credits.granted'")
                .query(Long.class)
                .single();
    }

    @Test
    void credits_are_given_and_taken_with_a_reason_that_stands_in_the_wallet_and_in_the_audit_log() {
        var given = boss.post(grants(anna), Map.of("credits", 5, "reason", "Sorry for the wait"));
        var taken = boss.post(grants(anna), Map.of("credits", -1.5, "reason", "One too many"));

        assertThat(given.status()).isEqualTo(201);
        assertThat(taken.status()).isEqualTo(201);
        assertThat(wallet.balance(anna).available()).isEqualTo(Credits.of("5.5"));
        var page = boss.get(entries(anna)).body();
        assertThat(kinds(page)).containsExactly("adjustment", "grant", "grant");
        assertThat(page.path("items").path(0).path("reason").asString()).isEqualTo("One too many");
        assertThat(page.path("items").path(1).path("reason").asString()).isEqualTo("Sorry for the wait");
        assertThat(db.sql("""
                        select details ->> 'reason' from audit_entry
                         where action = 'credits.granted' and subject = ? order by id
                        """).param(anna.toString()).query(String.class).list())
                .containsExactly("Sorry for the wait", "One too many");
    }

    @Test
    void the_same_wish_sent_twice_gives_once() {
        boss.with("Idempotency-Key", "wish-1");
        Map<String, Object> wish = Map.of("credits", 5, "reason", "Once");

        assertThat(boss.post(grants(anna), wish).status()).isEqualTo(201);
        assertThat(boss.post(grants(anna), wish).status()).isEqualTo(201);

        assertThat(wallet.balance(anna).balance()).isEqualTo(Credits.of(7));
        assertThat(audited()).isEqualTo(1);
    }

    @Test
    void a_wallet_is_read_page_by_page_and_by_kind() {
        for (int i = 1; i <= 3; i++) boss.post(grants(anna), Map.of("credits", i, "reason", "No. " + i));

        var first = boss.get(entries(anna) + "?limit=2").body();
        var rest = boss.get(
                        entries(anna) + "?limit=2&cursor=" + first.path("next").asString())
                .body();

        assertThat(first.path("items").valueStream().map(e -> e.path("reason").asString()))
                .containsExactly("No. 3", "No. 2");
        assertThat(rest.path("items").valueStream().map(e -> e.path("reason").asString()))
                .containsExactly("No. 1", "welcome");
        assertThat(rest.has("next")).isFalse();
        assertThat(kinds(boss.get(entries(anna) + "?kind=charge").body())).isEmpty();
        assertThat(boss.get(entries(anna) + "?kind=gift").fields()).containsExactly("kind");
    }

    @Test
    void who_is_no_admin_neither_reads_nor_gives() {
        Door annas = given.door(port, anna);

        for (Door stranger : List.of(annas, given.door(port, given.person("Ravi")))) {
            assertThat(stranger.get(entries(anna)).status()).isEqualTo(403);
            assertThat(stranger.post(grants(anna), Map.of("credits", 5, "reason", "Me"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(new Door(port).get(entries(anna)).status()).isEqualTo(401);
        assertThat(wallet.balance(anna).balance()).isEqualTo(Credits.of(2));
    }

    @Test
    void a_visitor_has_no_wallet_and_nobody_is_made_up() {
        for (Object nobody : List.of(given.visitor(), UUID.fromString("01900000-0000-7000-8000-000000000000"))) {
            assertThat(boss.get(entries(nobody)).status()).isEqualTo(404);
            assertThat(boss.post(grants(nobody), Map.of("credits", 5, "reason", "Who?"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(audited()).isZero();
    }

    @Test
    void a_grant_without_a_reason_or_of_nothing_changes_nothing() {
        assertThat(boss.post(grants(anna), Map.of("credits", 5, "reason", " ")).fields())
                .containsExactly("reason");
        assertThat(boss.post(grants(anna), Map.of("credits", 0, "reason", "Nothing"))
                        .fields())
                .containsExactly("credits");
        assertThat(boss.post(grants(anna), Map.of("credits", -3, "reason", "More than there is"))
                        .status())
                .isEqualTo(402);

        assertThat(wallet.balance(anna).balance()).isEqualTo(Credits.of(2));
        assertThat(audited()).isZero();
    }
}
