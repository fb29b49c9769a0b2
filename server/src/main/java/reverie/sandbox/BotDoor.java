package reverie.sandbox;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;
import tools.jackson.databind.json.JsonMapper;

/** The Bot API over HTTP as a bot meets it, with the faults that are wished for. */
@RestController
@Hidden
@ConditionalOnProperty(TelegramStandIn.WANTED)
@Open(Open.To.EVERYONE)
class BotDoor {
    private static final int CALLS_PER_MINUTE = 1_000_000;
    private static final long HANG_MILLIS_MAX = 120_000;
    private static final String TOKEN = "sandbox|\\d+:[A-Za-z0-9_-]+";

    private final Town town;
    private final BotMethods methods;
    private final Faults faults;
    private final JsonMapper json;

    BotDoor(Town town, BotMethods methods, Faults faults, JsonMapper json) {
        this.town = town;
        this.methods = methods;
        this.faults = faults;
        this.json = json;
    }

    @RequestMapping(
            path = "/sandbox/telegram-api/bot{token}/{method}",
            method = {RequestMethod.GET, RequestMethod.POST})
    @Rated(perMinute = CALLS_PER_MINUTE)
    void call(
            @PathVariable String token,
            @PathVariable String method,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Long chat = null;
        String text = "";
        try {
            if (!token.matches(TOKEN)) throw Refusal.of(401, "Unauthorized");
            Parameters given = Parameters.of(request, json);
            chat = given.find("chat_id") == null ? null : given.number("chat_id", 0);
            text = given.text(given.find("caption") == null ? "text" : "caption");
            Optional<Faults.Fault> fault = faults.meet(chat, method);
            if (fault.isPresent() && !before(fault.get())) {
                town.called(method, chat, 0, text);
                cut(response);
                return;
            }
            Object result = methods.call(method, given);
            boolean cut = fault.isPresent() && fault.get().kind() == Faults.Kind.NO_ANSWER;
            if (!method.equalsIgnoreCase("getUpdates")) town.called(method, chat, cut ? 0 : 200, text);
            if (cut) cut(response);
            else answer(response, 200, Map.of("ok", true, "result", result));
        } catch (Refusal refusal) {
            town.called(method, chat, refusal.code(), text);
            answer(response, refusal.code(), refusal.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(response, 500, Refusal.of(500, "Internal Server Error").body());
        }
    }

    @GetMapping("/sandbox/telegram-api/file/bot{token}/files/{id}")
    @Rated(perMinute = CALLS_PER_MINUTE)
    void file(@PathVariable String token, @PathVariable String id, HttpServletResponse response) throws IOException {
        Post.Kept file = token.matches(TOKEN) ? town.file(id) : null;
        if (file == null) {
            answer(response, 404, Refusal.of(404, "Not Found").body());
            return;
        }
        response.setContentType("application/octet-stream");
        response.setContentLength(file.bytes().length);
        response.getOutputStream().write(file.bytes());
    }

    /** @return false when the call is not even made */
    private boolean before(Faults.Fault fault) {
        switch (fault.kind()) {
            case TOO_MANY -> throw Refusal.tooMany(fault.retryAfter());
            case BROKEN -> throw Refusal.of(500, "Internal Server Error");
            case BLOCKED -> throw Refusal.forbidden("bot was blocked by the user");
            case CONFLICT ->
                throw Refusal.conflict(
                        "terminated by other getUpdates request; " + "make sure that only one bot instance is running");
            case HANG -> {
                hang();
                return false;
            }
            case NO_ANSWER, DUPLICATE, OUT_OF_ORDER -> {
                return true;
            }
        }
        return true;
    }

    private void hang() {
        long taken = faults.takenBack();
        long until = System.nanoTime() + HANG_MILLIS_MAX * 1_000_000;
        while (faults.takenBack() == taken && System.nanoTime() < until) LockSupport.parkNanos(50_000_000);
    }

    /** Less than was promised: the line is cut, and the other side knows nothing. */
    private static void cut(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(4096);
        response.setHeader("Connection", "close");
        response.getOutputStream().write('{');
        response.flushBuffer();
    }

    private void answer(HttpServletResponse response, int code, @Nullable Object body) throws IOException {
        response.setStatus(code);
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
