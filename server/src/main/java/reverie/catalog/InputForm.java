package reverie.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.platform.Problem;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The inputs of a model as a JSON Schema, which is what web form, bot form and validation come from. */
public final class InputForm {
    /** The standard's words, and ours for forms, which begin with x-. A misspelt word must not go unnoticed. */
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((word, context) -> {
                if (word.startsWith("x-")) return new AnnotationKeyword(word);
                throw new SchemaException("“" + word + "” is no word of JSON Schema");
            })
            .build());

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> PLAIN = new TypeReference<>() {};
    private static final String MEDIA_ID = "media-id";

    private final JsonNode schema;
    private final Schema rules;
    private final List<String> media;

    public InputForm(JsonNode schema) {
        this.schema = schema;
        this.rules = REGISTRY.getSchema(schema);
        this.media = schema.path("properties").properties().stream()
                .filter(p -> isMedia(p.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    public JsonNode schema() {
        return schema;
    }

    /** What kinds of media an input takes: image, video, audio; empty for all. */
    public List<String> accepts(String input) {
        List<String> kinds = new ArrayList<>();
        property(input).path("x-accept").forEach(kind -> kinds.add(kind.asString()));
        return kinds;
    }

    /** The ids among (valid) inputs, with the input they came in. An input may hold one or a list. */
    public Map<UUID, String> mediaIn(Map<String, Object> inputs) {
        Map<UUID, String> found = new LinkedHashMap<>();
        for (String name : media) {
            Object value = inputs.get(name);
            if (value instanceof List<?> several) {
                several.forEach(id -> found.put(UUID.fromString(String.valueOf(id)), name));
            } else if (value != null) {
                found.put(UUID.fromString(value.toString()), name);
            }
        }
        return found;
    }

    /** What a person wrote: every text, however deep it lies, that is neither a choice nor the name of something. */
    public List<String> textsIn(Map<String, Object> inputs) {
        List<String> texts = new ArrayList<>();
        inputs.forEach((name, value) -> addTexts(value, property(name), texts));
        return texts;
    }

    private static void addTexts(@Nullable Object value, JsonNode rules, List<String> into) {
        switch (value) {
            case String text when isFreeText(rules) && !text.isBlank() -> into.add(text);
            case List<?> several -> several.forEach(one -> addTexts(one, rules.path("items"), into));
            case Map<?, ?> parts ->
                parts.forEach(
                        (name, part) -> addTexts(part, rules.path("properties").path(String.valueOf(name)), into));
            case null, default -> {
                // A number, a choice, an id: nothing that somebody wrote.
            }
        }
    }

    public boolean has(String input) {
        return schema.path("properties").has(input);
    }

    /**
     * Checks, fills in defaults, cleans text (control and direction-changing characters).
     *
     * @throws reverie.platform.Problem {@code invalid_input} with every field that is wrong and how to put it right
     */
    public Map<String, Object> validate(Map<String, Object> inputs) {
        ObjectNode values = JSON.valueToTree(inputs);
        values.properties().removeIf(e -> e.getValue().isNull());
        Problem problem = Problem.of(422, "invalid_input");
        for (var entry : List.copyOf(values.properties())) {
            String name = entry.getKey();
            values.set(name, cleaned(name, entry.getValue(), property(name), problem));
        }
        if (problem.fields().isEmpty()) {
            fillIn(values);
            for (Error error : rules.validate(values)) add(problem, error);
            media.forEach(name -> checkId(name, values.path(name), problem));
        }
        if (!problem.fields().isEmpty()) throw problem;
        return JSON.convertValue(values, PLAIN);
    }

    /** The inputs a run would have if nothing but what is required were given; for a price to begin with. */
    Map<String, Object> defaults() {
        ObjectNode values = JSON.createObjectNode();
        fillIn(values);
        return JSON.convertValue(values, PLAIN);
    }

    private void fillIn(ObjectNode values) {
        schema.path("properties").properties().forEach(p -> {
            JsonNode fallback = p.getValue().get("default");
            if (fallback != null && !values.has(p.getKey())) values.set(p.getKey(), fallback);
        });
    }

    /** @param where the field, for who has to put it right */
    private static JsonNode cleaned(String where, JsonNode value, JsonNode rules, Problem problem) {
        if (value.isArray()) {
            ArrayNode all = JSON.createArrayNode();
            for (JsonNode one : value) all.add(cleaned(where, one, rules.path("items"), problem));
            return all;
        }
        if (value.isObject()) {
            ObjectNode all = JSON.createObjectNode();
            JsonNode parts = rules.path("properties");
            value.properties()
                    .forEach(e -> all.set(
                            e.getKey(),
                            cleaned(where + "." + e.getKey(), e.getValue(), parts.path(e.getKey()), problem)));
            return all;
        }
        // To JSON Schema 5.0 is an integer; to whoever runs it, it shall be one too.
        if (value.isFloatingPointNumber() && rules.path("type").asString("").equals("integer")) {
            double exact = value.asDouble();
            boolean whole = exact == Math.rint(exact) && Math.abs(exact) < Long.MAX_VALUE;
            return whole ? JSON.getNodeFactory().numberNode((long) exact) : value;
        }
        if (!value.isString()) return value;
        String text = value.asString();
        int longest = rules.path("maxLength").asInt(CleanText.LONGEST);
        // Nobody is made to wait for the cleaning of a megabyte that will be refused.
        if (text.length() > CleanText.SLACK * (long) longest) {
            problem.field(where, "fields.maxLength", Map.of("max", longest));
            return value;
        }
        return isFreeText(rules) ? JSON.getNodeFactory().stringNode(CleanText.of(text)) : value;
    }

    private void checkId(String name, JsonNode value, Problem problem) {
        if (value.isMissingNode()
                || problem.fields().stream().anyMatch(f -> f.field().equals(name))) return;
        List<JsonNode> ids = new ArrayList<>();
        if (value.isArray()) value.forEach(ids::add);
        else ids.add(value);
        for (JsonNode id : ids) {
            if (!isId(id)) {
                problem.field(name, "fields.media_not_found");
                return;
            }
        }
    }

    private static boolean isId(JsonNode id) {
        try {
            return id.isString() && UUID.fromString(id.asString()).toString().equalsIgnoreCase(id.asString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void add(Problem problem, Error error) {
        String path = error.getInstanceLocation()
                .toString()
                .replaceFirst("^[/$.]+", "")
                .replace('/', '.');
        String name = error.getProperty() == null
                ? path
                : path.isEmpty() ? error.getProperty() : path + "." + error.getProperty();
        String field = name.isEmpty() ? "inputs" : name;
        JsonNode property = property(field.contains(".") ? field.substring(0, field.indexOf('.')) : field);
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "min", first(property, "minimum", "minLength", "minItems"));
        put(values, "max", first(property, "maximum", "maxLength", "maxItems"));
        if (property.has("enum")) {
            List<String> allowed = new ArrayList<>();
            property.get("enum").forEach(one -> allowed.add(one.asString()));
            values.put("allowed", String.join(", ", allowed));
        }
        problem.field(field, key(error.getKeyword(), property), values);
    }

    private static String key(@Nullable String keyword, JsonNode property) {
        if (keyword == null) return "fields.wrong";
        return switch (keyword) {
            case "required", "enum", "maxLength", "minLength", "additionalProperties" -> "fields." + keyword;
            case "minimum", "maximum" ->
                property.has("minimum") && property.has("maximum") ? "fields.range" : "fields." + keyword;
            case "type" ->
                switch (property.path("type").asString("")) {
                    case "integer" -> "fields.integer";
                    case "number" -> "fields.number";
                    case "boolean" -> "fields.boolean";
                    case "array" -> "fields.array";
                    default -> "fields.text";
                };
            default -> "fields.wrong";
        };
    }

    private static @Nullable JsonNode first(JsonNode property, String... names) {
        for (String name : names) if (property.has(name)) return property.get(name);
        return null;
    }

    private static void put(Map<String, Object> values, String name, @Nullable JsonNode value) {
        if (value != null) values.put(name, value.asString());
    }

    private JsonNode property(String name) {
        return schema.path("properties").path(name);
    }

    private static boolean isMedia(JsonNode property) {
        return MEDIA_ID.equals(property.path("format").asString(""))
                || MEDIA_ID.equals(property.path("items").path("format").asString(""));
    }

    private static boolean isFreeText(JsonNode property) {
        return !property.has("enum") && !property.has("format");
    }
}
