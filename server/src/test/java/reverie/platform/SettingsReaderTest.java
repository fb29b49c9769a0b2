package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static Settings read(Map<String, String> environment) {
        return new SettingsReader(environment).read(false);
    }

    @Test
    void nothing_has_to_be_set() {
        Settings settings = read(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.roles()).containsExactlyInAnyOrder(Roles.values());
        assertThat(settings.rateLimits()).isTrue();
        assertThat(settings.home()).endsWithRaw(java.nio.file.Path.of(".reverie"));
        assertThat(settings.hasPublicAddress()).isFalse();
    }

    @Test
    void an_own_port_wins_over_the_platforms() {
        assertThat(read(Map.of("PORT", "9000")).port()).isEqualTo(9000);
        assertThat(read(Map.of("PORT", "9000", "REVERIE_PORT", "0")).port()).isZero();
    }

    @Test
    void only_public_https_can_be_opened_by_a_phone() {
        assertThat(read(Map.of("REVERIE_PUBLIC_URL", "https://reverie.example/"))
                        .hasPublicAddress())
                .isTrue();
        for (String outside : List.of("https://reverie.example", "https://films.anna.org/", "https://203.0.113.7")) {
            assertThat(read(Map.of("REVERIE_PUBLIC_URL", outside)).isKnownOutside())
                    .as(outside)
                    .isTrue();
        }
        for (String here : List.of(
                "http://reverie.example",
                "https://localhost",
                "https://nas",
                "https://nas.local",
                "https://reverie.lan",
                "https://192.168.1.20",
                "https://10.0.0.5:8443",
                "https://127.0.0.1",
                "https://[fd12::1]",
                "https://[::1]")) {
            assertThat(read(Map.of("REVERIE_PUBLIC_URL", here)).isKnownOutside())
                    .as(here)
                    .isFalse();
        }
        assertThat(read(Map.of("REVERIE_PUBLIC_URL", "http://localhost:8080")).hasPublicAddress())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "REVERIE_PROT, 8080, is not a setting of Reverie",
        "REVERIE_PORT, eighty, must be a number from 0 to 65535",
        "REVERIE_PORT, 70000, must be a number from 0 to 65535",
        "REVERIE_ROLES, cook, A role is one of",
        "REVERIE_PUBLIC_URL, reverie, must be an address such as",
        "REVERIE_RATE_LIMITS, maybe, is “on” or “off”",
        "REVERIE_SECRET, secret, needs at least 32 random characters",
        "REVERIE_FFMPEG, /nowhere/ffmpeg, is no program that can be run",
    })
    void a_wrong_setting_stops_the_start_with_one_sentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(sentence);
    }
}
