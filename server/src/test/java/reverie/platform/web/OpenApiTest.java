package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reverie.ReverieTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API is the truth about the server, and the copy beside the client is the description. */
@ReverieTest
class OpenApiTest {
    private static final Path COMMITTED = Path.of("../packages/api/openapi.json");
    private static final Path NOW = Path.of("target/openapi.json");
    private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private final JsonMapper json = JsonMapper.builder().build();

    /** {@code ops/dev/openapi} takes the copy from where this test leaves it. */
    private String description() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/openapi.json"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            String text = response.body() + "\n";
            Files.writeString(NOW, text);
            return text;
        }
    }

    @Test
    void the_copy_that_the_client_is_made_from_is_what_the_server_says() throws Exception {
        assertThat(description())
                .as("packages/api/openapi.json is stale. Run: ops/dev/openapi")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void what_is_served_is_described_and_what_is_described_is_served() throws Exception {
        Set<String> described = new TreeSet<>();
        json.readTree(description()).path("paths").properties().forEach(path -> {
            if (path.getValue().has("servers")) return; // Outside of /api: health and metrics have their own tests.
            path.getValue().properties().forEach(verb -> {
                if (VERBS.contains(verb.getKey())) described.add(verb.getKey() + " /api/v1" + path.getKey());
            });
        });
        Set<String> served = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((info, method) -> {
            if (!method.getBeanType().getPackageName().startsWith("reverie.")) return;
            for (String path : info.getPatternValues()) {
                if (!path.startsWith("/api/")) continue;
                info.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> served.add(verb.name().toLowerCase(Locale.ROOT) + " " + path));
            }
        });

        assertThat(served).isNotEmpty();
        assertThat(described).isEqualTo(served);
    }

    @Test
    void every_operation_has_a_name_of_its_own_a_sentence_and_a_way_to_refuse() throws Exception {
        List<String> names = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        json.readTree(description()).path("paths").properties().forEach(path -> {
            for (JsonNode operation : path.getValue()) {
                if (!operation.has("operationId")) continue;
                String name = operation.path("operationId").asString();
                names.add(name);
                if (operation.path("summary").asString("").isBlank()) gaps.add(name + " has no summary");
                boolean ours = !path.getValue().has("servers");
                if (ours && !operation.path("responses").has("default")) gaps.add(name + " never refuses");
            }
        });

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(50);
        assertThat(gaps).isEmpty();
    }

    @Test
    void what_can_be_missing_is_optional_and_everything_else_is_required() throws Exception {
        JsonNode job =
                json.readTree(description()).path("components").path("schemas").path("Job");
        List<String> required = new ArrayList<>();
        job.path("required").forEach(name -> required.add(name.asString()));

        assertThat(required)
                .contains("id", "state", "quoted", "outputs")
                .doesNotContain("waitingFor", "error", "account");
        assertThat(job.path("properties").has("waitingFor")).isTrue();
    }
}
