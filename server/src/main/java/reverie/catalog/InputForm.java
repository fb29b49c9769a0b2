package reverie.catalog;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The inputs of a model as a JSON Schema, which is what web form, bot form and validation come from. */
public record InputForm(JsonNode schema) {
    /** The names of the inputs that are media, in order. */
    public List<String> media() {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks, fills in defaults, cleans text (control and direction-changing characters).
     *
     * @throws reverie.platform.Problem {@code invalid_input} with every field that is wrong and how to put it right
     */
    public Map<String, Object> validate(Map<String, Object> inputs) {
        throw new UnsupportedOperationException();
    }
}
