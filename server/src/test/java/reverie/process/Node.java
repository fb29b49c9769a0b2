package reverie.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reverie.platform.LocalToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Reverie in a process of its own, to be killed. Speaks to it as the host does, by the local token. */
final class Node implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START_MAX = Duration.ofSeconds(180);

    private final Process process;
    private final Path home;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StringBuffer said = new StringBuffer();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    /** What it is, before it runs. */
    static final class Plan {
        private final Map<String, String> environment = new HashMap<>();
        private final Path home;
        private String crash = "";
        private List<String> options = List.of("--sandbox");

        private Plan(Path home) {
            this.home = home;
            environment.put("REVERIE_HOME", home.toString());
            environment.put("REVERIE_PORT", "0");
            environment.put("REVERIE_RATE_LIMITS", "off");
        }

        Plan database(String url) {
            return with("DATABASE_URL", url);
        }

        Plan roles(String roles) {
            return with("REVERIE_ROLES", roles);
        }

        Plan with(String setting, String value) {
            environment.put(setting, value);
            return this;
        }

        /** Where it shall halt itself. */
        Plan dyingAt(String point) {
            crash = point;
            return this;
        }

        /** As a host who serves others starts it: without stand-ins. */
        Plan forReal() {
            options = List.of();
            return this;
        }

        /** Starts it; does not wait. */
        Node begin() {
            try {
                return new Node(this);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Node start() {
            Node node = begin();
            node.address();
            return node;
        }
    }

    static Plan in(Path home) {
        return new Plan(home);
    }

    private Node(Plan plan) throws IOException {
        home = plan.home;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dreverie.engine.warm=false",
                "-Dreverie.crash=" + plan.crash,
                "-cp",
                mainClassPath()));
        command.addAll(List.of("reverie.Reverie", "run"));
        command.addAll(plan.options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(plan.environment);
        process = builder.start();
        Thread.ofVirtual().start(this::listen);
    }

    /** Without the tests' own classes: the node is the product. */
    private static String mainClassPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!part.endsWith("test-classes")) parts.add(part);
        }
        return String.join(File.pathSeparator, parts);
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                said.append(line).append('\n');
                int at = line.indexOf("ready at ");
                if (at >= 0) ready.complete(line.substring(at + 9).split(" ")[0]);
            }
        } catch (IOException e) {
            said.append(e);
        }
        ready.completeExceptionally(new IllegalStateException("It ended: " + said));
    }

    /** Waits until it is ready. */
    String address() {
        try {
            return ready.get(START_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            kill();
            throw new IllegalStateException("The node did not start: " + said, e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A program that it started itself, by the end of its command. */
    ProcessHandle child(String program) {
        return process.descendants()
                .filter(p -> p.info().command().map(c -> c.endsWith(program)).orElse(false))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("It has no " + program));
    }

    JsonNode get(String path) {
        return send(local(path).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body, String... headers) {
        HttpRequest.Builder request = local(path);
        if (headers.length > 0) request.headers(headers);
        return send(request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    JsonNode postFile(String path, Path file) {
        String boundary = "----reverie";
        try {
            var head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + file.getFileName() + "\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            var tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
            return send(local(path)
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, Files.readAllBytes(file), tail)))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder local(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(address() + path))
                    .timeout(Duration.ofSeconds(60))
                    .header(LocalToken.HEADER, Files.readString(home.resolve("run/token")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new Refused(response.statusCode(), request.uri() + " answered " + response.body());
            }
            return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
        } catch (IOException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It said no. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int status;

        Refused(int status, String message) {
            super(status + ": " + message);
            this.status = status;
        }
    }

    /** It said nothing: what was asked may have been done. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswer(IOException cause) {
            super(cause);
        }
    }

    /** As kill -9 does. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stands still, as a machine does that was put to sleep; {@code CONT} wakes it. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a node that was told to halt itself. */
    void awaitEnd() {
        try {
            if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("It lives on: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        signal("CONT");
        process.destroy();
        try {
            if (!process.waitFor(25, TimeUnit.SECONDS)) kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }
}
