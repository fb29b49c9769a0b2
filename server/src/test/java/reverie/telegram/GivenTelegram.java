package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.TestWorld;
import reverie.platform.Leases;
import reverie.telegram.api.BotAccess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Telegram with people in it, and a bot that moves when it is told to. Spoken to over HTTP, as by anybody. */
@Component
public class GivenTelegram implements TestWorld.Resettable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json;
    private final BotAccess access;
    private final Leases leases;
    private final Poller poller;
    private final Handling handling;
    private final Postman postman;
    private final Bots bots;
    private final Budget budget;
    private final JobFeed feed;
    private final Previews previews;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private int port;

    GivenTelegram(
            JsonMapper json,
            BotAccess access,
            Leases leases,
            Poller poller,
            Handling handling,
            Postman postman,
            Bots bots,
            Budget budget,
            JobFeed feed,
            Previews previews) {
        this.json = json;
        this.access = access;
        this.leases = leases;
        this.poller = poller;
        this.handling = handling;
        this.postman = postman;
        this.bots = bots;
        this.budget = budget;
        this.feed = feed;
        this.previews = previews;
    }

    @EventListener
    void opened(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null)
            port = event.getWebServer().getPort();
    }

    @Override
    public void reset() {
        access.none();
        poller.forget();
        bots.forget();
        budget.forget();
        feed.forget();
        waiting.clear();
        previews.makeOn(waiting::add);
    }

    /** Those that were to follow suggestions are made now. */
    void makesPreviews() {
        for (Runnable one = waiting.poll(); one != null; one = waiting.poll()) one.run();
    }

    /** The bot's token and server are set. */
    public GivenTelegram bot() {
        access.useStandIn(URI.create("http://localhost:" + port));
        return this;
    }

    Leases.Lease lease() {
        return leases.take(BotRunner.LEASE, Duration.ofMinutes(10)).orElseThrow();
    }

    void polls() {
        assertThat(poller.step(lease(), Duration.ZERO)).isZero();
    }

    void handles() {
        handling.drain();
    }

    void sends() {
        postman.drain(lease());
    }

    /** The bot hears, thinks and speaks until there is nothing left to do. */
    public void runs() {
        polls();
        handles();
        sends();
    }

    public Person person(String firstName, @Nullable String username, String language) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("firstName", firstName);
        body.put("username", username);
        body.put("languageCode", language);
        return new Person(post("/people", body).path("id").asLong(), null);
    }

    public Person anna() {
        return person("Anna", "anna_reads", "en");
    }

    public long group(String title) {
        return post("/groups", Map.of("title", title)).path("id").asLong();
    }

    /** @param where chat or method; null for any */
    public long fault(String kind, @Nullable Long chat, @Nullable String method, int times) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", kind);
        body.put("chat", chat);
        body.put("method", method);
        body.put("times", times);
        body.put("retryAfter", 7);
        return post("/faults", body).path("id").asLong();
    }

    public boolean hasFaults() {
        return !get("/faults").isEmpty();
    }

    public void noFaults() {
        send(HttpRequest.newBuilder(uri("/faults")).DELETE());
    }

    /** What the bot called, in order: method and code. */
    public List<String> calls() {
        List<String> calls = new ArrayList<>();
        for (JsonNode call : get("/calls")) {
            calls.add(call.path("method").asString("") + " " + call.path("code").asInt());
        }
        return calls;
    }

    /** Somebody with the app in hand. */
    public final class Person {
        private final long id;
        private final @Nullable Long group;

        Person(long id, @Nullable Long group) {
            this.id = id;
            this.group = group;
        }

        public long id() {
            return id;
        }

        public Person in(long chat) {
            return new Person(id, chat);
        }

        public void says(String text) {
            answers(null, text);
        }

        public void answers(@Nullable Long message, String text) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("text", text);
            body.put("group", group);
            body.put("replyTo", message);
            post("/people/" + id + "/text", body);
        }

        public void sends(Path file, String as, String caption) {
            sends(file, as, caption, "");
        }

        public void answers(long message, Path photo) {
            sends(photo, "photo", "", "&replyTo=" + message);
        }

        private void sends(Path file, String as, String caption, String more) {
            String boundary = "b0undary";
            try {
                byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n"
                                + caption
                                + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + file.getFileName() + "\"\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
                byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
                String at = "/people/" + id + "/file?as=" + as + (group == null ? "" : "&group=" + group) + more;
                send(HttpRequest.newBuilder(uri(at))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, Files.readAllBytes(file), tail))));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        public void sendsPhoto(Path file) {
            sends(file, "photo", "");
        }

        public void blocks(boolean blocked) {
            post("/people/" + id + "/door", Map.of("blocked", blocked));
        }

        JsonNode chat() {
            return get("/people/" + id + "/chat" + (group == null ? "" : "?group=" + group));
        }

        /** All that the bot said, oldest first; a film is told by its kind. */
        public List<String> heard() {
            List<String> heard = new ArrayList<>();
            for (JsonNode message : chat().path("messages")) {
                if (message.path("out").asBoolean()) continue;
                String kind = message.path("kind").asString("");
                String text =
                        message.path("text").asString(message.path("caption").asString(""));
                heard.add(kind.isEmpty() ? text : "[" + kind + "] " + text);
            }
            return heard;
        }

        public String last() {
            return heard().isEmpty() ? "" : heard().getLast();
        }

        /** The labels under the newest message of the bot that has any. */
        public List<String> buttons() {
            List<String> labels = new ArrayList<>();
            newestWithButtons()
                    .path("reply_markup")
                    .path("inline_keyboard")
                    .forEach(row ->
                            row.forEach(button -> labels.add(button.path("text").asString(""))));
            return labels;
        }

        private JsonNode newestWithButtons() {
            List<JsonNode> found = new ArrayList<>();
            chat().path("messages").forEach(message -> {
                if (message.has("reply_markup")) found.add(message);
            });
            return found.getLast();
        }

        /** The bot's newest message. */
        public long newestMessage() {
            long newest = 0;
            for (JsonNode message : chat().path("messages")) {
                if (!message.path("out").asBoolean())
                    newest = message.path("message_id").asLong();
            }
            return newest;
        }

        /** Presses the newest button whose label begins so. */
        public void taps(String label) {
            List<JsonNode> messages = new ArrayList<>();
            chat().path("messages").forEach(messages::add);
            for (JsonNode message : messages.reversed()) {
                for (JsonNode row : message.path("reply_markup").path("inline_keyboard")) {
                    for (JsonNode button : row) {
                        if (!button.path("text").asString("").startsWith(label)) continue;
                        press(
                                message.path("message_id").asLong(),
                                button.path("callback_data").asString(""));
                        return;
                    }
                }
            }
            throw new AssertionError("No button “" + label + "…”; there are " + buttons());
        }

        public void press(long message, String data) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("message", message);
            body.put("data", data);
            body.put("group", group);
            post("/people/" + id + "/tap", body);
        }
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + "/sandbox/telegram" + path);
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    JsonNode post(String path, Map<String, Object> body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return json.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
