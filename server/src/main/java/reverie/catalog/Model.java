package reverie.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import reverie.platform.Credits;
import reverie.provider.Providers;

/**
 * One entry of the catalog.
 *
 * @param internal not listed and not for sale: a step of our own
 * @param lane which workers run it; each lane has its own cap
 * @param priceVersion changes whenever the price of any input may have
 */
public record Model(
        ModelId id,
        String title,
        String summary,
        String category,
        String kind,
        String provider,
        boolean internal,
        List<Providers.Route> routes,
        String lane,
        String priceVersion,
        InputForm form) {
    /** What a run with these (already valid) inputs costs. */
    public Credits price(Map<String, Object> inputs) {
        throw new UnsupportedOperationException();
    }

    public Duration expected(Map<String, Object> inputs) {
        throw new UnsupportedOperationException();
    }
}
