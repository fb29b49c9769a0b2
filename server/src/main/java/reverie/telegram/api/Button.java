package reverie.telegram.api;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One button under a message: it answers with {@code data}, or opens {@code url}.
 *
 * @param style primary, success or danger; older apps ignore it
 */
public record Button(
        String label,
        @Nullable String data,
        @Nullable String url,
        @Nullable String style) {
    static final int DATA_BYTES_MAX = 64;

    public Button {
        if ((data == null) == (url == null)) throw new IllegalArgumentException("A button does one thing: " + label);
        if (data != null && data.getBytes(StandardCharsets.UTF_8).length > DATA_BYTES_MAX) {
            throw new IllegalArgumentException("Button data has more than 64 bytes: " + data);
        }
    }

    public static Button answers(String label, String data) {
        return new Button(label, data, null, null);
    }

    public static Button opens(String label, String url) {
        return new Button(label, null, url, null);
    }

    public Button primary() {
        return new Button(label, data, url, "primary");
    }
}
