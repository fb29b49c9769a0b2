package reverie.platform.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Records as JSON shows them: a component is required unless it is {@code @Nullable}, what any-getters give is
 * described by whoever gives it, and two types never share a name.
 */
@Component
public class ApiShapes implements ModelConverter {
    private static final String REFERENCE = "#/components/schemas/";
    private static final Type ANYTHING =
            Json.mapper().getTypeFactory().constructMapType(Map.class, String.class, Object.class);

    private final Map<String, Class<?>> names = new ConcurrentHashMap<>();

    /** Adds a type to the description. @return a reference to it */
    @SuppressWarnings("rawtypes") // as the library has it
    public static Schema<?> schema(OpenAPI api, Type type) {
        var resolved =
                ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        for (Map.Entry<String, Schema> used : resolved.referencedSchemas.entrySet()) {
            if (!api.getComponents().getSchemas().containsKey(used.getKey())) {
                api.getComponents().addSchemas(used.getKey(), used.getValue());
            }
        }
        return resolved.schema;
    }

    /** A member that another module adds to an answer; not required, because it may have nothing to say. */
    public static void member(OpenAPI api, String schema, String name, Type type) {
        named(api, schema).addProperty(name, schema(api, type));
    }

    /** Members that another module adds to an answer: those of one of its records. */
    public static void members(OpenAPI api, String schema, Class<?> type) {
        Schema<?> into = named(api, schema);
        schema(api, type);
        Schema<?> from = named(api, type.getSimpleName());
        from.getProperties().forEach(into::addProperty);
        if (from.getRequired() != null) from.getRequired().forEach(into::addRequiredItem);
        api.getComponents().getSchemas().remove(type.getSimpleName());
    }

    /** One that is described already. */
    static Schema<?> named(OpenAPI api, String name) {
        Schema<?> schema = api.getComponents().getSchemas().get(name);
        if (schema == null) throw new IllegalStateException("Nothing that is described is called " + name);
        return schema;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the library has it
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) return null;
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) return context.resolve(anything(type));
        Schema found = chain.next().resolve(type, context, chain);
        if (found == null || !raw.isRecord()) return found;
        Schema<?> described = found;
        if (found.get$ref() != null) {
            String name = found.get$ref().substring(REFERENCE.length());
            described = context.getDefinedModels().get(name);
            Class<?> first = names.putIfAbsent(name, raw);
            if (first != null && first != raw) {
                throw new IllegalStateException(first + " and " + raw + " would both be called " + name
                        + " in the description: give one a @Schema(name)");
            }
        }
        if (described != null && described.getProperties() != null) complete(described, raw);
        return found;
    }

    private static AnnotatedType anything(AnnotatedType type) {
        return new AnnotatedType(ANYTHING)
                .ctxAnnotations(type.getCtxAnnotations())
                .propertyName(type.getPropertyName())
                .schemaProperty(type.isSchemaProperty());
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        Set<String> required = new TreeSet<>();
        collect(type, schema, required);
        required.retainAll(schema.getProperties().keySet());
        if (!required.isEmpty()) schema.setRequired(required.stream().toList());
    }

    private static void collect(Class<?> type, Schema<?> schema, Set<String> required) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            if (accessor.isAnnotationPresent(JsonAnyGetter.class)) {
                schema.getProperties().remove(component.getName());
            } else if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
                collect(component.getType(), schema, required);
            } else if (component.getAnnotatedType().getAnnotation(Nullable.class) == null) {
                required.add(nameOf(accessor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(JsonProperty.class)
                    && method.getAnnotatedReturnType().getAnnotation(Nullable.class) == null) {
                required.add(nameOf(method));
            }
        }
    }

    private static String nameOf(Method accessor) {
        JsonProperty named = accessor.getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? accessor.getName() : named.value();
    }
}
