package reverie.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** {@code local/photo-motion}. */
public record ModelId(@JsonValue String value) {
    @JsonCreator
    public ModelId {}

    @Override
    public String toString() {
        return value;
    }
}
