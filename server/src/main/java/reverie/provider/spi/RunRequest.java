package reverie.provider.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt.
 *
 * @param attempt our own key for it: a provider that knows idempotency keys is given this one
 * @param model the provider's own name of the model
 * @param inputs checked against the model's schema, as plain JSON values
 * @param files for each input that is a medium, a readable file under the name of the input
 * @param scratch an empty folder of this attempt's own; outputs are left there
 * @param limit how long it may take at most
 */
public record RunRequest(
        UUID attempt,
        String model,
        Map<String, Object> inputs,
        Map<String, Path> files,
        Path scratch,
        Duration limit) {}
