package reverie.platform;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import reverie.platform.box.Ffmpeg;

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
        Settings settings = reader.read(environment.getProperty("reverie.sandbox", Boolean.class, false));
        String ffmpeg = reader.value(Ffmpeg.VARIABLE);
        if (ffmpeg != null) Ffmpeg.prefer(Path.of(ffmpeg));
        return settings;
    }

    @Bean
    Home home(Settings settings, SettingsReader reader) {
        Home home = new Home(settings.home(), reader.secret());
        // Before anybody looks for ffmpeg: what is unpacked for it lies in our folder, not in the user's.
        Ffmpeg.natives(settings.home());
        return home;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
