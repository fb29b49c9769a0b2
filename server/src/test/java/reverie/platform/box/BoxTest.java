package reverie.platform.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxTest {
    @TempDir
    Path folder;

    private final Box.Limits limits = Box.Limits.of(Duration.ofSeconds(10));

    @Test
    void a_program_gets_its_input_and_gives_its_output() throws Exception {
        var result = Box.run(
                List.of("cat"), folder, limits, Map.of(), in -> in.write("hello".getBytes(StandardCharsets.UTF_8)));

        assertThat(result.ok()).isTrue();
        assertThat(result.text()).isEqualTo("hello");
    }

    @Test
    void nothing_of_our_environment_is_handed_on() throws Exception {
        var result = Box.run(List.of("env"), folder, limits);

        assertThat(result.text().lines().map(l -> l.substring(0, l.indexOf('='))))
                .containsExactlyInAnyOrder("PATH", "LANG", "TMPDIR");
    }

    @Test
    void a_program_that_takes_too_long_is_ended() throws Exception {
        var result = Box.run(List.of("sleep", "60"), folder, Box.Limits.of(Duration.ofMillis(200)));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.ok()).isFalse();
    }

    @Test
    void a_program_that_says_too_much_is_ended() throws Exception {
        var result = Box.run(
                List.of("yes"),
                folder,
                new Box.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1L << 30, 100_000));

        assertThat(result.tooMuch()).isTrue();
        assertThat(result.output().length).isLessThanOrEqualTo(100_000);
    }

    @Test
    void a_program_that_wants_too_much_memory_does_not_get_it() throws Exception {
        var result = Box.run(
                List.of("dd", "if=/dev/zero", "of=/dev/null", "bs=512M", "count=1"),
                folder,
                new Box.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 64L << 20, 1000));

        assertThat(result.ok()).isFalse();
        assertThat(result.errors()).contains("memory");
    }

    @Test
    void a_failure_is_told_with_the_programs_own_words() throws Exception {
        var result = Box.run(List.of("cat", "not-there"), folder, limits);

        assertThat(result.exit()).isNotZero();
        assertThat(result.errors()).contains("not-there");
    }

    @Test
    void words_of_a_call_are_never_a_shells() throws Exception {
        assertThat(Box.run(List.of("echo", "$(id); rm -rf x"), folder, limits).text())
                .isEqualTo("$(id); rm -rf x\n");
    }

    @Test
    void a_missing_program_is_an_error_of_ours() throws Exception {
        var result = Box.run(List.of("no-such-program-here"), folder, limits);

        assertThat(result.ok()).isFalse();
        assertThatThrownBy(() -> Box.run(List.of("cat"), folder.resolve("no/such/folder"), limits))
                .isInstanceOf(UncheckedIOException.class);
    }
}
