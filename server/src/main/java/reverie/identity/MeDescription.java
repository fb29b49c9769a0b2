package reverie.identity;

import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reverie.platform.web.ApiShapes;

/** What other modules add to a person is described with the rest of it. */
@Configuration(proxyBeanMethods = false)
class MeDescription {
    @Bean
    GlobalOpenApiCustomizer partsOfMe(List<MeParts> parts) {
        return api -> parts.forEach(part -> {
            ApiShapes.member(api, "Me", part.name(), part.type());
            ApiShapes.member(api, "AdminPerson", part.name(), part.type());
        });
    }
}
