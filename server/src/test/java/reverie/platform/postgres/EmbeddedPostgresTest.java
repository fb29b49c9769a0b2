package reverie.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path home;

    private static int count(EmbeddedPostgres server, String sql) throws SQLException {
        try (var c = DriverManager.getConnection(server.url(), server.user(), server.password());
                var rows = c.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (var c = DriverManager.getConnection(server.url(), server.user(), server.password())) {
            c.createStatement().execute(sql);
        }
    }

    @Test
    void what_was_committed_outlives_stops_and_kills_and_the_server_comes_back_by_itself() throws Exception {
        try (var server = EmbeddedPostgres.start(home)) {
            run(server, "create table kept (n int)");
            run(server, "insert into kept values (1)");

            long killed = server.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                assertThat(server.pid()).isNotEqualTo(killed);
                assertThat(count(server, "select count(*) from kept")).isEqualTo(1);
            });
        }
        try (var again = EmbeddedPostgres.start(home)) {
            assertThat(count(again, "select count(*) from kept")).isEqualTo(1);
            assertThat(count(again, "select count(*) from pg_roles where rolname = current_user and rolsuper"))
                    .isZero();
        }
    }

    @Test
    void a_second_reverie_is_kept_out_and_strangers_need_the_password() {
        try (var server = EmbeddedPostgres.start(home)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home)).hasMessageContaining("Another Reverie already uses");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "wrong"))
                    .hasMessageContaining("password");
        }
    }
}
