package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.wallet.Wallet;

@ReverieTest
class LinksTest {
    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    Accounts accounts;

    @Autowired
    StandInDoor bot;

    @Autowired
    Wallet wallet;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    KeepIdentityTidy tidy;

    @BeforeEach
    void theBotRuns() {
        bot.open();
    }

    private String code(Door door) {
        var link = door.post("/api/v1/links");
        assertThat(link.status()).isEqualTo(201);
        return link.body().path("code").asString();
    }

    private Door visitor() {
        Door tab = new Door(port);
        tab.enter("/api/v1/visits", Map.of());
        return tab;
    }

    private String state(Door door, String code) {
        return door.get("/api/v1/links/" + code).body().path("state").asString();
    }

    /** Something beyond the welcome happened here. */
    private void use(AccountId account) {
        wallet.grant(account, Credits.of(1), "used:" + account, "test", null);
    }

    private int available(Door door) {
        return door.get("/api/v1/me").body().path("wallet").path("available").asInt(-1);
    }

    @Test
    void without_a_bot_there_is_no_code() {
        bot.reset();

        var answer = visitor().post("/api/v1/links");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("bot_unavailable");
        assertThat(new Door(port).post("/api/v1/links").status()).isEqualTo(401);
    }

    @Test
    void a_code_is_long_and_only_its_hash_is_kept() {
        Door tab = visitor();

        var link = tab.post("/api/v1/links").body();

        assertThat(link.path("code").asString()).matches("[A-Za-z0-9_-]{22,64}");
        assertThat(link.path("deepLink").asString())
                .endsWith("?start=" + link.path("code").asString());
        assertThat(link.path("botUsername").asString()).isEqualTo("reverie_test_bot");
        assertThat(db.sql("select sha256 from link_code").query(String.class).single())
                .isNotEqualTo(link.path("code").asString());
    }

    @Test
    void a_waiting_visitor_becomes_the_person_nobody_knew_yet() {
        Door tab = visitor();
        AccountId visitor = given.account(tab);
        String code = code(tab);
        assertThat(state(tab, code)).isEqualTo("waiting");
        Accounts.External vera = given.telegram("Vera");

        assertThat(accounts.redeemLink(code, vera)).isEqualTo(new Accounts.Linked.Done(visitor, true));

        assertThat(state(tab, code)).isEqualTo("verified");
        assertThat(tab.get("/api/v1/links/" + code)
                        .body()
                        .path("telegram")
                        .path("name")
                        .asString())
                .isEqualTo("Vera");
        assertThat(given.told())
                .contains(new AccountOpened(visitor, "telegram:" + vera.subject(), "web"))
                .contains(new LinkVerified(visitor, code, "Vera"));
        // Until it claims, the tab's token opens no more than a visitor's does.
        assertThat(tab.get("/api/v1/auth/sessions").status()).isEqualTo(401);
        String visitToken = tab.token();

        assertThat(tab.enter("/api/v1/links/" + code + "/claim", Map.of()).status())
                .isEqualTo(200);

        assertThat(given.account(tab)).isEqualTo(visitor);
        assertThat(available(tab)).isEqualTo(2);
        assertThat(new Door(port).token(visitToken).get("/api/v1/me").status()).isEqualTo(401);
        assertThat(accounts.findExternal("telegram", vera.subject())).contains(visitor);
        assertThat(tab.post("/api/v1/auth/refresh").status()).isEqualTo(200);
    }

    @Test
    void a_waiting_visitor_becomes_the_person_the_bot_knows_and_brings_along_what_it_has() {
        Accounts.External who = given.telegram("Vera");
        AccountId vera = accounts.ofExternal(who).id();
        use(vera);
        Door tab = visitor();
        AccountId visitor = given.account(tab);
        String code = code(tab);

        assertThat(accounts.redeemLink(code, who)).isEqualTo(new Accounts.Linked.Done(vera, false));
        assertThat(given.told()).doesNotContain(new AccountMoved(visitor, vera));
        tab.enter("/api/v1/links/" + code + "/claim", Map.of());

        assertThat(given.told()).contains(new AccountMoved(visitor, vera));
        assertThat(given.account(tab)).isEqualTo(vera);
        assertThat(available(tab)).isEqualTo(3);
    }

    @Test
    void a_person_gets_telegram_as_a_second_door() {
        Door anna = given.signedUp(port, "anna@example.org");
        AccountId account = given.account(anna);
        Accounts.External who = given.telegram("Anna T.");
        String code = code(anna);

        assertThat(accounts.redeemLink(code, who)).isEqualTo(new Accounts.Linked.Done(account, false));
        assertThat(anna.enter("/api/v1/links/" + code + "/claim", Map.of()).status())
                .isEqualTo(200);

        assertThat(anna.get("/api/v1/me")
                        .body()
                        .path("links")
                        .path("telegram")
                        .path("name")
                        .asString())
                .isEqualTo("Anna T.");
        assertThat(available(anna)).isEqualTo(2);
        assertThat(accounts.ofExternal(who).id()).isEqualTo(account);
    }

    @Test
    void an_untouched_account_at_the_bot_joins_the_one_on_the_web_and_its_welcome_is_gone() {
        Accounts.External who = given.telegram("Vera");
        AccountId untouched = accounts.ofExternal(who).id();
        Door anna = given.signedUp(port, "anna@example.org");
        AccountId account = given.account(anna);
        use(account);
        String code = code(anna);

        assertThat(accounts.redeemLink(code, who)).isEqualTo(new Accounts.Linked.Done(account, false));
        anna.enter("/api/v1/links/" + code + "/claim", Map.of());

        assertThat(given.account(anna)).isEqualTo(account);
        assertThat(available(anna)).isEqualTo(3);
        assertThat(wallet.balance(untouched).available()).isEqualTo(Credits.ZERO);
        assertThat(given.told()).contains(new AccountMoved(untouched, account));
    }

    @Test
    void an_untouched_account_on_the_web_joins_the_one_at_the_bot_mailbox_and_all() {
        Accounts.External who = given.telegram("Vera");
        AccountId used = accounts.ofExternal(who).id();
        use(used);
        Door anna = given.signedUp(port, "anna@example.org");
        AccountId untouched = given.account(anna);
        String code = code(anna);

        assertThat(accounts.redeemLink(code, who)).isEqualTo(new Accounts.Linked.Done(used, false));
        assertThat(anna.enter("/api/v1/links/" + code + "/claim", Map.of()).status())
                .isEqualTo(200);

        assertThat(given.account(anna)).isEqualTo(used);
        assertThat(available(anna)).isEqualTo(3);
        assertThat(wallet.balance(untouched).available()).isEqualTo(Credits.ZERO);
        Door again = new Door(port);
        again.enter("/api/v1/auth/sign-in", GivenIdentity.signIn("anna@example.org", GivenIdentity.PASSWORD));
        assertThat(given.account(again)).isEqualTo(used);
    }

    @Test
    void two_used_accounts_stay_as_they_are() {
        Accounts.External who = given.telegram("Vera");
        AccountId there = accounts.ofExternal(who).id();
        use(there);
        Door anna = given.signedUp(port, "anna@example.org");
        AccountId here = given.account(anna);
        use(here);

        assertThat(accounts.redeemLink(code(anna), who)).isEqualTo(new Accounts.Linked.MergeLater());
        var byHand = anna.post(
                "/api/v1/links/telegram", Map.of("username", who.username(), "digits", accounts.digitsFor(who)));

        assertThat(byHand.status()).isEqualTo(409);
        assertThat(byHand.code()).isEqualTo("merge_later");
        assertThat(given.account(anna)).isEqualTo(here);
        assertThat(accounts.findExternal("telegram", who.subject())).contains(there);
        assertThat(given.told()).filteredOn(AccountMoved.class::isInstance).isEmpty();
    }

    @Test
    void a_code_is_good_once_for_ten_minutes_and_only_for_the_tab_that_asked() {
        Door tab = visitor();
        Door other = visitor();
        String code = code(tab);
        assertThat(other.get("/api/v1/links/" + code).status()).isEqualTo(404);
        assertThat(other.post("/api/v1/links/" + code + "/claim").status()).isEqualTo(404);
        assertThat(tab.post("/api/v1/links/" + code + "/claim").code()).isEqualTo("link_waiting");

        accounts.redeemLink(code, given.telegram("Vera"));

        assertThat(accounts.redeemLink(code, given.telegram("Boris"))).isEqualTo(new Accounts.Linked.Expired());
        assertThat(other.post("/api/v1/links/" + code + "/claim").status()).isEqualTo(404);
        String before = tab.token();
        assertThat(tab.enter("/api/v1/links/" + code + "/claim", Map.of()).status())
                .isEqualTo(200);
        assertThat(tab.post("/api/v1/links/" + code + "/claim").code()).isEqualTo("link_expired");
        assertThat(new Door(port)
                        .token(before)
                        .post("/api/v1/links/" + code + "/claim")
                        .status())
                .isEqualTo(401);

        Door late = visitor();
        String old = code(late);
        clock.advance(Duration.ofMinutes(11));
        assertThat(state(late, old)).isEqualTo("expired");
        assertThat(accounts.redeemLink(old, given.telegram("Late"))).isEqualTo(new Accounts.Linked.Expired());
        assertThat(late.post("/api/v1/links/" + old + "/claim").status()).isEqualTo(410);
        assertThat(accounts.redeemLink("no such code", given.telegram("X"))).isEqualTo(new Accounts.Linked.Expired());
    }

    /** Links stand in chats, histories and logs for ever. */
    @Test
    void a_link_found_after_more_than_a_day_opens_nothing_used_or_not() {
        Door tab = visitor();
        Door other = visitor();
        String used = code(tab);
        String unused = code(other);
        var who = given.telegram("Vera");
        var mallory = given.telegram("Mallory");
        accounts.redeemLink(used, who);
        tab.enter("/api/v1/links/" + used + "/claim", Map.of());
        AccountId vera = accounts.findExternal("telegram", who.subject()).orElseThrow();
        String opened = accounts.webSignIn(vera);
        String unopened = accounts.webSignIn(vera);
        new Door(port).enter("/api/v1/links/open", Map.of("code", opened));

        clock.advance(Duration.ofHours(25));
        for (int pass = 0; pass < 2; pass++) {
            for (String code : List.of(used, unused)) {
                assertThat(accounts.waitingFor(code)).isEmpty();
                assertThat(accounts.redeemLink(code, mallory)).isEqualTo(new Accounts.Linked.Expired());
            }
            for (String code : List.of(opened, unopened)) {
                assertThat(new Door(port)
                                .post("/api/v1/links/open", Map.of("code", code))
                                .code())
                        .isEqualTo("link_expired");
            }
            // Also when nothing of them is kept any more.
            tidy.run();
        }
        assertThat(accounts.findExternal("telegram", mallory.subject())).isEmpty();
    }

    @Test
    void one_code_that_comes_in_twenty_times_at_once_counts_once() throws Exception {
        Door tab = visitor();
        String code = code(tab);
        List<Callable<Accounts.Linked>> calls = IntStream.range(0, 20)
                .mapToObj(i -> given.telegram("P" + i))
                .<Callable<Accounts.Linked>>map(who -> () -> accounts.redeemLink(code, who))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(calls).stream().map(f -> f.resultNow()).toList();
            assertThat(answers)
                    .filteredOn(Accounts.Linked.Done.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void username_and_digits_sign_a_visitor_in() {
        Accounts.External who = given.telegram("Vera");
        AccountId vera = accounts.ofExternal(who).id();
        String digits = accounts.digitsFor(who);
        assertThat(digits).matches("\\d{6}");
        Door tab = visitor();
        AccountId visitor = given.account(tab);

        var answer = tab.enter(
                "/api/v1/links/telegram",
                Map.of(
                        "username",
                        "@" + String.valueOf(who.username()).toUpperCase(java.util.Locale.ROOT),
                        "digits",
                        digits));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(given.account(tab)).isEqualTo(vera);
        assertThat(given.told()).contains(new AccountMoved(visitor, vera));
        assertThat(visitor()
                        .post("/api/v1/links/telegram", Map.of("username", who.username(), "digits", digits))
                        .code())
                .isEqualTo("digits_wrong");
    }

    @Test
    void digits_alone_also_let_somebody_in_who_has_no_token_yet() {
        Accounts.External who = given.telegram("Vera");
        String digits = accounts.digitsFor(who);
        Door nobody = new Door(port);

        assertThat(nobody.enter("/api/v1/links/telegram", Map.of("username", who.username(), "digits", digits))
                        .status())
                .isEqualTo(200);
        assertThat(accounts.findExternal("telegram", who.subject())).contains(given.account(nobody));
    }

    @Test
    void the_name_alone_proves_nothing_and_five_tries_are_all() {
        Accounts.External who = given.telegram("Vera");
        accounts.ofExternal(who);
        String digits = accounts.digitsFor(who);
        String wrong = digits.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            var answer = visitor().post("/api/v1/links/telegram", Map.of("username", who.username(), "digits", wrong));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("digits_wrong");
            assertThat(answer.fields()).containsExactly("digits");
        }

        var sixth = visitor().post("/api/v1/links/telegram", Map.of("username", who.username(), "digits", digits));

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("too_many_tries");
        assertThat(sixth.header("Retry-After")).isNotEmpty();
    }

    @Test
    void a_username_that_never_asked_for_digits_looks_like_one_with_wrong_digits() {
        var answer = visitor().post("/api/v1/links/telegram", Map.of("username", "nobody_here", "digits", "123456"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("digits_wrong");
    }

    @Test
    void guessing_all_digits_at_once_is_stopped_too() throws Exception {
        Accounts.External who = given.telegram("Vera");
        accounts.digitsFor(who);
        List<Callable<Integer>> calls = IntStream.range(0, 60)
                .<Callable<Integer>>mapToObj(i -> () -> new Door(port)
                        .post(
                                "/api/v1/links/telegram",
                                Map.of("username", who.username(), "digits", String.format("%06d", i)))
                        .status())
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(calls).stream().map(f -> f.resultNow()).toList();
            assertThat(answers).filteredOn(status -> status != 429).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void digits_run_out_after_ten_minutes_and_new_ones_void_the_old() {
        Accounts.External who = given.telegram("Vera");
        String first = accounts.digitsFor(who);
        String second = accounts.digitsFor(who);
        if (!first.equals(second)) {
            assertThat(visitor()
                            .post("/api/v1/links/telegram", Map.of("username", who.username(), "digits", first))
                            .status())
                    .isEqualTo(422);
        }

        clock.advance(Duration.ofMinutes(11));

        assertThat(visitor()
                        .post("/api/v1/links/telegram", Map.of("username", who.username(), "digits", second))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void open_on_the_web_signs_in_once_and_takes_nothing_from_whoever_opens_it() {
        AccountId vera = given.person("Vera");
        String code = accounts.webSignIn(vera);
        Door tab = visitor();
        AccountId visitor = given.account(tab);

        assertThat(tab.enter("/api/v1/links/open", Map.of("code", code)).status())
                .isEqualTo(200);

        assertThat(given.account(tab)).isEqualTo(vera);
        assertThat(given.told()).doesNotContain(new AccountMoved(visitor, vera));
        var again = new Door(port).post("/api/v1/links/open", Map.of("code", code));
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("link_expired");
        String old = accounts.webSignIn(vera);
        clock.advance(Duration.ofMinutes(11));
        assertThat(new Door(port)
                        .post("/api/v1/links/open", Map.of("code", old))
                        .status())
                .isEqualTo(410);
        // A code of the other kind is none of this kind.
        assertThat(new Door(port)
                        .post("/api/v1/links/open", Map.of("code", code(visitor())))
                        .status())
                .isEqualTo(410);
    }

    @Test
    void somebody_suspended_gets_in_by_no_door() {
        Accounts.External who = given.telegram("Vera");
        AccountId vera = accounts.ofExternal(who).id();
        String web = accounts.webSignIn(vera);
        given.door(port, given.admin()).post("/api/v1/admin/people/" + vera + "/suspend", Map.of("reason", "spam"));

        assertThat(new Door(port)
                        .post("/api/v1/links/open", Map.of("code", web))
                        .status())
                .isEqualTo(403);
        assertThat(accounts.redeemLink(code(visitor()), who)).isEqualTo(new Accounts.Linked.Expired());
        String digits = accounts.digitsFor(who);
        assertThat(new Door(port)
                        .post("/api/v1/links/telegram", Map.of("username", who.username(), "digits", digits))
                        .code())
                .isEqualTo("account_suspended");
    }

    @Test
    void rights_are_not_handed_on_by_linking() {
        Accounts.External who = given.telegram("Admin");
        AccountId admin = accounts.ofExternal(who).id();
        given.makeAdmin(admin);
        Door anna = given.signedUp(port, "anna@example.org");
        AccountId annas = given.account(anna);
        use(annas);

        assertThat(accounts.redeemLink(code(anna), who)).isEqualTo(new Accounts.Linked.MergeLater());
        assertThat(accounts.account(annas).roles()).isEmpty();
    }
}
