package reverie.platform;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
    /** Names that are taken from Spring's environment as they are: capitals, as in a shell. */
    private static final String SHOUTED = "[A-Z][A-Z0-9_]+";

    @Bean
    SettingsReader settingsReader(ConfigurableEnvironment environment) {
        Map<String, String> found = new HashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!(source instanceof EnumerablePropertySource<?> listed)) continue;
            for (String name : listed.getPropertyNames()) {
                if (name.matches(SHOUTED)) found.putIfAbsent(name, String.valueOf(environment.getProperty(name)));
            }
        }
        return new SettingsReader(found);
    }

    @Bean
    Settings settings(SettingsReader reader, ConfigurableEnvironment environment) {
        return reader.read(environment.getProperty("reverie.sandbox", Boolean.class, false));
    }

    @Bean
    Home home(Settings settings, SettingsReader reader) {
        return new Home(settings.home(), reader.value("REVERIE_SECRET"));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
