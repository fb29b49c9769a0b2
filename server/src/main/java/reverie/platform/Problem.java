package reverie.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that ends a request. What the person reads (title, detail, remedy) stands in the texts under
 * {@code errors.<code>} in their language; {@link #values} fill its placeholders. Becomes RFC 9457 in one place.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param messageKey under {@code errors}, for example {@code fields.required} */
    public record Field(String field, String messageKey, Map<String, Object> values) {}

    private final int status;
    private final String code;
    private final transient Map<String, Object> values = new LinkedHashMap<>();
    private final transient Map<String, Object> extras = new LinkedHashMap<>();
    private final transient List<Field> fields = new ArrayList<>();
    private @Nullable Long retryAfterSeconds;

    private Problem(int status, String code) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static Problem of(int status, String code) {
        return new Problem(status, code);
    }

    /** Also for what is somebody else's: whether it exists is not told. */
    public static Problem notFound() {
        return new Problem(404, "not_found");
    }

    public static Problem invalid(String code, String field) {
        return new Problem(422, code).field(field, "fields." + code);
    }

    /** A value for a placeholder of the text. */
    public Problem with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** A member of the answer beside the standard ones, for programs. */
    public Problem extra(String name, Object value) {
        extras.put(name, value);
        return this;
    }

    public Problem field(String field, String messageKey) {
        return field(field, messageKey, Map.of());
    }

    public Problem field(String field, String messageKey, Map<String, Object> fieldValues) {
        fields.add(new Field(field, messageKey, fieldValues));
        return this;
    }

    public Problem retryAfter(long seconds) {
        retryAfterSeconds = Math.max(1, seconds);
        return with("seconds", retryAfterSeconds);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> values() {
        return values;
    }

    public Map<String, Object> extras() {
        return extras;
    }

    public List<Field> fields() {
        return fields;
    }

    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
