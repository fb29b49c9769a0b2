package reverie.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import reverie.platform.Secrets;
import reverie.provider.Providers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the catalog's files. One that is wrong stops the start with its name, the field and the reason. */
final class ModelFiles {
    private static final String PATTERN = "classpath*:catalog/*/*.json";
    private static final Set<String> CATEGORIES =
            Set.of("video", "visuals", "texts", "avatars", "audio", "enhancers", "experimental");
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ModelFiles() {}

    static List<Model> read(@Nullable BigDecimal filmCredits) {
        try {
            List<Model> models = new ArrayList<>();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(PATTERN)) {
                String[] path = file.getURI().toString().split("/");
                String name = path[path.length - 2] + "/" + path[path.length - 1].replace(".json", "");
                try (InputStream in = file.getInputStream()) {
                    models.add(parse(name, in.readAllBytes(), filmCredits));
                }
            }
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model parse(String name, byte[] bytes, @Nullable BigDecimal filmCredits) {
        ModelFile file;
        try {
            file = JSON.readValue(bytes, ModelFile.class);
            present(name, "the file", file);
        } catch (JacksonException e) {
            String path = e.getPath().stream()
                    .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                    .reduce((a, b) -> a + "." + b)
                    .orElse("the file");
            throw new CatalogException(name, path, e.getOriginalMessage(), e);
        }
        check(name, file);
        InputForm form = form(name, file.inputs());
        if (file.example() != null) checkExample(name, file.example(), form);
        ModelFile.Price price = file.price();
        // The host may sell the film of this machine at another price, also for nothing.
        if (filmCredits != null && name.equals(Catalog.FILM)) price = new ModelFile.Price(filmCredits, null, null);
        List<Providers.Route> routes = file.routes().stream()
                .map(r -> new Providers.Route(r.provider(), r.model()))
                .toList();
        return new Model(
                new ModelId(name),
                file,
                routes,
                file.routes().getFirst().lane(),
                Secrets.sha256(JSON.writeValueAsString(price)).substring(0, 16),
                form,
                Amount.of(price.credits(), price.perInput(), price.factor()),
                Amount.of(
                        file.expectedSeconds().seconds(),
                        file.expectedSeconds().perInput(),
                        file.expectedSeconds().factor()));
    }

    private static void check(String name, ModelFile file) {
        present(name, "id", file.id());
        if (!file.id().equals(name)) throw new CatalogException(name, "id", "is “" + file.id() + "”, not its path");
        if (file.provider() != null && !name.startsWith(file.provider() + "/")) {
            throw new CatalogException(name, "provider", "is “" + file.provider() + "”, not its folder");
        }
        present(name, "title", file.title());
        present(name, "summary", file.summary());
        present(name, "kind", file.kind());
        present(name, "inputs", file.inputs());
        present(name, "category", file.category());
        boolean ownStep =
                Boolean.TRUE.equals(file.internal()) && file.category().equals("checks");
        if (!CATEGORIES.contains(file.category()) && !ownStep) {
            throw new CatalogException(name, "category", "is “" + file.category() + "”, not one of " + CATEGORIES);
        }
        if (file.routes() == null || file.routes().isEmpty()) {
            throw new CatalogException(name, "routes", "is empty: nobody could run it");
        }
        for (ModelFile.Route route : file.routes()) {
            present(name, "routes.provider", route.provider());
            present(name, "routes.model", route.model());
            present(name, "routes.lane", route.lane());
        }
        present(name, "price", file.price());
        amount(
                name,
                "price",
                file.price().credits(),
                file.price().perInput(),
                file.price().factor(),
                file.inputs());
        if (file.price().credits().stripTrailingZeros().scale() > 2) {
            throw new CatalogException(name, "price.credits", "has more than two decimals");
        }
        present(name, "expectedSeconds", file.expectedSeconds());
        ModelFile.Expected expected = file.expectedSeconds();
        amount(name, "expectedSeconds", expected.seconds(), expected.perInput(), expected.factor(), file.inputs());
    }

    private static void amount(
            String name,
            String field,
            BigDecimal base,
            @Nullable Map<String, BigDecimal> perInput,
            @Nullable Map<String, Map<String, BigDecimal>> factor,
            JsonNode inputs) {
        present(name, field, base);
        if (base.signum() < 0) throw new CatalogException(name, field, "is below zero");
        (perInput == null ? Map.<String, BigDecimal>of() : perInput).forEach((input, each) -> {
            String type = input(name, field, input, inputs).path("type").asString("");
            if (!type.equals("integer") && !type.equals("number")) {
                throw new CatalogException(name, field, "is counted by “" + input + "”, which is no number");
            }
            if (each.signum() < 0) throw new CatalogException(name, field, "is below zero for each " + input);
        });
        (factor == null ? Map.<String, Map<String, BigDecimal>>of() : factor).forEach((input, byValue) -> {
            Set<String> values = new HashSet<>();
            input(name, field, input, inputs).path("enum").forEach(value -> values.add(value.asString()));
            byValue.forEach((value, times) -> {
                if (!values.contains(value)) {
                    throw new CatalogException(name, field, "names “" + value + "”, which " + input + " can't be");
                }
                if (times.signum() < 0) throw new CatalogException(name, field, "is below zero for " + value);
            });
        });
    }

    private static JsonNode input(String name, String field, String input, JsonNode inputs) {
        JsonNode found = inputs.path("properties").path(input);
        if (found.isObject()) return found;
        throw new CatalogException(name, field, "depends on “" + input + "”, which is no input");
    }

    private static InputForm form(String name, JsonNode schema) {
        if (!"object".equals(schema.path("type").asString(""))) {
            throw new CatalogException(name, "inputs.type", "must be object");
        }
        if (!schema.path("additionalProperties").isBoolean()
                || schema.path("additionalProperties").asBoolean()) {
            throw new CatalogException(name, "inputs.additionalProperties", "must be false");
        }
        schema.path("properties")
                .properties()
                .forEach(property -> checkBounds(name, "inputs.properties." + property.getKey(), property.getValue()));
        schema.path("required").forEach(required -> {
            if (!schema.path("properties").has(required.asString())) {
                String missing = required.asString();
                throw new CatalogException(name, "inputs.required", "names no input: “" + missing + "”");
            }
        });
        try {
            InputForm form = new InputForm(schema);
            Set<String> needed = new HashSet<>();
            schema.path("required").forEach(r -> needed.add(r.asString()));
            checkDefaults(name, schema, form, needed);
            return form;
        } catch (com.networknt.schema.SchemaException e) {
            throw new CatalogException(name, "inputs", "is not a JSON Schema: " + e.getMessage(), e);
        }
    }

    /** Whatever a person can send has an end. */
    private static void checkBounds(String name, String where, JsonNode rules) {
        String type = rules.path("type").asString("");
        if (!TYPES.contains(type)) throw new CatalogException(name, where + ".type", "is “" + type + "”");
        boolean bounded = rules.has("maxLength") || rules.has("enum") || rules.has("format");
        if (type.equals("string") && !bounded) throw new CatalogException(name, where, "needs a maxLength");
        if (type.equals("array")) {
            if (!rules.has("maxItems")) throw new CatalogException(name, where, "needs maxItems");
            checkBounds(name, where + ".items", rules.path("items"));
        }
        if (type.equals("object")) {
            if (!rules.path("additionalProperties").isBoolean()
                    || rules.path("additionalProperties").asBoolean()) {
                throw new CatalogException(name, where + ".additionalProperties", "must be false");
            }
            rules.path("properties")
                    .properties()
                    .forEach(inner -> checkBounds(name, where + ".properties." + inner.getKey(), inner.getValue()));
        }
    }

    private static void checkExample(String name, Map<String, Object> example, InputForm form) {
        try {
            form.validate(example);
        } catch (reverie.platform.Problem problem) {
            for (var field : problem.fields()) {
                if (example.containsKey(field.field())) {
                    throw new CatalogException(name, "example." + field.field(), "is refused by the form");
                }
            }
        }
    }

    /** The defaults of a form must pass the form, or nobody could ever send it untouched. */
    private static void checkDefaults(String name, JsonNode schema, InputForm form, Set<String> needed) {
        try {
            form.validate(Map.of());
        } catch (reverie.platform.Problem problem) {
            for (var field : problem.fields()) {
                if (schema.path("properties").path(field.field()).has("default")) {
                    throw new CatalogException(
                            name, "inputs.properties." + field.field() + ".default", "is refused by its own rules");
                }
                if (!needed.contains(field.field())) {
                    throw new CatalogException(name, "inputs", "can't be filled in: " + field);
                }
            }
        }
    }

    @org.jspecify.annotations.NullUnmarked
    private static void present(String name, String field, Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new CatalogException(name, field, "is missing");
        }
    }
}
