package reverie.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.platform.SettingsException;

class DotEnvTest {
    @TempDir
    Path folder;

    private Map<String, String> read(String text, Map<String, String> environment) throws IOException {
        return DotEnv.under(environment, Files.writeString(folder.resolve(".env"), text));
    }

    @Test
    void settings_come_from_the_file_unless_the_environment_says_otherwise() throws IOException {
        var all = read("""
                # where
                REVERIE_PORT=9000
                export REVERIE_HOME = "/var/lib/my reverie"
                DATABASE_URL='postgresql://a:b=c@db/reverie'

                PORT=1
                """, Map.of("PORT", "2"));

        assertThat(all)
                .containsOnly(
                        Map.entry("REVERIE_PORT", "9000"),
                        Map.entry("REVERIE_HOME", "/var/lib/my reverie"),
                        Map.entry("DATABASE_URL", "postgresql://a:b=c@db/reverie"),
                        Map.entry("PORT", "2"));
    }

    @Test
    void a_line_that_sets_nothing_stops_the_start_with_its_number() {
        assertThatThrownBy(() -> read("REVERIE_PORT=1\nREVERIE_HOME\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Line 2 of .env is not NAME=value.");
    }

    @Test
    void without_the_file_the_environment_is_all() {
        assertThat(DotEnv.under(Map.of("A", "b"), folder.resolve("none"))).containsOnly(Map.entry("A", "b"));
    }
}
