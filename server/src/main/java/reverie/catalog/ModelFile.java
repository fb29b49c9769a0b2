package reverie.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model as its file in {@code catalog/<provider>/<model>.json} describes it; the id is that path.
 *
 * @param internal not listed and not for sale
 * @param routes who can run it, in the order in which they are tried
 * @param price credits for a run, with at most two decimals
 * @param inputs a JSON Schema (draft 2020-12) of an object
 * @param example inputs that show what it is good for, without media
 * @param terms under which the result may be used
 */
record ModelFile(
        String id,
        String title,
        String summary,
        String category,
        String kind,
        @Nullable Boolean internal,
        List<Route> routes,
        Price price,
        Expected expectedSeconds,
        JsonNode inputs,
        @Nullable JsonNode example,
        @Nullable Terms terms) {
    /** @param label short: whose terms; @param note the terms in a sentence */
    record Terms(String label, boolean commercialUse, String note) {}

    record Route(String provider, String model, String lane) {}

    record Price(
            BigDecimal credits,
            @Nullable Map<String, BigDecimal> perInput,
            @Nullable Map<String, Map<String, BigDecimal>> factor) {}

    record Expected(
            BigDecimal seconds,
            @Nullable Map<String, BigDecimal> perInput,
            @Nullable Map<String, Map<String, BigDecimal>> factor) {}
}
