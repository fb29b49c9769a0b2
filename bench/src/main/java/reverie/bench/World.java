package reverie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reverie.Reverie;
import reverie.identity.Accounts;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.box.Box;
import reverie.platform.postgres.EmbeddedPostgres;
import reverie.wallet.Wallet;

/** The whole server in this process, over an embedded PostgreSQL with its usual settings, in an empty home. */
final class World implements AutoCloseable {
    private final Path home;
    private final ConfigurableApplicationContext context;

    World() throws IOException {
        this("web,worker,realtime");
    }

    World(String roles) throws IOException {
        home = Files.createTempDirectory("reverie-bench");
        SpringApplication spring = new SpringApplication(Reverie.class);
        spring.setLogStartupInfo(false);
        Map<String, Object> settings = new HashMap<>();
        settings.put("REVERIE_HOME", home.toString());
        settings.put("REVERIE_PORT", "0");
        settings.put("server.port", "0");
        settings.put("REVERIE_ROLES", roles);
        settings.put("REVERIE_RATE_LIMITS", "off");
        settings.put("reverie.sandbox", "true");
        settings.put("reverie.engine.warm", "false");
        spring.addInitializers(
                c -> c.getEnvironment().getPropertySources().addFirst(new MapPropertySource("bench", settings)));
        context = spring.run();
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** What another process needs to be a node of it. */
    Map<String, String> forAnotherNode(String roles) {
        EmbeddedPostgres server = get(EmbeddedPostgres.class);
        return Map.of(
                "DATABASE_URL",
                server.url() + "?user=" + server.user() + "&password=" + server.password(),
                "REVERIE_ROLES",
                roles);
    }

    Path home() {
        return home;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** People who came through another door, each with so many credits. */
    List<AccountId> people(int count, long credits) {
        Accounts accounts = get(Accounts.class);
        Wallet wallet = get(Wallet.class);
        List<AccountId> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AccountId id = accounts.ofExternal(
                            new Accounts.External("bench", home.getFileName() + "-" + i, null, "Person " + i, "en"))
                    .id();
            wallet.grant(id, Credits.of(credits), "bench:" + id, "bench", null);
            people.add(id);
        }
        return people;
    }

    @Override
    public void close() {
        context.close();
        Box.clear(home);
    }
}
