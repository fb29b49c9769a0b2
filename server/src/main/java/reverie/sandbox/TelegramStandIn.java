package reverie.sandbox;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import reverie.platform.Ids;

/** A Telegram that stands in for the real one: here only with {@code --sandbox}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TelegramStandIn.WANTED)
class TelegramStandIn {
    static final String WANTED = "reverie.sandbox";

    /** The page runs only its own script and shows only its own pictures and films. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                    + "media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    private static final int BEFORE_OTHERS = 1;

    @Bean
    Faults telegramFaults() {
        return new Faults();
    }

    @Bean
    Town telegramTown(Clock clock, Ids ids, Faults faults) {
        return new Town(clock, ids, faults);
    }

    @Bean
    Speed telegramSpeed() {
        return new Speed();
    }

    @Bean
    BotMethods telegramMethods(Town town, Speed speed, Clock clock) {
        return new BotMethods(town, speed, clock);
    }

    /** Who waits for something new would keep the server from ending: they are let go before its door closes. */
    @Bean
    SmartLifecycle telegramCloses(Town town, Faults faults) {
        return new SmartLifecycle() {
            private volatile boolean open;

            @Override
            public void start() {
                open = true;
            }

            @Override
            public void stop() {
                open = false;
                town.close();
                faults.clear();
            }

            @Override
            public boolean isRunning() {
                return open;
            }
        };
    }

    @Bean
    @Order(BEFORE_OTHERS)
    SecurityFilterChain sandboxSecurity(HttpSecurity http) {
        return http.securityMatcher("/sandbox/**")
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .cacheControl(cache -> cache.disable()))
                .requestCache(cache -> cache.disable())
                .securityContext(context -> context.disable())
                .sessionManagement(session -> session.disable())
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }
}
