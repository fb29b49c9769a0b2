package reverie.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model as its file in {@code catalog/<provider>/<model>.json} describes it; the id is that path.
 *
 * @param provider whose folder it lies in
 * @param internal not listed and not for sale
 * @param example inputs to try it with; what must be given by a person is left out
 * @param terms what may be done with the result, and how it is labelled
 * @param routes who can run it, in the order in which they are tried
 * @param price credits for a run, with at most two decimals
 * @param inputs a JSON Schema (draft 2020-12) of an object
 */
record ModelFile(
        String id,
        String title,
        String summary,
        String category,
        String kind,
        @Nullable String provider,
        @Nullable Boolean internal,
        List<Route> routes,
        Price price,
        Expected expectedSeconds,
        @Nullable Map<String, Object> example,
        @Nullable Terms terms,
        JsonNode inputs) {
    record Route(String provider, String model, String lane) {}

    record Terms(String label, boolean commercialUse, String note) {}

    record Price(
            BigDecimal credits,
            @Nullable Map<String, BigDecimal> perInput,
            @Nullable Map<String, Map<String, BigDecimal>> factor) {}

    record Expected(
            BigDecimal seconds,
            @Nullable Map<String, BigDecimal> perInput,
            @Nullable Map<String, Map<String, BigDecimal>> factor) {}
}
