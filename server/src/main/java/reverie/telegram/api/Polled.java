package reverie.telegram.api;

import java.time.Duration;
import java.util.List;

/** What a long poll brought. */
public sealed interface Polled {
    record Updates(List<Update> updates) implements Polled {}

    /** Somebody else polls with the same token. */
    record Conflict(String why) implements Polled {}

    /** The token is wrong. */
    record NotLetIn(String why) implements Polled {}

    record TooFast(Duration pause) implements Polled {}

    record Away(String why) implements Polled {}
}
