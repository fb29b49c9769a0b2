package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.realtime.GivenLive.thing;

import java.time.Duration;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.Door;

@ReverieTest
class SessionsEndTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Autowired
    GivenLive given;

    @Autowired
    TestClock clock;

    @Autowired
    LiveSockets sockets;

    @Autowired
    Channels channels;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void signing_out_closes_what_the_session_opened_within_a_second_and_nothing_else(String transport)
            throws Exception {
        var asha = given.person();
        Door elsewhere = new Door(port);
        String mailbox = asha.door()
                .get("/api/v1/me")
                .body()
                .path("account")
                .path("email")
                .asString();
        elsewhere.enter("/api/v1/auth/sign-in", Map.of("email", mailbox, "password", GivenLive.PASSWORD));
        try (var here = new GivenLive.Client(port, asha.token(), null, transport).open();
                var there = new GivenLive.Client(port, elsewhere.token(), null, transport).open()) {
            assertThat(asha.door().post("/api/v1/auth/sign-out").status()).isEqualTo(204);

            assertThat(here.left(A_SECOND)).isEqualTo("io server disconnect");
            given.happen(thing(asha.account(), "for those who are here"));
            there.next("link.verified");
            assertThat(here.heard("link.verified")).isEmpty();
        }
        try (var again = new GivenLive.Client(port, asha.token(), null, transport)) {
            assertThat(again.refusal().getJSONObject("data").getString("code")).isEqualTo("sign_in_needed");
        }
    }

    @Test
    void a_socket_outlives_its_token_by_a_minute_unless_it_is_given_the_next_one() throws Exception {
        var asha = given.person();
        try (var renewed = new GivenLive.Client(port, asha.token(), null, "polling").open();
                var forgetful = new GivenLive.Client(port, asha.token(), null, "polling").open()) {
            clock.advance(Duration.ofMinutes(15).plusSeconds(30));
            asha.door().enter("/api/v1/auth/refresh", Map.of());
            JSONObject answer = renewed.ask(
                    "auth", new JSONObject().put("token", asha.door().token()));
            assertThat(answer.getBoolean("ok")).isTrue();
            assertThat(renewed.ask("auth", new JSONObject().put("token", "forged"))
                            .getBoolean("ok"))
                    .isFalse();
            sockets.tick(1);
            sockets.checkTokens();
            assertThat(forgetful.ask("sync", new JSONObject().put("after", 0)).has("head"))
                    .isTrue();

            clock.advance(Duration.ofSeconds(40));
            sockets.tick(2);

            forgetful.left(GivenLive.PATIENCE);
            assertThat(renewed.ask("sync", new JSONObject().put("after", 0)).has("head"))
                    .isTrue();
        }
    }

    @Test
    void a_token_of_another_account_moves_the_socket_there() throws Exception {
        var visitor = given.someone();
        var asha = given.someone();
        given.happen(thing(asha.account(), "before"));
        try (var client = new GivenLive.Client(port, visitor.token(), 0, "websocket").open()) {
            client.ask("auth", new JSONObject().put("token", asha.token()));
            client.next("resync");
            given.happen(thing(visitor.account(), "no longer mine"), thing(asha.account(), "mine"));
            client.awaitNumbers(1);

            assertThat(client.next("link.verified").getString("code")).isEqualTo("mine");
            assertThat(client.numbers()).containsExactly(2L);
            assertThat(channels.find(visitor.account())).isNull();
        }
    }

    @Test
    void who_is_suspended_without_anybody_saying_so_is_found_out() throws Exception {
        var asha = given.person();
        try (var client = new GivenLive.Client(port, asha.token(), null, "websocket").open();
                var c = reverie.TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("update session set ended_at = now(), ended_because = 'revoked'");
            clock.advance(Duration.ofSeconds(2));

            sockets.checkTokens();

            assertThat(client.left(GivenLive.PATIENCE)).isEqualTo("io server disconnect");
        }
    }

    @Test
    void one_account_has_only_so_many_sockets() throws Exception {
        var asha = given.someone();
        var open = new java.util.ArrayList<GivenLive.Client>();
        try {
            for (int i = 0; i < Limits.SOCKETS_PER_ACCOUNT_MAX; i++) {
                open.add(new GivenLive.Client(port, asha.token(), null, "websocket").open());
            }
            try (var more = new GivenLive.Client(port, asha.token(), null, "websocket")) {
                assertThat(more.refusal().getJSONObject("data").getString("code"))
                        .isEqualTo("too_many_sockets");
            }
        } finally {
            open.forEach(GivenLive.Client::close);
        }
    }
}
