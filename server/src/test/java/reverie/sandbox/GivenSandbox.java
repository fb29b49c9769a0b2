package reverie.sandbox;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import reverie.TestWorld;
import reverie.platform.Ids;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in for Telegram, on the port of the tests' server. */
@Configuration(proxyBeanMethods = false)
class GivenSandbox {
    private final TelegramStandIn standIn = new TelegramStandIn();

    @Bean
    Faults telegramFaults() {
        return standIn.telegramFaults();
    }

    @Bean
    Town telegramTown(Clock clock, Ids ids, Faults faults) {
        return standIn.telegramTown(clock, ids, faults);
    }

    @Bean
    Speed telegramSpeed() {
        return standIn.telegramSpeed();
    }

    @Bean
    BotMethods telegramMethods(Town town, Speed speed, Clock clock) {
        return standIn.telegramMethods(town, speed, clock);
    }

    @Bean
    BotDoor telegramBotDoor(Town town, BotMethods methods, Faults faults, JsonMapper json) {
        return new BotDoor(town, methods, faults, json);
    }

    @Bean
    ChatPage telegramChatPage(Town town, Faults faults, Speed speed, JsonMapper json) {
        return new ChatPage(town, faults, speed, json);
    }

    @Bean
    @Order(1)
    SecurityFilterChain sandboxSecurity(HttpSecurity http) {
        return standIn.sandboxSecurity(http);
    }

    @Bean
    TestWorld.Resettable emptyTown(ChatPage page) {
        return page::startOver;
    }
}
