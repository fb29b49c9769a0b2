package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;
import reverie.identity.Door;

@ReverieTest
class HealthTest {
    private static final Set<String> ONCE_A_JOB_ENDED =
            Set.of("reverie_jobs_ended_total", "reverie_jobs_waited_seconds");

    @LocalServerPort
    int port;

    @Autowired
    HealthEndpointGroups groups;

    @Test
    void a_server_that_is_up_says_so_and_tells_nothing_else() {
        for (String path : new String[] {"/health/live", "/health/ready"}) {
            var answer = new Door(port).get(path);

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.raw().body()).as(path).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void without_its_database_a_server_lives_but_is_not_ready() {
        var ready = Objects.requireNonNull(groups.get("ready"));
        assertThat(ready.isMember("db")).isTrue();
        assertThat(Objects.requireNonNull(groups.get("live")).isMember("db")).isFalse();
        assertThat(ready.getHttpCodeStatusMapper().getStatusCode(Status.DOWN)).isEqualTo(503);
    }

    @Test
    void the_figures_are_those_that_the_docs_explain() throws IOException {
        var answer = new Door(port).get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        Set<String> explained = new TreeSet<>();
        Pattern.compile("`(reverie_\\w+)`")
                .matcher(Files.readString(Path.of("../docs/watching.md")))
                .results()
                .forEach(found -> explained.add(found.group(1)));
        // These two begin with the first job that ends.
        assertThat(explained).containsAll(ONCE_A_JOB_ENDED).hasSizeGreaterThan(10);
        explained.removeAll(ONCE_A_JOB_ENDED);
        assertThat(named(answer.raw().body(), "reverie_").stream()
                        .filter(name -> ONCE_A_JOB_ENDED.stream()
                                .noneMatch(ended -> name.startsWith(ended.replace("_total", "")))))
                .containsExactlyInAnyOrderElementsOf(explained);
        assertThat(named(answer.raw().body(), ""))
                .contains("hikaricp_connections_active", "http_server_requests_seconds_count", "jvm_memory_used_bytes");
    }

    private static Set<String> named(String figures, String prefix) {
        return figures.lines()
                .filter(line -> line.startsWith(prefix) && !line.startsWith("#"))
                .map(line -> line.split("[ {]")[0])
                .collect(Collectors.toSet());
    }

    @Test
    void figures_are_nobodys_business_elsewhere() {
        assertThat(new Door(port)
                        .with("X-Forwarded-For", "203.0.113.7")
                        .get("/metrics")
                        .status())
                .isEqualTo(404);
    }
}
