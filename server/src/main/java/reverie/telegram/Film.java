package reverie.telegram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reverie.billing.Entitlements;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.catalog.ModelId;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import tools.jackson.databind.JsonNode;

/** The one model that the bot makes films with, and what can be chosen for it. */
@Component
class Film {
    static final String MODEL = "local/photo-motion";
    private static final List<Integer> LENGTHS = List.of(4, 5, 7, 10);
    private static final String PHOTO = "photo";

    private final Catalog catalog;
    private final Entitlements entitlements;

    Film(Catalog catalog, Entitlements entitlements) {
        this.catalog = catalog;
        this.entitlements = entitlements;
    }

    private Model model() {
        return catalog.find(new ModelId(MODEL))
                .orElseThrow(() -> new IllegalStateException("The catalog has no " + MODEL));
    }

    Map<String, Object> inputs(Card card, String idea) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put(PHOTO, card.photo().toString());
        inputs.put("idea", idea);
        inputs.put("seconds", card.seconds());
        inputs.put("aspect", card.aspect());
        return inputs;
    }

    Credits price(Card card) {
        return model().price(inputs(card, ""));
    }

    long expectedSeconds(Card card) {
        return Math.max(1, model().expected(inputs(card, "")).toSeconds());
    }

    /** The photo's own format first. */
    List<String> aspects() {
        return model().form().schema().path("properties").path("aspect").path("enum").values().stream()
                .map(JsonNode::asString)
                .toList();
    }

    List<Integer> lengths(AccountId account) {
        int most = entitlements.of(account).filmSecondsMax();
        return LENGTHS.stream().filter(seconds -> seconds <= most).toList();
    }
}
