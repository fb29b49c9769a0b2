package reverie.job;

import java.util.Map;
import java.util.UUID;

/**
 * A place outside that wants the result: for a chat, which one and which message shows the progress.
 *
 * @param door who delivers: {@code telegram}
 * @param target that door's own words, plain JSON
 */
public record Delivery(UUID id, String door, Map<String, Object> target) {
    /** What a submission asks for; the id is given when it is written down. */
    public record Wish(String door, Map<String, Object> target) {}
}
