package reverie.moderation;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** The one gate that everything generated passes before it is made. Verdict, rule and words are kept. */
@Component
public class Gate {
    /** @param surface web, telegram, terminal or api; @param texts all that the person wrote for it */
    public record Request(AccountId account, String surface, String model, List<String> texts, List<UUID> media) {}

    /** Free, quick, without outside calls. */
    public Verdict check(Request request) {
        throw new UnsupportedOperationException();
    }
}
