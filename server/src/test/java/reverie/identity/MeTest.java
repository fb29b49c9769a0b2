package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.platform.AccountId;
import reverie.platform.Transactions;

@ReverieTest
class MeTest {
    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    Accounts accounts;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcClient db;

    @Test
    void the_wallet_with_its_welcome_stands_beside_the_account() {
        Door anna = given.signedUp(port, "anna@example.org");

        var wallet = anna.get("/api/v1/me").body().path("wallet");

        assertThat(wallet.path("balance").asInt()).isEqualTo(2);
        assertThat(wallet.path("held").asInt(-1)).isZero();
        assertThat(wallet.path("available").asInt()).isEqualTo(2);
    }

    @Test
    void name_handle_and_language_can_be_changed_one_by_one() {
        Door anna = given.signedUp(port, "anna@example.org");

        var changed = anna.patch("/api/v1/me", Map.of("displayName", "  Анна \u202e К. ", "locale", "ru"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("account").path("displayName").asString())
                .isEqualTo("Анна К.");
        assertThat(changed.body().path("account").path("locale").asString()).isEqualTo("ru");
        assertThat(changed.body().has("wallet")).isTrue();

        var handle = anna.patch("/api/v1/me", Map.of("handle", "Anna_K"));
        assertThat(handle.body().path("account").path("handle").asString()).isEqualTo("anna_k");
        assertThat(handle.body().path("account").path("displayName").asString()).isEqualTo("Анна К.");
        assertThat(given.told()).contains(new AccountChanged(given.account(anna)));
    }

    @Test
    void an_empty_handle_takes_it_away_and_somebody_else_may_have_it() {
        Door anna = given.signedUp(port, "anna@example.org");
        anna.patch("/api/v1/me", Map.of("handle", "river"));

        assertThat(anna.patch("/api/v1/me", Map.of("handle", "@")).fields()).containsExactly("handle");
        var without = anna.patch("/api/v1/me", Map.of("handle", " "));
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.body().path("account").path("handle").asString("")).isEmpty();
        assertThat(given.signedUp(port, "boris@example.org")
                        .patch("/api/v1/me", Map.of("handle", "river"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_change_that_cannot_be_is_named_and_changes_nothing() {
        given.signedUp(port, "boris@example.org").patch("/api/v1/me", Map.of("handle", "boris"));
        Door anna = given.signedUp(port, "anna@example.org");

        var wrong = anna.patch("/api/v1/me", Map.of("displayName", "", "handle", "?", "locale", "fr"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.fields()).containsExactly("displayName", "handle", "locale");
        var taken = anna.patch("/api/v1/me", Map.of("displayName", "New", "handle", "Boris"));
        assertThat(taken.code()).isEqualTo("handle_taken");

        assertThat(anna.get("/api/v1/me")
                        .body()
                        .path("account")
                        .path("displayName")
                        .asString())
                .isEqualTo("Anna");
    }

    @Test
    void somebody_from_telegram_sees_that_door() {
        Accounts.External who = given.telegram("Vera");
        AccountId vera = accounts.ofExternal(who).id();

        var links = given.door(port, vera).get("/api/v1/me").body().path("links");

        assertThat(links.path("telegram").path("name").asString()).isEqualTo("Vera");
        assertThat(links.path("telegram").path("username").asString()).isEqualTo(who.username());
        assertThat(links.path("telegram").path("linkedAt").asString()).isNotEmpty();
    }

    @Test
    void raw_sql_as_the_reading_role_finds_nothing_of_others() {
        AccountId anna = given.account(given.signedUp(port, "anna@example.org"));
        AccountId boris = given.person("Boris");
        given.token(boris);

        for (String table : new String[] {"account", "session", "external_login", "link_code", "consent"}) {
            Long others = transactions.read(
                    anna,
                    () -> db.sql("select count(*) from " + table + " where "
                                    + (table.equals("account") ? "id" : "account_id") + " is distinct from ?")
                            .param(anna.value())
                            .query(Long.class)
                            .single());
            assertThat(others).as(table).isZero();
        }
        Long own = transactions.read(
                anna,
                () -> db.sql("select count(*) from account").query(Long.class).single());
        assertThat(own).isEqualTo(1);
        for (String secret : new String[] {"credential", "account_key", "audit_entry", "setup_link", "mailbox_proof"}) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> transactions.read(
                            anna,
                            () -> db.sql("select count(*) from " + secret)
                                    .query(Long.class)
                                    .single()))
                    .as(secret)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_person_from_another_door_is_one_account_however_often_they_come_at_once() throws Exception {
        Accounts.External who = given.telegram("Vera");

        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = java.util.Collections.nCopies(20, (java.util.concurrent.Callable<AccountId>)
                    () -> accounts.ofExternal(who).id());
            assertThat(threads.invokeAll(calls).stream().map(f -> f.resultNow()).distinct())
                    .hasSize(1);
        }

        assertThat(given.told()).filteredOn(AccountOpened.class::isInstance).hasSize(1);
    }
}
