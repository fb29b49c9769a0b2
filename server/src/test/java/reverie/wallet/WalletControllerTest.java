package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;
import reverie.ReverieTest;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Page;
import reverie.platform.Problem;
import reverie.platform.Texts;
import reverie.platform.web.Caller;
import tools.jackson.databind.json.JsonMapper;

@ReverieTest
class WalletControllerTest {
    @Autowired
    WalletController controller;

    @Autowired
    GivenWallet given;

    @Autowired
    Ids ids;

    @Autowired
    JsonMapper json;

    @Autowired
    Texts texts;

    @LocalServerPort
    int port;

    Caller caller(AccountId account) {
        return new Caller(account, ids.next(), false, Set.of(), "en");
    }

    @Test
    void a_wallet_says_what_is_settled_what_is_held_and_what_is_left() {
        AccountId account = given.walletWith("2.5");
        given.hold(account, "0.000001");

        assertThat(json.writeValueAsString(controller.balance(caller(account))))
                .isEqualTo("{\"balance\":2.5,\"held\":0.000001,\"available\":2.499999}");
        assertThat(json.writeValueAsString(controller.balance(caller(given.nobody()))))
                .isEqualTo("{\"balance\":0,\"held\":0,\"available\":0}");
    }

    @Test
    void entries_come_newest_first_page_by_page_and_nothing_absent_is_written() {
        AccountId account = given.walletWith("20");
        for (int i = 0; i < 5; i++) given.charge(account, "1");
        List<Entry> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Entry> page = controller.entries(caller(account), null, cursor, 3);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(all).hasSize(11).doesNotHaveDuplicates();
        assertThat(all)
                .isEqualTo(controller.entries(caller(account), null, null, 100).items());
        assertThat(controller.entries(caller(account), "charge", null, 100).items())
                .hasSize(5)
                .extracting(Entry::kind)
                .containsOnly("charge");
        Entry charge = all.getFirst();
        assertThat(json.writeValueAsString(charge))
                .isEqualTo("{\"id\":\"%s\",\"kind\":\"charge\",\"credits\":-1,\"balanceAfter\":15,\"heldAfter\":0,"
                                .formatted(charge.id())
                        + "\"job\":\"%s\",\"at\":\"%s\"}".formatted(charge.job(), charge.at()));
    }

    @Test
    void a_limit_kind_or_cursor_that_is_none_is_named() {
        AccountId account = given.walletWith("2");
        Entry others = controller
                .entries(caller(given.walletWith("1")), null, null, 1)
                .items()
                .getFirst();
        assertThatThrownBy(() -> controller.entries(caller(account), null, null, 101))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("limit_out_of_range"));
        assertThatThrownBy(() -> controller.entries(caller(account), "bribe", null, 10))
                .isInstanceOfSatisfying(
                        Problem.class,
                        p -> assertThat(p.fields().getFirst().field()).isEqualTo("kind"));
        for (String cursor : List.of("x", others.id().toString())) {
            assertThatThrownBy(() -> controller.entries(caller(account), null, cursor, 10))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            p -> assertThat(p.fields().getFirst().field()).isEqualTo("cursor"));
        }
    }

    @Test
    void a_stranger_gets_nothing() {
        for (String path : List.of("/api/v1/wallet", "/api/v1/wallet/entries")) {
            HttpStatusCode status = RestClient.create("http://localhost:" + port)
                    .get()
                    .uri(path)
                    .exchange((request, response) -> response.getStatusCode());
            assertThat(status.value()).isEqualTo(401);
        }
    }

    @Test
    void what_is_missing_is_said_in_three_languages() {
        Problem problem = Wallet.notEnough(reverie.platform.Credits.of("0.25"), reverie.platform.Credits.of("1.75"));
        for (String language : List.of("en", "ru", "hi")) {
            assertThat(texts.get(language, "errors.not_enough_credits.detail", problem.values()))
                    .contains("0.25", "1.75");
        }
    }
}
