package reverie.analytics;

import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reverie.platform.web.ApiShapes;
import reverie.platform.web.OverviewPart;

/** What other modules add to the admin's first page is described with the rest of it. */
@Configuration(proxyBeanMethods = false)
class OverviewDescription {
    @Bean
    GlobalOpenApiCustomizer partsOfTheOverview(List<OverviewPart> parts) {
        return api -> parts.forEach(part -> ApiShapes.members(api, "Overview", part.type()));
    }
}
