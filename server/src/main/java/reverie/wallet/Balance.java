package reverie.wallet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import reverie.platform.Credits;

/** @param balance what is settled; @param held what is reserved of it */
@Schema(name = "Wallet")
public record Balance(Credits balance, Credits held) {
    public static final Balance NONE = new Balance(Credits.ZERO, Credits.ZERO);

    /** What can be spent now. */
    @JsonProperty
    public Credits available() {
        return balance.minus(held);
    }
}
