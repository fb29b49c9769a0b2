package reverie.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in answers as Telegram's documentation says the real one does. */
@ReverieTest
class BotDoorTest {
    @LocalServerPort
    int port;

    @Autowired
    JsonMapper json;

    @Autowired
    Town town;

    @Autowired
    Faults faults;

    private final HttpClient http = HttpClient.newHttpClient();
    private Person anna;

    @BeforeEach
    void somebodyWhoStarted() {
        anna = town.person("Anna", "anna_reads", "en");
        Chat chat = java.util.Objects.requireNonNull(town.chat(anna.id()));
        town.hear(chat, town.post(chat, anna, "/start", "/start"));
    }

    private HttpResponse<String> ask(String token, String method, Map<String, Object> body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + port + "/sandbox/telegram-api/bot" + token + "/" + method))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode call(String method, Map<String, Object> body) throws Exception {
        return json.readTree(ask("sandbox", method, body).body());
    }

    private String refused(String method, Map<String, Object> body) throws Exception {
        var response = ask("sandbox", method, body);
        JsonNode answer = json.readTree(response.body());
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("error_code").asInt()).isEqualTo(response.statusCode());
        return response.statusCode() + " " + answer.path("description").asString("");
    }

    @Test
    void the_bot_says_who_it_is_to_the_right_token_only() throws Exception {
        assertThat(call("getMe", Map.of()).path("result").path("username").asString(""))
                .isEqualTo(Town.BOT_NAME);
        assertThat(ask("nonsense", "getMe", Map.of()).statusCode()).isEqualTo(401);
        assertThat(ask("sandbox", "noSuchMethod", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void an_update_comes_until_the_offset_confirms_it() throws Exception {
        JsonNode first = call("getUpdates", Map.of()).path("result");
        assertThat(first).hasSize(1);
        long id = first.get(0).path("update_id").asLong();
        assertThat(first.get(0).path("message").path("from").path("username").asString(""))
                .isEqualTo("anna_reads");
        assertThat(call("getUpdates", Map.of("offset", id)).path("result")).hasSize(1);

        assertThat(call("getUpdates", Map.of("offset", id + 1)).path("result")).isEmpty();
        assertThat(call("getUpdates", Map.of()).path("result")).isEmpty();
    }

    @Test
    void a_second_poller_ends_the_wait_of_the_first() throws Exception {
        long next = call("getUpdates", Map.of())
                        .path("result")
                        .get(0)
                        .path("update_id")
                        .asLong()
                + 1;
        var first = CompletableFuture.supplyAsync(() -> {
            try {
                return refused("getUpdates", Map.of("offset", next, "timeout", 20));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (!first.isDone()) call("getUpdates", Map.of("offset", next));

        assertThat(first.join()).startsWith("409 Conflict: terminated by other getUpdates request");
    }

    @Test
    void while_a_webhook_is_set_nobody_may_poll() throws Exception {
        call("setWebhook", Map.of("url", "https://reverie.example/hook"));
        assertThat(refused("getUpdates", Map.of())).contains("can't use getUpdates method while webhook is active");
        call("deleteWebhook", Map.of());
        assertThat(call("getUpdates", Map.of()).path("ok").asBoolean()).isTrue();
    }

    @Test
    void what_telegram_refuses_is_refused_in_its_words() throws Exception {
        long chat = anna.id();
        assertThat(refused("sendMessage", Map.of("chat_id", 4711, "text", "x")))
                .isEqualTo("400 Bad Request: chat not found");
        assertThat(refused("sendMessage", Map.of("chat_id", chat, "text", " "))).contains("message text is empty");
        assertThat(refused("sendMessage", Map.of("chat_id", chat, "text", "x".repeat(4097))))
                .contains("too long");
        assertThat(refused("sendMessage", Map.of("chat_id", chat, "text", "<b>x", "parse_mode", "HTML")))
                .contains("can't parse entities");
        assertThat(refused(
                        "sendMessage",
                        Map.of("chat_id", chat, "text", "x", "reply_markup", key("callback_data", "y".repeat(65)))))
                .contains("BUTTON_DATA_INVALID");
        assertThat(refused(
                        "sendMessage",
                        Map.of("chat_id", chat, "text", "x", "reply_markup", key("url", "http://localhost:8080/x"))))
                .contains("Wrong HTTP URL");
        assertThat(refused("editMessageText", Map.of("chat_id", chat, "message_id", 1, "text", "x")))
                .contains("message to edit not found");
        assertThat(refused("answerCallbackQuery", Map.of("callback_query_id", "never")))
                .contains("query is too old");
        assertThat(refused("getFile", Map.of("file_id", "never"))).contains("wrong file_id");
        assertThat(refused("sendVideo", Map.of("chat_id", chat))).contains("there is no video in the request");
    }

    private static Map<String, Object> key(String kind, String value) {
        return Map.of("inline_keyboard", java.util.List.of(java.util.List.of(Map.of("text", "k", kind, value))));
    }

    @Test
    void an_edit_to_the_same_is_refused_and_another_one_is_seen() throws Exception {
        long message = call("sendMessage", Map.of("chat_id", anna.id(), "text", "<b>one</b>", "parse_mode", "HTML"))
                .path("result")
                .path("message_id")
                .asLong();
        assertThat(refused(
                        "editMessageText",
                        Map.of(
                                "chat_id",
                                anna.id(),
                                "message_id",
                                message,
                                "text",
                                "<b>one</b>",
                                "parse_mode",
                                "HTML")))
                .contains("message is not modified");

        JsonNode edited = call("editMessageText", Map.of("chat_id", anna.id(), "message_id", message, "text", "two"));

        assertThat(edited.path("result").path("text").asString("")).isEqualTo("two");
        assertThat(edited.path("result").has("edit_date")).isTrue();
    }

    @Test
    void somebody_who_blocked_the_bot_or_never_started_it_is_not_reached() throws Exception {
        town.block(java.util.Objects.requireNonNull(town.chat(anna.id())), anna, true);
        assertThat(refused("sendMessage", Map.of("chat_id", anna.id(), "text", "x")))
                .isEqualTo("403 Forbidden: bot was blocked by the user");
        Person ben = town.person("Ben", null, "en");
        assertThat(refused("sendMessage", Map.of("chat_id", ben.id(), "text", "x")))
                .contains("can't initiate");
    }

    @Test
    void who_talks_too_fast_is_told_how_long_to_wait() throws Exception {
        String last = "";
        for (int i = 0; i < 12 && last.isEmpty(); i++) {
            var response = ask("sandbox", "sendMessage", Map.of("chat_id", anna.id(), "text", "m" + i));
            if (response.statusCode() == 429) last = response.body();
        }
        assertThat(json.readTree(last).path("parameters").path("retry_after").asLong())
                .isPositive();
    }

    @Test
    void a_lost_answer_is_a_cut_line_after_the_deed() throws Exception {
        faults.add(Faults.Kind.NO_ANSWER, anna.id(), null, 1, 0);
        try {
            ask("sandbox", "sendMessage", Map.of("chat_id", anna.id(), "text", "there"));
            throw new AssertionError("an answer came");
        } catch (IOException expected) {
            Chat chat = java.util.Objects.requireNonNull(town.chat(anna.id()));
            assertThat(chat.posts.getLast().text).isEqualTo("there");
        }
    }

    @Test
    void the_page_and_its_parts_are_served_under_a_strict_policy() throws Exception {
        for (String path : new String[] {"", "/assets/chat.js", "/assets/chat.css", "/assets/icon.svg"}) {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sandbox/telegram" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(response.body()).doesNotContain("onclick=").doesNotContain("style=\"");
        }
    }
}
