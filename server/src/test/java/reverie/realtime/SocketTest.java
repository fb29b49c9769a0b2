package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.realtime.GivenLive.thing;

import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;

@ReverieTest
class SocketTest {
    @Autowired
    GivenLive given;

    @LocalServerPort
    int port;

    GivenLive.Client client(GivenLive.Someone who, Object last, String transports) {
        return new GivenLive.Client(port, who.token(), last, transports.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void whichever_way_it_comes_a_socket_hears_what_is_committed_and_gets_answers(String transports) throws Exception {
        var asha = given.someone();
        try (var client = client(asha, 0, transports).open()) {
            given.happen(thing(asha.account(), "one ☕"));
            given.happen(thing(asha.account(), "two"));
            client.awaitNumbers(2);

            assertThat(client.numbers()).containsExactly(1L, 2L);
            assertThat(client.heard("link.verified").getFirst().getString("code"))
                    .isEqualTo("one ☕");
            assertThat(client.heard("link.verified").getFirst().getString("at")).endsWith("Z");

            JSONObject answer = client.ask("sync", new JSONObject().put("after", 1));
            assertThat(answer.getLong("head")).isEqualTo(2);
            JSONObject event = answer.getJSONArray("events").getJSONObject(0);
            assertThat(event.getString("event")).isEqualTo("link.verified");
            assertThat(event.getJSONObject("data").getLong("id")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void a_stranger_is_refused_with_a_sentence_and_a_code(String transport) throws Exception {
        try (var client = new GivenLive.Client(port, "nobody", null, transport)) {
            JSONObject refusal = client.refusal();

            assertThat(refusal.getString("message")).isEqualTo("Please sign in");
            assertThat(refusal.getJSONObject("data").getString("code")).isEqualTo("sign_in_needed");
            assertThat(refusal.getJSONObject("data").getString("remedy")).isNotBlank();
        }
    }

    @Test
    void nobody_hears_what_happens_to_somebody_else() throws Exception {
        var asha = given.someone();
        var ben = given.someone();
        try (var client = client(ben, 0, "websocket").open()) {
            given.happen(thing(asha.account(), "hers"), thing(ben.account(), "his"));
            client.awaitNumbers(1);

            assertThat(client.ask("sync", new JSONObject().put("after", 0)).getLong("head"))
                    .isEqualTo(1);
            assertThat(client.heard("link.verified")).hasSize(1);
            assertThat(client.next("link.verified").getString("code")).isEqualTo("his");
        }
    }
}
