package reverie.wallet;

import reverie.platform.Credits;

/** What came of reserving credits. */
public sealed interface HoldOutcome {
    record Held(Balance after) implements HoldOutcome {}

    record NotEnough(Credits missing, Balance balance) implements HoldOutcome {}
}
