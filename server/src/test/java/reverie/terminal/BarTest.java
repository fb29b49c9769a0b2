package reverie.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BarTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private String shown(boolean moves) {
        var json = JsonMapper.builder().build();
        var bar = new Bar(new PrintStream(said, true, StandardCharsets.UTF_8), moves);
        for (int i = 0; i <= 100; i++) {
            bar.show(json.readTree(
                    "{\"state\":\"running\",\"progress\":" + i / 100.0 + ",\"etaSeconds\":" + (100 - i) + "}"));
        }
        bar.show(json.readTree("{\"state\":\"succeeded\",\"progress\":1}"));
        bar.end();
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void on_a_terminal_one_line_moves() {
        String shown = shown(true);

        assertThat(shown).contains("\r").endsWith(System.lineSeparator());
        assertThat(shown.lines().filter(line -> !line.isBlank())).hasSizeGreaterThan(1);
        assertThat(shown.chars().filter(c -> c == '\n')).hasSize(1);
    }

    @Test
    void in_a_file_a_few_lines_tell_the_same() {
        String shown = shown(false);

        assertThat(shown).doesNotContain("\r");
        assertThat(shown.lines())
                .containsExactly(
                        "0 %  100 s left", "25 %  75 s left", "50 %  50 s left", "75 %  25 s left", "100 %  0 s left");
    }
}
