package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reverie.ReverieTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@ReverieTest
class OpenApiTest {
    private static final Path KEPT = Path.of("../packages/api/openapi.json");

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonNode description() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/openapi.json"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return json.readTree(response.body());
        }
    }

    @Test
    void the_description_that_clients_are_made_from_is_the_servers_own() throws Exception {
        String fresh = json.writeValueAsString(json.treeToValue(description(), Object.class)) + "\n";
        if (Boolean.getBoolean("reverie.write")) Files.writeString(KEPT, fresh);

        assertThat(json.readTree(Files.readString(KEPT)))
                .as("write it with: mvn test -pl server -Dtest=OpenApiTest -Dreverie.write=true,"
                        + " then: npm run generate -w @reverie/api")
                .isEqualTo(json.readTree(fresh));
    }

    @Test
    void every_endpoint_of_ours_is_described() throws Exception {
        Set<String> described = new TreeSet<>();
        description().path("paths").properties().forEach(p -> described.add(p.getKey()));
        Set<String> served = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((info, method) -> {
            if (method.getBeanType().getPackageName().startsWith("reverie.")) {
                info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(served::add);
            }
        });

        assertThat(described).containsAll(served);
    }
}
