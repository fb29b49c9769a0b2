package reverie.process;

import java.io.BufferedReader;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reverie.platform.LocalToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Reverie in a process of its own, to be killed. Speaks to it as the host does, by the local token. */
final class Node implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Process process;
    private final String address;
    private final Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuffer said = new StringBuffer();

    /** @param crash where it shall halt itself; empty for nowhere */
    static Node start(String databaseUrl, Path home, String roles, String crash) {
        try {
            return new Node(databaseUrl, home, roles, crash);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Node(String databaseUrl, Path home, String roles, String crash) throws IOException {
        this.home = home;
        List<String> command = new ArrayList<>(java());
        if (!crash.isEmpty()) command.add("-Dreverie.crash=" + crash);
        command.addAll(List.of("reverie.Reverie", "run", "--sandbox"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("DATABASE_URL", databaseUrl);
        environment.put("REVERIE_HOME", home.toString());
        environment.put("REVERIE_PORT", "0");
        environment.put("REVERIE_ROLES", roles);
        environment.put("REVERIE_RATE_LIMITS", "off");
        process = builder.start();
        var ready = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> listen(ready));
        try {
            address = ready.get(START_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("The node did not start: " + said, e);
        }
    }

    /** How a process of the product begins. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                mainClassPath());
    }

    /** Without the tests' own classes: the node is the product. */
    private static String mainClassPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!part.endsWith("test-classes")) parts.add(part);
        }
        return String.join(java.io.File.pathSeparator, parts);
    }

    private void listen(CompletableFuture<String> ready) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                said.append(line).append('\n');
                int at = line.indexOf("ready at ");
                if (at >= 0) ready.complete(line.substring(at + 9).split(" ")[0]);
            }
        } catch (IOException e) {
            said.append(e);
        }
        ready.completeExceptionally(new IllegalStateException(said.toString()));
    }

    String address() {
        return address;
    }

    String said() {
        return said.toString();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(Duration.ofSeconds(30))
                    .header(LocalToken.HEADER, Files.readString(home.resolve("run/token")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As kill -9 does. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits for a node that was told to halt itself. */
    void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IllegalStateException("It lives on: " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
