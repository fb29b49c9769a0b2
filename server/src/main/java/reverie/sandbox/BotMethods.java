package reverie.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The methods of the Bot API that the stand-in knows, each as Telegram documents it. */
final class BotMethods {
    private static final long FILE_BYTES_MAX = 50L << 20;
    private static final long PHOTO_BYTES_MAX = 10L << 20;
    private static final long DOWNLOAD_BYTES_MAX = 20L << 20;
    private static final int POLL_SECONDS_MAX = 50;
    private static final int COMMANDS_MAX = 100;
    private static final int DESCRIPTION_MAX = 512;
    private static final Set<String> ACTIONS = Set.of(
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "upload_document",
            "upload_voice",
            "choose_sticker");

    private final Town town;
    private final Speed speed;
    private final Clock clock;

    BotMethods(Town town, Speed speed, Clock clock) {
        this.town = town;
        this.speed = speed;
        this.clock = clock;
    }

    Object call(String method, Parameters given) throws InterruptedException {
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "getme" -> Town.bot();
            case "getupdates" -> updates(given);
            case "sendmessage" -> sendMessage(given);
            case "sendphoto" -> sendFile(given, "photo", PHOTO_BYTES_MAX);
            case "sendvideo" -> sendFile(given, "video", FILE_BYTES_MAX);
            case "sendanimation" -> sendFile(given, "animation", FILE_BYTES_MAX);
            case "senddocument" -> sendFile(given, "document", FILE_BYTES_MAX);
            case "editmessagetext" -> editText(given);
            case "editmessagecaption" -> editCaption(given);
            case "editmessagereplymarkup" -> editMarkup(given);
            case "deletemessage" -> delete(given);
            case "sendchataction" -> act(given);
            case "answercallbackquery" -> answerTap(given);
            case "setmycommands" -> setCommands(given);
            case "getmycommands" -> Objects.requireNonNullElse(town.commands(given.text("language_code")), List.of());
            case "setmydescription" -> describe(given);
            case "getfile" -> file(given);
            case "setwebhook" -> setWebhook(given.text("url"));
            case "deletewebhook" -> setWebhook("");
            case "getwebhookinfo" -> town.webhookInfo();
            default -> throw Refusal.of(404, "Not Found");
        };
    }

    private Object updates(Parameters given) throws InterruptedException {
        int limit = (int) Math.clamp(given.number("limit", 100), 1, 100);
        long wait = Math.clamp(given.number("timeout", 0), 0, POLL_SECONDS_MAX);
        return town.updates(given.number("offset", 0), limit, wait * 1000);
    }

    private Chat chat(Parameters given) {
        if (given.find("chat_id") == null) throw Refusal.bad("chat_id is empty");
        Chat chat = town.open(given.number("chat_id", 0));
        speed.take(chat.id, clock.millis());
        return chat;
    }

    private static String plain(Parameters given, String name, int most) {
        String plain = Markup.plain(given.text(name), given.find("parse_mode"));
        if (plain.length() > most) {
            throw Refusal.bad(most == Markup.TEXT_MAX ? "message is too long" : "message caption is too long");
        }
        return plain;
    }

    private static @Nullable JsonNode keyboard(Parameters given) {
        JsonNode markup = given.tree("reply_markup");
        Markup.checkKeyboard(markup);
        return markup;
    }

    private static String html(Parameters given, String name, String plain) {
        return "HTML".equalsIgnoreCase(given.find("parse_mode")) ? given.text(name) : Photos.escape(plain);
    }

    private Object sendMessage(Parameters given) {
        String text = plain(given, "text", Markup.TEXT_MAX);
        if (text.isBlank()) throw Refusal.bad("message text is empty");
        JsonNode markup = keyboard(given);
        Chat chat = chat(given);
        synchronized (town) {
            Post post = town.post(chat, null, text, html(given, "text", text));
            post.markup = markup;
            return post.wire(chat, Town.bot());
        }
    }

    private Object sendFile(Parameters given, String kind, long most) {
        String caption = plain(given, "caption", Markup.CAPTION_MAX);
        JsonNode markup = keyboard(given);
        Chat chat = chat(given);
        Post.Kept file = sent(given, kind, most);
        synchronized (town) {
            Post post = town.post(chat, null, caption, html(given, "caption", caption));
            post.kind = kind;
            post.files = List.of(file);
            post.markup = markup;
            return post.wire(chat, Town.bot());
        }
    }

    private Post.Kept sent(Parameters given, String kind, long most) {
        Parameters.Upload upload = given.upload(kind);
        if (upload == null) {
            Post.Kept known = town.file(given.text(kind));
            if (known == null) throw Refusal.bad("there is no " + kind + " in the request");
            return known;
        }
        if (upload.bytes().length == 0) throw Refusal.bad("file must be non-empty");
        if (upload.bytes().length > most) throw Refusal.of(413, "Request Entity Too Large");
        String type = Photos.type(upload.bytes(), upload.name());
        if ((kind.equals("video") || kind.equals("animation")) && !type.equals("video/mp4"))
            throw Refusal.bad("wrong type of the web page content");
        if (kind.equals("photo") && !type.startsWith("image/")) throw Refusal.bad("IMAGE_PROCESS_FAILED");
        return town.keep(
                upload.name(), type, upload.bytes(), (int) given.number("width", 0), (int) given.number("height", 0));
    }

    private Post own(Chat chat, Parameters given) {
        Post post = chat.post(given.number("message_id", 0));
        if (post == null) throw Refusal.bad("message to edit not found");
        if (post.from != null) throw Refusal.bad("message can't be edited");
        return post;
    }

    private Object editText(Parameters given) {
        String text = plain(given, "text", Markup.TEXT_MAX);
        if (text.isBlank()) throw Refusal.bad("message text is empty");
        return edit(given, text, html(given, "text", text), false);
    }

    private Object editCaption(Parameters given) {
        String caption = plain(given, "caption", Markup.CAPTION_MAX);
        return edit(given, caption, html(given, "caption", caption), true);
    }

    private Object edit(Parameters given, String text, String html, boolean caption) {
        JsonNode markup = keyboard(given);
        Chat chat = chat(given);
        synchronized (town) {
            Post post = own(chat, given);
            if (!caption && post.kind != null) throw Refusal.bad("there is no text in the message to edit");
            if (caption && post.kind == null) throw Refusal.bad("there is no caption in the message to edit");
            if (post.html.equals(html) && Objects.equals(post.markup, markup)) throw notModified();
            post.text = text;
            post.html = html;
            return changed(chat, post, markup);
        }
    }

    private Object editMarkup(Parameters given) {
        JsonNode markup = keyboard(given);
        Chat chat = chat(given);
        synchronized (town) {
            Post post = own(chat, given);
            if (Objects.equals(post.markup, markup)) throw notModified();
            return changed(chat, post, markup);
        }
    }

    private Object changed(Chat chat, Post post, @Nullable JsonNode markup) {
        post.markup = markup;
        post.edited = clock.millis() / 1000;
        post.edits++;
        town.changed();
        return post.wire(chat, Town.bot());
    }

    private static Refusal notModified() {
        return Refusal.bad("message is not modified: specified new message content and reply markup are exactly the "
                + "same as a current content and reply markup of the message");
    }

    private Object delete(Parameters given) {
        Chat chat = chat(given);
        synchronized (town) {
            boolean gone = chat.posts.removeIf(p -> p.id == given.number("message_id", 0));
            if (!gone) throw Refusal.bad("message to delete not found");
            town.changed();
        }
        return true;
    }

    private Object act(Parameters given) {
        String action = given.text("action");
        if (!ACTIONS.contains(action)) throw Refusal.bad("wrong parameter action in request");
        town.act(town.open(given.number("chat_id", 0)), action);
        return true;
    }

    private Object answerTap(Parameters given) {
        if (given.text("text").length() > 200) throw Refusal.bad("MESSAGE_TOO_LONG");
        if (!town.answer(given.text("callback_query_id"))) {
            throw Refusal.bad("query is too old and response timeout expired or query ID is invalid");
        }
        return true;
    }

    private Object setCommands(Parameters given) {
        JsonNode list = given.tree("commands");
        if (list == null || !list.isArray() || list.size() > COMMANDS_MAX) throw Refusal.bad("BOT_COMMANDS_TOO_MUCH");
        for (JsonNode one : list) {
            if (!one.path("command").asString("").matches("[a-z0-9_]{1,32}")) throw Refusal.bad("BOT_COMMAND_INVALID");
            int length = one.path("description").asString("").length();
            if (length < 1 || length > 256) throw Refusal.bad("BOT_COMMAND_DESCRIPTION_INVALID");
        }
        town.commands(given.text("language_code"), list);
        return true;
    }

    private Object describe(Parameters given) {
        String words = given.text("description");
        if (words.length() > DESCRIPTION_MAX) throw Refusal.bad("BOT_DESCRIPTION_INVALID");
        town.description(given.text("language_code"), words);
        return true;
    }

    private Object file(Parameters given) {
        Post.Kept file = town.file(given.text("file_id"));
        if (file == null) throw Refusal.bad("wrong file_id or the file is temporarily unavailable");
        if (file.bytes().length > DOWNLOAD_BYTES_MAX) throw Refusal.bad("file is too big");
        Map<String, Object> found = file.wire();
        found.put("file_path", "files/" + file.id());
        return found;
    }

    private Object setWebhook(String url) {
        if (!url.isEmpty() && !url.startsWith("https://")) {
            throw Refusal.bad("bad webhook: An HTTPS URL must be provided for webhook");
        }
        town.webhook(url.isEmpty() ? null : url);
        return true;
    }
}
