package reverie.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import reverie.platform.Texts;

/**
 * The description at {@code /openapi.json}: made from the controllers, so that it cannot say anything else. The copy
 * that the web's client is generated from is this answer, byte for byte.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String BEARER = "bearer";
    private static final String BASE = "/api/v1";
    private static final String ERRORS = "errors.";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    /** Every refusal of every endpoint. */
    @io.swagger.v3.oas.annotations.media.Schema(name = "Problem", description = "RFC 9457, in the caller's language.")
    private record Shown(
            String type,
            String title,
            int status,
            @Nullable String detail,
            String code,
            @Nullable String remedy,
            @Nullable List<FieldProblem> errors,
            @Nullable String reference) {}

    private record FieldProblem(String field, String message) {}

    private static final String INTRODUCTION = """
            Make, keep and share: one account, one wallet. Credits are numbers with at most six decimals; times are \
            RFC 3339 in UTC; lists are pages with an opaque cursor. What creates or spends takes an Idempotency-Key. \
            Answers about what changes by itself say in the header Reverie-Event which event of the live log they \
            include.""";

    @Bean
    OpenAPI reverieApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Reverie")
                        .version("1")
                        .description(INTRODUCTION)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An access token.")));
    }

    /** What is not open says that it needs a token. */
    @Bean
    OperationCustomizer doors() {
        return (operation, handler) -> {
            Open open = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Open.class);
            if (open == null) open = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Open.class);
            if (open == null || open.value() != Open.To.EVERYONE) {
                operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            }
            if (operation.getParameters() != null) {
                operation.getParameters().removeIf(p -> HttpHeaders.ACCEPT_LANGUAGE.equals(p.getName()));
                if (operation.getParameters().isEmpty()) operation.setParameters(null);
            }
            return operation;
        };
    }

    /** One base for all, a problem for every refusal, and the doors that have no controller of ours. */
    @Bean
    GlobalOpenApiCustomizer wholeDescription(Texts texts) {
        return api -> {
            api.setServers(List.of(new Server().url(BASE)));
            var problem = ApiShapes.schema(api, Shown.class);
            ApiShapes.named(api, "Problem").addExtension("x-codes", codes(texts));
            Paths paths = new Paths();
            var tags = new TreeSet<String>();
            new TreeMap<>(api.getPaths()).forEach((path, item) -> {
                item.readOperations().forEach(operation -> {
                    if (operation.getTags() == null) operation.setTags(List.of(noun(path)));
                    operation.getResponses().addApiResponse("default", refusal(problem));
                    tags.addAll(operation.getTags());
                });
                paths.addPathItem(path.substring(BASE.length()), item);
            });
            paths.addPathItem("/health/live", outside("healthLive", "Whether the process lives", "503"));
            paths.addPathItem("/health/ready", outside("healthReady", "Whether it can do its work", "503"));
            paths.addPathItem("/metrics", outside("metrics", "Prometheus text, for who may see it", "404"));
            api.setPaths(paths);
            api.setTags(tags.stream().map(name -> new Tag().name(name)).toList());
        };
    }

    /** What a client reads again after a change is grouped by its first noun, unless the endpoint knows better. */
    private static String noun(String path) {
        String first = path.substring(BASE.length() + 1).split("/", 2)[0];
        return first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1);
    }

    private static ApiResponse refusal(io.swagger.v3.oas.models.media.Schema<?> problem) {
        return new ApiResponse()
                .description("A problem")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
    }

    private static PathItem outside(String id, String summary, String otherwise) {
        return new PathItem()
                .servers(List.of(new Server().url("/")))
                .get(new Operation()
                        .operationId(id)
                        .summary(summary)
                        .responses(new ApiResponses()
                                .addApiResponse("200", new ApiResponse().description("Yes"))
                                .addApiResponse(otherwise, new ApiResponse().description("No"))));
    }

    /** The stable codes, with what they mean in English. */
    private static Map<String, String> codes(Texts texts) {
        Map<String, String> codes = new TreeMap<>();
        for (String key : texts.keys("en", "errors")) {
            String[] parts = key.split("\\.", -1);
            if (parts.length == 3 && parts[2].equals("title")) {
                codes.put(
                        parts[1],
                        texts.find("en", ERRORS + parts[1] + ".detail", Map.of())
                                .orElseGet(() -> texts.get("en", key)));
            }
        }
        return codes;
    }
}
