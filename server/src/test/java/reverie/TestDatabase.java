package reverie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reverie.platform.postgres.EmbeddedPostgres;

/** One embedded PostgreSQL for the whole build, kept between builds; a fresh database for each run. */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.start(TARGET.resolve("test-postgres"));
    private static final String NAME = "reverie_test";

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        fresh(NAME);
    }

    /** The server itself, for tests that end it. */
    public static EmbeddedPostgres server() {
        return SERVER;
    }

    /** An empty database of the given name, as a {@code DATABASE_URL}: for tests that start whole processes. */
    public static String fresh(String name) {
        try (Connection c = DriverManager.getConnection(SERVER.url("postgres"), SERVER.user(), SERVER.password());
                var statement = c.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    /** The clock of a database is so far ahead of the real one: for leases and deadlines that should pass at once. */
    public static void setClock(String databaseUrl, Duration ahead) {
        try (Connection c = DriverManager.getConnection(databaseUrl);
                var statement = c.createStatement()) {
            statement.execute("""
                    create or replace function reverie_now() returns timestamptz
                        language sql stable parallel safe
                        as 'select now() + interval ''%d milliseconds'''
                    """.formatted(ahead.toMillis()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String url() {
        return url(NAME);
    }

    static String url(String name) {
        return SERVER.url(name) + "?user=" + SERVER.user() + "&password=" + SERVER.password();
    }

    /** A connection as the owner of the data: for setting the scene and for looking behind it. */
    public static Connection asOwner() throws SQLException {
        return DriverManager.getConnection(url(NAME));
    }

    /** A hold that its job does not find any more, as after a repair by hand that went wrong; and back. */
    public static void renameHold(UUID from, UUID to) throws SQLException {
        try (Connection owner = asOwner();
                var statement = owner.prepareStatement("update ledger_hold set id = ? where id = ?")) {
            statement.setObject(1, to);
            statement.setObject(2, from);
            if (statement.executeUpdate() != 1) throw new IllegalStateException("There is no hold " + from);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path home = Files.createTempDirectory(Files.createDirectories(TARGET.resolve("test-homes")), "home");
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "reverie-test",
                            Map.of(
                                    "DATABASE_URL", url(NAME),
                                    "REVERIE_HOME", home.toString(),
                                    "REVERIE_ROLES", "web,realtime",
                                    "REVERIE_PORT", "0",
                                    "REVERIE_RATE_LIMITS", "off",
                                    "reverie.engine.warm", "false")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
