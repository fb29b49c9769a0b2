package reverie.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** The log of what admins did and of every action on money that a person took. Append-only. */
@Component
public class Audit {
    /** In the transaction of the action. {@code actor} null is the host at the terminal. */
    public void record(@Nullable AccountId actor, String action, String subject, Map<String, ?> details) {
        throw new UnsupportedOperationException();
    }
}
