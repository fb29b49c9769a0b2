package reverie.realtime;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
}
