package reverie.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The description at {@code /openapi.json}: made from the controllers, so that it cannot say anything else. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String BEARER = "bearer";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    OpenAPI reverieApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Reverie")
                        .version("1")
                        .description("Make, keep and share: one account, one wallet.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An access token.")));
    }

    /** Names that a generated client can call: {@code jobsList}, {@code mediaUpload}. */
    @Bean
    OperationCustomizer operationNames() {
        return (operation, handler) -> {
            String type = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
            String method = handler.getMethod().getName();
            operation.setOperationId(type.substring(0, 1).toLowerCase(Locale.ROOT)
                    + type.substring(1)
                    + method.substring(0, 1).toUpperCase(Locale.ROOT)
                    + method.substring(1));
            operation.setTags(List.of(type));
            Open open = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Open.class);
            if (open == null) open = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Open.class);
            if (open == null || open.value() != Open.To.EVERYONE) {
                operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            }
            return operation;
        };
    }

    /** The address of whoever asked does not belong into a description that is the same for all. */
    @Bean
    OpenApiCustomizer withoutServers() {
        return api -> api.setServers(null);
    }
}
