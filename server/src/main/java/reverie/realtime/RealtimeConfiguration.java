package reverie.realtime;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import reverie.platform.Roles;
import reverie.platform.Settings;

/** Where the live door stands. It looks at tokens itself: they come in packets, not in headers. */
@Configuration(proxyBeanMethods = false)
class RealtimeConfiguration {
    private static final String PATH = "/socket.io";

    @Bean
    SimpleUrlHandlerMapping liveDoor(SocketDoor door, Settings settings) {
        return new SimpleUrlHandlerMapping(
                settings.does(Roles.REALTIME) ? Map.of(PATH, door, PATH + "/", door) : Map.of(), -1);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain liveDoorSecurity(HttpSecurity http) {
        return http.securityMatcher(PATH, PATH + "/")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
