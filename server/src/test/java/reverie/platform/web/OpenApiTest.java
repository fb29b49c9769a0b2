package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reverie.ReverieTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ReverieTest
class OpenApiTest {
    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private final JsonMapper json = JsonMapper.builder().build();

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
