package reverie.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.TestDatabase;
import reverie.identity.Door;
import reverie.platform.LocalToken;

/** A process as a host runs it for others: what is for this machine, or for trying things out, is not there. */
class ShutDoorsTest {
    @TempDir
    Path home;

    @Test
    void behind_a_public_address_there_is_no_sandbox_and_a_proxys_word_is_no_key() throws IOException {
        String database = TestDatabase.fresh("reverie_shut_doors");
        try (Node node = Node.in(home)
                .database(database)
                .roles("web")
                .with("REVERIE_PUBLIC_URL", "https://reverie.example")
                .forReal()
                .start()) {
            noSandbox(node.address());
            Door here = new Door(node.address())
                    .with(
                            LocalToken.HEADER,
                            Files.readString(home.resolve("run/token")).strip());
            assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
            assertThat(here.get("/metrics").status()).isEqualTo(200);
            // This valve takes the header away and puts its address in the place of the proxy's.
            for (String client : List.of("203.0.113.7", "127.0.0.1", "::1", "127.0.0.1, 10.0.0.1")) {
                here.with("X-Forwarded-For", client).with("X-Forwarded-Proto", "https");
                assertThat(here.get("/api/v1/me").status()).as(client).isEqualTo(401);
                assertThat(here.get("/metrics").status()).as(client).isEqualTo(404);
            }
        }
    }

    private static void noSandbox(String address) {
        Door door = new Door(address);
        for (String path : List.of(
                "/sandbox",
                "/sandbox/telegram",
                "/sandbox/telegram/",
                "/sandbox/telegram/people",
                "/sandbox/telegram/assets/chat.js",
                "/sandbox/telegram-api/botsandbox/getMe")) {
            assertThat(door.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(door.post("/sandbox/telegram/people", Map.of("firstName", "Anna"))
                        .status())
                .isEqualTo(404);
        assertThat(door.post("/sandbox/telegram-api/botsandbox/getUpdates").status())
                .isEqualTo(404);
        assertThat(door.get("/api/v1/status").body().path("sandbox").asBoolean(true))
                .isFalse();
    }
}
