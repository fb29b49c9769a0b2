package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    private static final Path DOCS = Path.of("../docs/generated/settings.md");

    @Test
    void the_docs_hold_the_table_as_it_is() throws IOException {
        String fresh =
                "# Settings\n\nMade from the code; a test fails when it is stale.\n\n" + SettingsTable.markdown();
        if (Boolean.getBoolean("reverie.write")) Files.writeString(DOCS, fresh);

        assertThat(Files.readString(DOCS))
                .as("write it with: mvn test -pl server -Dtest=SettingsTableTest -Dreverie.write=true")
                .isEqualTo(fresh);
    }

    @Test
    void what_is_not_in_the_table_cannot_be_read() {
        assertThatThrownBy(() -> new SettingsReader(Map.of()).value("SOMETHING_ELSE"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
