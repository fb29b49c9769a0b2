package reverie.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reverie.GivenAccounts;
import reverie.TestWorld;
import reverie.platform.AccountId;
import reverie.platform.Home;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Media and those they belong to, over HTTP. */
@Component
public class GivenMedia implements TestWorld.Resettable {
    private static final String BOUNDARY = "----reverie-test";

    /** A disk whose room a test can say. */
    @Component
    @Primary
    static class Disk implements FreeSpace, TestWorld.Resettable {
        private final FreeSpace real;
        private final AtomicReference<FreeSpace> says;

        Disk(@Qualifier("freeSpace") FreeSpace real) {
            this.real = real;
            says = new AtomicReference<>(real);
        }

        void says(FreeSpace room) {
            says.set(room);
        }

        @Override
        public long bytes(Path folder) {
            return says.get().bytes(folder);
        }

        @Override
        public void reset() {
            says.set(real);
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<MediaChanged> changes = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Environment environment;
    private final JsonMapper json;
    private final GivenAccounts accounts;
    private final Home home;
    private final Disk disk;

    GivenMedia(Environment environment, JsonMapper json, GivenAccounts accounts, Home home, Disk disk) {
        this.environment = environment;
        this.json = json;
        this.accounts = accounts;
        this.home = home;
        this.disk = disk;
    }

    /** From now on the disk has room for so many bytes more. */
    public void diskHas(long bytes) {
        disk.says(folder -> bytes);
    }

    @EventListener
    void changed(MediaChanged change) {
        changes.add(change);
    }

    @Override
    public void reset() {
        changes.clear();
        reverie.platform.box.Box.clear(home.folder("media"));
    }

    List<MediaChanged> changes() {
        return changes;
    }

    public AccountId account() {
        return accounts.person();
    }

    String visitor() {
        return TestDoor.VISITOR + accounts.person();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + environment.getProperty("local.server.port") + path);
    }

    HttpRequest.Builder as(Object who, String path) {
        return HttpRequest.newBuilder(uri(path)).header(TestDoor.HEADER, who.toString());
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> get(Object who, String path, String... headers) {
        HttpRequest.Builder request = as(who, path);
        if (headers.length > 0) request.headers(headers);
        return send(request.build());
    }

    HttpResponse<byte[]> upload(Object who, String name, byte[] bytes, String... headers) {
        HttpRequest.Builder request = as(who, "/api/v1/media");
        if (headers.length > 0) request.headers(headers);
        return send(request.timeout(java.time.Duration.ofSeconds(60))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(multipart("file", name, bytes)))
                .build());
    }

    /** The medium that a good upload becomes. */
    JsonNode uploaded(Object who, byte[] bytes) {
        HttpResponse<byte[]> answer = upload(who, "photo", bytes);
        if (answer.statusCode() != 201) throw new AssertionError(text(answer));
        return body(answer);
    }

    static byte[] multipart(String field, String name, byte[] bytes) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                        + name + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(bytes);
        out.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    JsonNode body(HttpResponse<byte[]> answer) {
        return json.readTree(answer.body());
    }

    static String text(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    static UUID id(JsonNode medium) {
        return UUID.fromString(medium.path("id").asString());
    }

    /** Every file below the media folder, scratch files too. */
    List<Path> files() {
        try (var all = Files.walk(home.folder("media"))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
