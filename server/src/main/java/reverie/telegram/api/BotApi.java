package reverie.telegram.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A thin client. It never repeats a call, never throws for what the other side does, never shows the token. */
@Component
public class BotApi {
    public static final long DOWNLOAD_BYTES_MAX = 20L << 20;
    public static final long UPLOAD_BYTES_MAX = 50L << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration UPLOAD = Duration.ofSeconds(60);
    private static final Duration RETRY_AFTER_UNSAID = Duration.ofSeconds(5);
    private static final int WHY_MAX = 200;

    /** An answer with its HTTP code; ok is what decides. */
    private record Answer(int code, JsonNode body) {
        boolean ok() {
            return body.path("ok").asBoolean(false);
        }

        String why() {
            String said = body.path("description").asString("");
            String why = said.isEmpty() ? "HTTP " + code : said;
            return why.length() <= WHY_MAX ? why : why.substring(0, WHY_MAX);
        }

        Duration retryAfter() {
            long seconds = body.path("parameters").path("retry_after").asLong(0);
            return seconds > 0 ? Duration.ofSeconds(seconds) : RETRY_AFTER_UNSAID;
        }
    }

    /** No answer: whether the request can have had an effect. */
    private static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean mayHaveLanded;

        NoAnswer(IOException cause, boolean mayHaveLanded) {
            // Not the cause's message: it may hold the address, and with it the token.
            super(cause.getClass().getSimpleName());
            this.mayHaveLanded = mayHaveLanded;
        }
    }

    private final BotAccess access;
    private final JsonMapper json;
    private final Ids ids;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    BotApi(BotAccess access, JsonMapper json, Ids ids) {
        this.access = access;
        this.json = json;
        this.ids = ids;
    }

    /** Who the bot is; empty while that can't be told. */
    public Optional<Me> me() {
        try {
            Answer answer = ask("getMe", Map.of(), ANSWER);
            if (!answer.ok()) return Optional.empty();
            String username = answer.body().path("result").path("username").asString("");
            URI standIn = address().standIn();
            return Optional.of(new Me(
                    answer.body().path("result").path("id").asLong(),
                    username,
                    standIn == null ? "https://t.me/" + username : standIn.toString()));
        } catch (NoAnswer e) {
            return Optional.empty();
        }
    }

    /** Waits up to {@code wait} for updates from {@code offset} on, and confirms all before it. */
    public Polled updates(@Nullable Long offset, int limit, Duration wait) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (offset != null) parameters.put("offset", offset);
        parameters.put("limit", limit);
        parameters.put("timeout", wait.toSeconds());
        parameters.put("allowed_updates", List.of("message", "callback_query", "my_chat_member"));
        try {
            Answer answer = ask("getUpdates", parameters, wait.plus(ANSWER));
            if (answer.ok()) return new Polled.Updates(read(answer.body().path("result")));
            return switch (answer.code()) {
                case 409 -> new Polled.Conflict(answer.why());
                case 401, 404 -> new Polled.NotLetIn(answer.why());
                case 429 -> new Polled.TooFast(answer.retryAfter());
                default -> new Polled.Away(answer.why());
            };
        } catch (NoAnswer e) {
            return new Polled.Away(String.valueOf(e.getMessage()));
        }
    }

    private List<Update> read(JsonNode results) {
        List<Update> updates = new ArrayList<>();
        for (JsonNode one : results) {
            updates.add(new Update(one.path("update_id").asLong(), Reading.chatOf(one), json.writeValueAsString(one)));
        }
        return updates;
    }

    public Optional<Incoming> understand(String body) {
        return Reading.of(json.readTree(body));
    }

    /** A webhook would keep updates from us. */
    public Outcome dropWebhook() {
        return call("deleteWebhook", Map.of());
    }

    public Outcome setCommands(Map<String, String> commands, @Nullable String language) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<Map<String, String>> listed = new ArrayList<>();
        commands.forEach((name, what) -> listed.add(Map.of("command", name, "description", what)));
        parameters.put("commands", listed);
        if (language != null) parameters.put("language_code", language);
        return call("setMyCommands", parameters);
    }

    /** What an empty chat shows before anybody pressed Start. */
    public Outcome setDescription(String words, @Nullable String language) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("description", words);
        if (language != null) parameters.put("language_code", language);
        return call("setMyDescription", parameters);
    }

    public Outcome send(long chat, String html, List<List<Button>> buttons) {
        return call("sendMessage", text(chat, html, buttons));
    }

    public Outcome edit(long chat, long message, String html, List<List<Button>> buttons) {
        Map<String, Object> parameters = text(chat, html, buttons);
        parameters.put("message_id", message);
        return call("editMessageText", parameters);
    }

    /** @param kind as in sendVideo, sendAnimation (plays by itself), sendPhoto, sendDocument: video, animation … */
    public Outcome sendFile(
            long chat,
            String kind,
            Path file,
            String name,
            String html,
            Map<String, Object> facts,
            List<List<Button>> buttons) {
        Map<String, Object> parameters = new LinkedHashMap<>(facts);
        parameters.put("chat_id", chat);
        parameters.put("caption", html);
        parameters.put("parse_mode", "HTML");
        if (!buttons.isEmpty()) parameters.put("reply_markup", markup(buttons));
        String method = "send" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        try {
            Multipart body = new Multipart(ids.secret(16), json, parameters);
            HttpRequest request = HttpRequest.newBuilder(address().method(method))
                    .timeout(UPLOAD)
                    .header("Content-Type", body.contentType())
                    .POST(body.with(kind, file, name))
                    .build();
            return outcome(answer(request));
        } catch (NoAnswer e) {
            return noAnswer(e);
        } catch (IOException e) {
            return new Outcome.Refused(
                    0, "The file can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** “typing”, “upload_video”: shown for five seconds. */
    public Outcome chatAction(long chat, String action) {
        return call("sendChatAction", Map.of("chat_id", chat, "action", action));
    }

    public Outcome answerTap(String id) {
        return call("answerCallbackQuery", Map.of("callback_query_id", id));
    }

    /**
     * The bytes of a file that a person sent.
     *
     * @throws IOException when Telegram does not hand it out; the message may be shown in a log
     */
    public InputStream download(String fileId) throws IOException {
        Answer answer = ask("getFile", Map.of("file_id", fileId), ANSWER);
        if (!answer.ok()) throw new IOException(answer.why());
        String path = answer.body().path("result").path("file_path").asString("");
        if (path.isEmpty() || path.contains("..")) throw new IOException("getFile named no file");
        HttpRequest request = HttpRequest.newBuilder(address().file(path))
                .timeout(UPLOAD)
                .GET()
                .build();
        HttpResponse<InputStream> response = exchange(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("HTTP " + response.statusCode());
        }
        return response.body();
    }

    private Map<String, Object> text(long chat, String html, List<List<Button>> buttons) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("chat_id", chat);
        parameters.put("text", html);
        parameters.put("parse_mode", "HTML");
        parameters.put("link_preview_options", Map.of("is_disabled", true));
        if (!buttons.isEmpty()) parameters.put("reply_markup", markup(buttons));
        return parameters;
    }

    private static Map<String, Object> markup(List<List<Button>> rows) {
        return Map.of(
                "inline_keyboard",
                rows.stream()
                        .map(row -> row.stream().map(BotApi::wire).toList())
                        .toList());
    }

    private static Map<String, String> wire(Button button) {
        Map<String, String> wire = new LinkedHashMap<>();
        wire.put("text", button.label());
        if (button.data() != null) wire.put("callback_data", button.data());
        if (button.url() != null) wire.put("url", button.url());
        if (button.style() != null) wire.put("style", button.style());
        return wire;
    }

    private Outcome call(String method, Map<String, Object> parameters) {
        try {
            return outcome(ask(method, parameters, ANSWER));
        } catch (NoAnswer e) {
            return noAnswer(e);
        }
    }

    private static Outcome noAnswer(NoAnswer e) {
        String why = "No answer: " + e.getMessage();
        return e.mayHaveLanded ? new Outcome.Unsure(why) : new Outcome.Failed(why);
    }

    /** The descriptions are no contract: they are matched loosely. */
    private static Outcome outcome(Answer answer) {
        if (answer.ok())
            return new Outcome.Done(
                    answer.body().path("result").path("message_id").asLong(0));
        String why = answer.why();
        return switch (answer.code()) {
            case 400 -> {
                if (why.contains("is not modified")) yield new Outcome.Unchanged();
                if (why.contains("to edit not found") || why.contains("can't be edited")) yield new Outcome.Gone(why);
                if (why.contains("chat not found")) yield new Outcome.Unwanted(why);
                yield new Outcome.Refused(400, why);
            }
            case 403 -> new Outcome.Unwanted(why);
            case 429 -> new Outcome.TooFast(answer.retryAfter());
            case 401, 404, 413 -> new Outcome.Refused(answer.code(), why);
            default -> new Outcome.Failed(why);
        };
    }

    private Answer ask(String method, Map<String, Object> parameters, Duration timeout) throws NoAnswer {
        HttpRequest request = HttpRequest.newBuilder(address().method(method))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(parameters)))
                .build();
        return answer(request);
    }

    private Answer answer(HttpRequest request) throws NoAnswer {
        HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), json.readTree(response.body()));
        } catch (JacksonException e) {
            // A proxy in between answered with a page of its own.
            return new Answer(response.statusCode(), json.createObjectNode());
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> as) throws NoAnswer {
        Transactions.mustNotBeOpen("A call to Telegram");
        try {
            return http.send(request, as);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NoAnswer(e, false);
        } catch (IOException e) {
            throw new NoAnswer(e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(new IOException("interrupted", e), true);
        }
    }

    private BotAccess.Address address() {
        return access.address()
                .orElseThrow(() -> new IllegalStateException("There is no bot: TELEGRAM_BOT_TOKEN is not set."));
    }
}
