package reverie.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.TestDatabase;

/** {@code ./reverie make}, as a process of its own. */
@Tag("long")
class MakeTest {
    private static final Path PHOTO =
            Path.of("src/test/resources/photos/coffee.jpg").toAbsolutePath();
    private static final Duration FILM_MAX = Duration.ofMinutes(4);
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    private final class Command {
        final Process process;
        final Path out = folder.resolve("out.txt");
        final Path err = folder.resolve("err.txt");

        Command(String database, Path home, String... words) throws IOException {
            List<String> command = new ArrayList<>(Node.java());
            command.addAll(List.of("reverie.Reverie", "make"));
            command.addAll(List.of(words));
            var builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("DATABASE_URL", database);
            builder.environment().put("REVERIE_HOME", home.toString());
            process = builder.start();
        }

        int exit() throws InterruptedException {
            if (!process.waitFor(FILM_MAX.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly();
            return process.waitFor();
        }

        String said(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void a_film_is_made_where_no_server_runs_and_its_path_is_the_last_word() throws Exception {
        Path film = folder.resolve("film.mp4");

        var make = new Command(
                TestDatabase.fresh("reverie_make"),
                folder.resolve("home"),
                PHOTO.toString(),
                "slow zoom in, soft snow",
                "--seconds",
                "4",
                "--out",
                film.toString());

        assertThat(make.exit()).as(make.said(make.err)).isZero();
        assertThat(make.said(make.out)).isEqualTo(film + System.lineSeparator());
        assertThat(film).isNotEmptyFile();
        assertThat(make.said(make.err))
                .contains("It costs 1 of your 100", "100 %", "Charged: 1")
                .doesNotContain("\r");
        assertThat(folder.resolve("film.mp4.part")).doesNotExist();
    }

    @Test
    void ctrl_c_cancels_the_film_and_leaves_the_server_that_runs_alone() throws Exception {
        String database = TestDatabase.fresh("reverie_make_stopped");
        Path home = folder.resolve("home");
        try (Node server = Node.in(home).database(database).roles("web,worker").start()) {
            var make = new Command(
                    database, home, PHOTO.toString(), "snow", "--seconds", "10", "--out", folder + "/x.mp4");
            await().atMost(Duration.ofMinutes(1)).until(() -> count(database, "state = 'running'") == 1);

            new ProcessBuilder("kill", "-INT", Long.toString(make.process.pid()))
                    .start()
                    .waitFor();

            assertThat(make.exit()).as(make.said(make.err)).isEqualTo(INTERRUPTED);
            assertThat(make.said(make.err)).contains("The film was canceled, and nothing was taken.");
            assertThat(make.said(make.out)).isEmpty();
            assertThat(folder.resolve("x.mp4")).doesNotExist();
            // Whoever renders it stops at the next picture.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> count(database, "state = 'canceled' and held_micros = 0") == 1);
            assertThat(server.isAlive()).isTrue();
        }
    }

    private static int count(String database, String where) throws SQLException {
        try (var c = DriverManager.getConnection(database);
                var found = c.createStatement().executeQuery("select count(*) from job where " + where)) {
            found.next();
            return found.getInt(1);
        }
    }

    @Test
    void a_place_that_cannot_be_written_to_is_refused_before_anything_is_spent() throws Exception {
        var make = new Command(
                "postgresql://nowhere/at-all", folder.resolve("home"), PHOTO.toString(), "--out", "/nowhere/film.mp4");

        assertThat(make.exit()).isEqualTo(1);
        assertThat(make.said(make.err)).contains("Nothing can be written into /nowhere");
    }
}
