package reverie.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody with a Telegram app. */
record Person(long id, String firstName, @Nullable String username, String languageCode) {
    Map<String, Object> wire() {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", id);
        user.put("is_bot", false);
        user.put("first_name", firstName);
        if (username != null) user.put("username", username);
        user.put("language_code", languageCode);
        return user;
    }
}
