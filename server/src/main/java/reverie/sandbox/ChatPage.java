package reverie.sandbox;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;
import tools.jackson.databind.json.JsonMapper;

/** The page on which a person, or a test, chats with the bot; and the calls it is made of. */
@RestController
@RequestMapping("/sandbox/telegram")
@Hidden
@ConditionalOnProperty(TelegramStandIn.WANTED)
@Open(Open.To.EVERYONE)
class ChatPage {
    private static final int CALLS_PER_MINUTE = 1_000_000;
    private static final long WAIT_MILLIS_MAX = 25_000;
    private static final int TEXT_MAX = 4096;
    private static final Map<String, String> FILES = Map.of(
            "chat.css", "text/css;charset=utf-8",
            "chat.js", "text/javascript;charset=utf-8",
            "icon.svg", "image/svg+xml");

    /** @param group where it is said; null for the person's own chat with the bot */
    record Said(String text, @Nullable Long group, @Nullable Long replyTo) {}

    record Pressed(long message, String data, @Nullable Long group) {}

    record Newcomer(
            String firstName,
            @Nullable String username,
            @Nullable String languageCode) {}

    record NewGroup(String title) {}

    record NewFault(
            String kind,
            @Nullable Long chat,
            @Nullable String method,
            @Nullable Integer times,
            @Nullable Long retryAfter) {}

    record Door(boolean blocked) {}

    private final Town town;
    private final Faults faults;
    private final Speed speed;
    private final JsonMapper json;

    ChatPage(Town town, Faults faults, Speed speed, JsonMapper json) {
        this.town = town;
        this.faults = faults;
        this.speed = speed;
        this.json = json;
    }

    @GetMapping
    void page(HttpServletResponse response) throws IOException {
        send("chat.html", "text/html;charset=utf-8", response);
    }

    @GetMapping("/assets/{name}")
    @Rated(perMinute = CALLS_PER_MINUTE)
    void asset(@PathVariable String name, HttpServletResponse response) throws IOException {
        String type = FILES.get(name);
        if (type == null) throw Refusal.of(404, "Not Found");
        send(name, type, response);
    }

    private static void send(String name, String type, HttpServletResponse response) throws IOException {
        try (InputStream in = ChatPage.class.getResourceAsStream("/sandbox/" + name)) {
            if (in == null) throw Refusal.of(404, "Not Found");
            response.setContentType(type);
            response.setHeader("Cache-Control", "no-cache");
            in.transferTo(response.getOutputStream());
        }
    }

    @GetMapping("/people")
    @Rated(perMinute = CALLS_PER_MINUTE)
    List<Map<String, Object>> people() {
        return town.people().stream().map(Person::wire).toList();
    }

    @PostMapping("/people")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Map<String, Object> arrive(@RequestBody Newcomer newcomer) {
        String username = newcomer.username();
        if (newcomer.firstName() == null || newcomer.firstName().isBlank()) throw Refusal.bad("first name is empty");
        if (username != null && !username.matches("[A-Za-z][A-Za-z0-9_]{3,31}"))
            throw Refusal.bad("username is invalid");
        String language = newcomer.languageCode() == null ? "en" : newcomer.languageCode();
        return town.person(newcomer.firstName().strip(), username, language).wire();
    }

    @GetMapping("/groups")
    @Rated(perMinute = CALLS_PER_MINUTE)
    List<Map<String, Object>> groups() {
        return town.groups().stream().map(Chat::wire).toList();
    }

    @PostMapping("/groups")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Map<String, Object> group(@RequestBody NewGroup group) {
        if (group.title() == null || group.title().isBlank()) throw Refusal.bad("title is empty");
        return town.group(group.title().strip()).wire();
    }

    private Person person(long id) {
        Person person = town.person(id);
        if (person == null) throw Refusal.of(404, "Not Found");
        return person;
    }

    private Chat chat(Person person, @Nullable Long group) {
        Chat chat = town.chat(group == null ? person.id() : group);
        if (chat == null) throw Refusal.of(404, "Not Found");
        return chat;
    }

    @PostMapping("/people/{id}/text")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Map<String, Object> say(@PathVariable long id, @RequestBody Said said) {
        Person person = person(id);
        Chat chat = chat(person, said.group());
        if (said.text() == null || said.text().isBlank()) throw Refusal.bad("message text is empty");
        if (said.text().length() > TEXT_MAX) throw Refusal.bad("message is too long");
        synchronized (town) {
            if (chat.blocked) town.block(chat, person, false);
            Post post = town.post(chat, person, said.text(), Photos.escape(said.text()));
            post.replyTo = said.replyTo();
            town.hear(chat, post);
            return post.wire(chat, Town.bot());
        }
    }

    /** A picture as a photo, or any file as a file. */
    @PostMapping("/people/{id}/file")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Map<String, Object> hand(
            @PathVariable long id,
            @RequestParam(defaultValue = "photo") String as,
            @RequestParam(required = false) @Nullable Long group,
            @RequestParam(required = false) @Nullable Long replyTo,
            HttpServletRequest request)
            throws IOException {
        Person person = person(id);
        Chat chat = chat(person, group);
        Parameters given = Parameters.of(request, json);
        Parameters.Upload upload = given.upload("file");
        if (upload == null || upload.bytes().length == 0) throw Refusal.bad("file must be non-empty");
        String type = Photos.type(upload.bytes(), upload.name());
        List<Post.Kept> files = as.equals("photo")
                ? Photos.sizes(town, upload.name(), upload.bytes())
                : List.of(town.keep(upload.name(), type, upload.bytes(), 0, 0));
        synchronized (town) {
            String caption = given.text("caption");
            Post post = town.post(chat, person, caption, Photos.escape(caption));
            post.kind = as.equals("photo") ? "photo" : type.equals("video/mp4") ? "video" : "document";
            post.files = files;
            post.replyTo = replyTo;
            town.hear(chat, post);
            return post.wire(chat, Town.bot());
        }
    }

    @PostMapping("/people/{id}/tap")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Map<String, Object> tap(@PathVariable long id, @RequestBody Pressed pressed) {
        Person person = person(id);
        Chat chat = chat(person, pressed.group());
        synchronized (town) {
            Post post = chat.post(pressed.message());
            if (post == null || post.from != null) throw Refusal.bad("there is no such button");
            return Map.of("id", town.press(chat, person, post, pressed.data()).id());
        }
    }

    @PostMapping("/people/{id}/door")
    @Rated(perMinute = CALLS_PER_MINUTE)
    void door(@PathVariable long id, @RequestBody Door door) {
        Person person = person(id);
        town.block(chat(person, null), person, door.blocked());
    }

    /** All that the page shows of a chat; waits until there is something newer than what it has. */
    @GetMapping("/people/{id}/chat")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Map<String, Object> chat(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long group,
            @RequestParam(defaultValue = "-1") long seen,
            @RequestParam(defaultValue = "0") long wait)
            throws InterruptedException {
        Person person = person(id);
        town.await(seen, Math.clamp(wait, 0, WAIT_MILLIS_MAX));
        synchronized (town) {
            Chat chat = chat(person, group);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("version", town.version());
            view.put("me", person.wire());
            view.put("bot", Town.bot());
            view.put("chat", chat.wire());
            view.put("blocked", chat.blocked);
            view.put("begun", chat.begun);
            if (town.action(chat) != null) view.put("action", town.action(chat));
            view.put(
                    "waiting",
                    town.taps(chat.id).stream()
                            .map(t -> Map.of("message", t.message(), "data", t.data()))
                            .toList());
            view.put("commands", commands(person.languageCode()));
            view.put("description", town.description(person.languageCode()));
            view.put(
                    "messages",
                    chat.posts.stream().map(post -> shown(chat, post)).toList());
            return view;
        }
    }

    private Object commands(String language) {
        Object commands = town.commands(language);
        return commands == null ? List.of() : commands;
    }

    private static Map<String, Object> shown(Chat chat, Post post) {
        Map<String, Object> shown = post.wire(chat, Town.bot());
        shown.put("html", post.html);
        shown.put("out", post.from != null);
        shown.put("edits", post.edits);
        if (post.kind != null) {
            Post.Kept file = post.files.getLast();
            shown.put("kind", post.kind);
            shown.put(
                    "file",
                    Map.of(
                            "url",
                            "/sandbox/telegram/files/" + file.id(),
                            "name",
                            file.name(),
                            "type",
                            file.contentType(),
                            "bytes",
                            file.bytes().length));
        }
        return shown;
    }

    @GetMapping("/files/{file}")
    @Rated(perMinute = CALLS_PER_MINUTE)
    ResponseEntity<org.springframework.core.io.Resource> file(@PathVariable String file) {
        Post.Kept kept = town.file(file);
        if (kept == null) throw Refusal.of(404, "Not Found");
        boolean shown = kept.contentType().matches("image/(jpeg|png|gif|webp)|video/mp4");
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(shown ? kept.contentType() : "application/octet-stream"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", shown ? "inline" : "attachment")
                .header("Cache-Control", "private, max-age=3600")
                .body(new org.springframework.core.io.ByteArrayResource(kept.bytes()));
    }

    @GetMapping("/faults")
    @Rated(perMinute = CALLS_PER_MINUTE)
    List<Faults.Fault> faults() {
        return faults.all();
    }

    @PostMapping("/faults")
    @Rated(perMinute = CALLS_PER_MINUTE)
    Faults.Fault fault(@RequestBody NewFault wish) {
        try {
            return faults.add(
                    Faults.Kind.valueOf(String.valueOf(wish.kind()).toUpperCase(Locale.ROOT)),
                    wish.chat(),
                    wish.method(),
                    wish.times() == null ? 0 : wish.times(),
                    wish.retryAfter() == null ? 3 : wish.retryAfter());
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("a fault is one of " + List.of(Faults.Kind.values()));
        }
    }

    @DeleteMapping("/faults/{id}")
    @Rated(perMinute = CALLS_PER_MINUTE)
    void takeBack(@PathVariable long id) {
        faults.remove(id);
    }

    @DeleteMapping("/faults")
    @Rated(perMinute = CALLS_PER_MINUTE)
    void takeBackAll() {
        faults.clear();
    }

    /** Everybody leaves, nothing was ever said. */
    @DeleteMapping("/people")
    @Rated(perMinute = CALLS_PER_MINUTE)
    void startOver() {
        town.empty();
        faults.clear();
        speed.clear();
    }

    /** What the bot called lately. */
    @GetMapping("/calls")
    @Rated(perMinute = CALLS_PER_MINUTE)
    List<Town.Call> calls() {
        return town.calls();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(Refusal refusal) {
        return ResponseEntity.status(refusal.code()).body(refusal.body());
    }
}
