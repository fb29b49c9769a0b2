package reverie.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import reverie.platform.FirstAdminLink;
import reverie.platform.Roles;
import reverie.platform.Settings;
import reverie.platform.SettingsReader;

/** Finds the server that runs on this home, or starts one in this process. */
final class Launch {
    /** Where the running server of a home can be reached, in {@code run/address}: one line. */
    static final String ADDRESS_FILE = "address";

    private final Class<?> application;
    private final Map<String, String> environment;

    Launch(Class<?> application, Map<String, String> environment) {
        this.application = application;
        this.environment = environment;
    }

    /** A server that answers. Closing it stops it only if it was started here. */
    record Server(String address, Path home, Optional<ConfigurableApplicationContext> context)
            implements AutoCloseable {
        Optional<String> firstAdminLink() {
            return context.flatMap(c -> c.getBeanProvider(FirstAdminLink.class).stream()
                    .findFirst()
                    .flatMap(FirstAdminLink::path)
                    .map(path -> address + path));
        }

        @Override
        public void close() {
            context.ifPresent(ConfigurableApplicationContext::close);
        }
    }

    Server runningOrNew() {
        // Ctrl-C ends the command first, which then ends the server: so it has no hook of its own.
        return running().orElseGet(() -> inThisProcess(false, false, Map.of("REVERIE_PORT", "0")));
    }

    private Optional<Server> running() {
        Path home = settings(false).home();
        Path file = home.resolve("run").resolve(ADDRESS_FILE);
        try {
            if (!Files.exists(file)) return Optional.empty();
            var server = new Server(Files.readString(file).strip(), home, Optional.empty());
            try (Client client = new Client(server)) {
                return client.isAnswered() ? Optional.of(server) : Optional.empty();
            }
        } catch (IOException | IllegalArgumentException | Refused e) {
            return Optional.empty();
        }
    }

    Server inThisProcess(boolean sandbox) {
        return inThisProcess(sandbox, true, Map.of());
    }

    private Server inThisProcess(boolean sandbox, boolean untilInterrupted, Map<String, String> instead) {
        Settings settings = settings(sandbox);
        SpringApplication spring = new SpringApplication(application);
        Map<String, Object> defaults = new HashMap<>(environment);
        defaults.put("reverie.sandbox", sandbox);
        defaults.put(
                "logging.file.name", settings.home().resolve("logs/reverie.log").toString());
        spring.setDefaultProperties(defaults);
        spring.setLogStartupInfo(false);
        spring.setRegisterShutdownHook(untilInterrupted);
        spring.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new org.springframework.core.env.MapPropertySource("terminal", new HashMap<>(instead))));
        ConfigurableApplicationContext context = started(spring, settings);
        int port = context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : settings.port();
        String address = "http://localhost:" + port;
        if (settings.does(Roles.WEB)) rememberWhileOpen(context, settings.home(), address);
        return new Server(address, settings.home(), Optional.of(context));
    }

    private static ConfigurableApplicationContext started(SpringApplication spring, Settings settings) {
        try {
            return spring.run();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof reverie.platform.SettingsException known) throw known;
                if (cause instanceof reverie.platform.postgres.EmbeddedPostgresException known) throw known;
                if (cause instanceof PortInUseException taken) {
                    throw new Refused("Port " + taken.getPort()
                            + " is taken. Stop the program that uses it, or set REVERIE_PORT to another one (0 picks a"
                            + " free one).");
                }
            }
            throw new Refused("Reverie did not start: " + rootCause(e) + " The whole story is in "
                    + settings.home().resolve("logs/reverie.log"));
        }
    }

    private static String rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private Settings settings(boolean sandbox) {
        return new SettingsReader(environment).read(sandbox);
    }

    /** Until it ends cleanly; after a crash the next one overwrites it. */
    static void rememberWhileOpen(ConfigurableApplicationContext context, Path home, String address) {
        Path file = home.resolve("run").resolve(ADDRESS_FILE);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.writeString(file.resolveSibling(ADDRESS_FILE + ".new"), address + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.addApplicationListener((ContextClosedEvent closed) -> {
            if (closed.getApplicationContext() == context) forget(file, address);
        });
    }

    /** Unless another process on this home has put its own there. */
    private static void forget(Path file, String address) {
        try {
            if (Files.readString(file).strip().equals(address)) Files.delete(file);
        } catch (IOException e) {
            // It is gone already, or stays as after a crash: whoever is found there has to prove itself.
            return;
        }
    }
}
