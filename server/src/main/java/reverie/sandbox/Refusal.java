package reverie.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the stand-in answers instead of a result, in Telegram's own words. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final @Nullable Long retryAfter;

    private Refusal(int code, String description, @Nullable Long retryAfter) {
        super(description, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static Refusal bad(String what) {
        return new Refusal(400, "Bad Request: " + what, null);
    }

    static Refusal forbidden(String what) {
        return new Refusal(403, "Forbidden: " + what, null);
    }

    static Refusal conflict(String what) {
        return new Refusal(409, "Conflict: " + what, null);
    }

    static Refusal tooMany(long seconds) {
        return new Refusal(429, "Too Many Requests: retry after " + seconds, seconds);
    }

    static Refusal of(int code, String description) {
        return new Refusal(code, description, null);
    }

    int code() {
        return code;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ok", false);
        body.put("error_code", code);
        body.put("description", String.valueOf(getMessage()));
        if (retryAfter != null) body.put("parameters", Map.of("retry_after", retryAfter));
        return body;
    }
}
