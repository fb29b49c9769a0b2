package reverie.realtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reverie.platform.web.ApiShapes;

/** The events at {@code /socket.io}, beside the endpoints in {@code /openapi.json}. */
@Configuration(proxyBeanMethods = false)
class LiveDescription {
    private static final String INTRODUCTION = """
            Socket.IO at /socket.io, auth {token, last}. Each event also has id, which grows by one per account, and \
            at; what a client missed is told again after last, or after sync {after}. job.updated without an id is \
            pure progress: only the newest counts. head {head} comes every 10 s; resync says: read everything \
            again.""";

    private static final Map<String, Class<?>> EVENTS = Map.of(
            JobFeed.UPDATED, JobFeed.JobUpdated.class,
            WalletFeed.UPDATED, WalletFeed.WalletUpdated.class,
            MediaFeed.UPDATED, MediaFeed.MediaUpdated.class,
            IdentityFeed.LINK_VERIFIED, IdentityFeed.LinkWasVerified.class,
            IdentityFeed.ACCOUNT_UPDATED, IdentityFeed.AccountUpdated.class);

    @Bean
    GlobalOpenApiCustomizer liveEvents() {
        return api -> {
            Map<String, Object> events = new TreeMap<>();
            EVENTS.forEach((name, type) -> events.put(name, ApiShapes.schema(api, type)));
            Map<String, Object> live = new LinkedHashMap<>();
            live.put("description", INTRODUCTION);
            live.put("events", events);
            api.addExtension("x-live", live);
        };
    }
}
