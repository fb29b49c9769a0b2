package reverie.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import reverie.platform.Settings;
import reverie.platform.SettingsException;

/**
 * Where the data lies, and as whom it is touched. Three roles: the owner (migrations only), {@code reverie_app} (all
 * writes, workers, batches: what the pool's connections are) and {@code reverie_web} (reads on behalf of one account,
 * entered for one transaction, see {@link reverie.platform.Transactions#read}).
 */
@Configuration(proxyBeanMethods = false)
public class Database {
    private static final int POOL_MAX = 16;
    private static final int VERSION_MIN = 150_000;

    /** How to reach a PostgreSQL as the owner of the data. */
    record Address(
            String url, @Nullable String user, @Nullable String password) {
        /** Takes {@code postgres://}, {@code postgresql://} and {@code jdbc:postgresql://}. */
        static Address parse(String given) {
            if (given.startsWith("jdbc:postgresql:")) return new Address(given, null, null);
            if (!given.startsWith("postgres://") && !given.startsWith("postgresql://")) {
                throw new SettingsException(
                        "DATABASE_URL must begin with postgresql://, postgres:// or jdbc:postgresql://.");
            }
            // By hand: to java.net.URI a host with an underscore, as containers have them, is none.
            String rest = given.substring(given.indexOf("://") + 3);
            int asked = rest.indexOf('?');
            String query = asked < 0 ? "" : rest.substring(asked);
            String where = asked < 0 ? rest : rest.substring(0, asked);
            int at = where.lastIndexOf('@');
            String[] who = at < 0 ? new String[0] : where.substring(0, at).split(":", 2);
            String place = where.substring(at + 1);
            if (!place.matches("[^/\\s]+/[^/\\s]+")) {
                throw new SettingsException("DATABASE_URL must name a host and a database, such as"
                        + " postgresql://reverie:secret@db.example:5432/reverie.");
            }
            return new Address(
                    "jdbc:postgresql://" + place + query,
                    who.length > 0 ? decoded(who[0]) : null,
                    who.length > 1 ? decoded(who[1]) : null);
        }

        /** A plus is a plus here, not a space as in a form. */
        private static String decoded(String part) {
            try {
                return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new SettingsException("The user or password in DATABASE_URL holds a lone %. Write it as %25.", e);
            }
        }

        Connection open() throws SQLException {
            if (user == null) return DriverManager.getConnection(url);
            return DriverManager.getConnection(url, user, password);
        }
    }

    @Bean(destroyMethod = "close")
    @Lazy
    EmbeddedPostgres embeddedPostgres(Settings settings) {
        return EmbeddedPostgres.start(settings.home().resolve("postgres"));
    }

    @Bean
    Address databaseAddress(Settings settings, ObjectProvider<EmbeddedPostgres> server) {
        String given = settings.databaseUrl();
        if (given != null) return Address.parse(given);
        EmbeddedPostgres embedded = server.getObject();
        return new Address(embedded.url(), embedded.user(), embedded.password());
    }

    @Bean
    @FlywayDataSource
    DataSource ownerDataSource(Address address) {
        var source = new DriverManagerDataSource(address.url());
        if (address.user() != null) source.setUsername(address.user());
        if (address.password() != null) source.setPassword(address.password());
        return source;
    }

    @Bean
    @Primary
    HikariDataSource dataSource(Address address) {
        ensureRoles(address);
        var config = new HikariConfig();
        config.setPoolName("reverie");
        config.setJdbcUrl(address.url());
        if (address.user() != null) config.setUsername(address.user());
        if (address.password() != null) config.setPassword(address.password());
        config.setMaximumPoolSize(POOL_MAX);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        // Statements are prepared once per connection and take arrays, so that one plan fits a batch of any size. Left
        // to
        // itself the server plans the long ones anew at each call: for a single transfer that is most of its work.
        config.setConnectionInitSql("set role reverie_app; set plan_cache_mode = force_generic_plan");
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("ApplicationName", "reverie");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "120");
        // The start waits for migrations anyway; a pool that can't connect must not end the process.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static void ensureRoles(Address address) {
        try (Connection connection = address.open();
                Statement statement = connection.createStatement()) {
            checkVersion(statement);
            for (String role : new String[] {"reverie_app", "reverie_web"}) {
                boolean missing;
                try (ResultSet found =
                        statement.executeQuery("select 1 from pg_roles where rolname = '" + role + "'")) {
                    missing = !found.next();
                }
                if (missing) statement.execute("create role " + role + " nologin");
                boolean member;
                try (ResultSet found =
                        statement.executeQuery("select pg_has_role(current_user, '" + role + "', 'MEMBER')")) {
                    member = found.next() && found.getBoolean(1);
                }
                if (!member || missing) statement.execute("grant " + role + " to current_user");
            }
        } catch (SQLException e) {
            throw new EmbeddedPostgresException(
                    "The database can't be used: " + e.getMessage()
                            + " (Reverie needs to create the roles reverie_app and reverie_web, or find them there and"
                            + " granted to it.)",
                    e);
        }
    }

    private static void checkVersion(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("show server_version_num")) {
            if (found.next() && found.getInt(1) < VERSION_MIN) {
                throw new EmbeddedPostgresException("The database is older than PostgreSQL 15. Use 15 or newer.");
            }
        }
    }
}
