package reverie.analytics;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;

/**
 * Something that happened, as statistics count it. Never a text of a person.
 *
 * @param seconds how long it took
 */
record Fact(
        String name,
        AccountId account,
        @Nullable String surface,
        @Nullable UUID job,
        @Nullable Long creditsMicros,
        @Nullable Double seconds,
        @Nullable String model,
        @Nullable String errorClass,
        Map<String, Object> attributes) {
    static final String SIGN_UP = "sign_up";
    static final String PHOTO_SENT = "photo_sent";

    static Fact of(String name, AccountId account, @Nullable String surface) {
        return new Fact(name, account, surface, null, null, null, null, null, Map.of());
    }
}
