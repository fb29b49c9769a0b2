package reverie.catalog;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number that depends on the inputs: {@code (base + Σ perInput × value) × Π factor of the chosen value}. Exact.
 *
 * @param perInput added for each one of a numeric input
 * @param factor by input, then by its value as text
 */
record Amount(BigDecimal base, Map<String, BigDecimal> perInput, Map<String, Map<String, BigDecimal>> factor) {
    static Amount of(
            BigDecimal base,
            @Nullable Map<String, BigDecimal> perInput,
            @Nullable Map<String, Map<String, BigDecimal>> factor) {
        return new Amount(base, perInput == null ? Map.of() : perInput, factor == null ? Map.of() : factor);
    }

    BigDecimal of(Map<String, Object> inputs) {
        BigDecimal sum = base;
        for (var each : perInput.entrySet()) {
            if (inputs.get(each.getKey()) instanceof Number value) {
                sum = sum.add(each.getValue().multiply(new BigDecimal(value.toString())));
            }
        }
        for (var each : factor.entrySet()) {
            BigDecimal times = each.getValue().get(String.valueOf(inputs.get(each.getKey())));
            if (times != null) sum = sum.multiply(times);
        }
        return sum;
    }
}
