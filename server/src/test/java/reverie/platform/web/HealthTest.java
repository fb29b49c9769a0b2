package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
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
        assertThat(groups.get("ready").isMember("db")).isTrue();
        assertThat(groups.get("live").isMember("db")).isFalse();
        assertThat(groups.get("ready").getHttpCodeStatusMapper().getStatusCode(Status.DOWN))
                .isEqualTo(503);
    }

    @Test
    void figures_are_there_for_whoever_watches_from_this_machine() {
        var answer = new Door(port).get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(named(answer.raw().body(), "reverie_"))
                .contains(
                        "reverie_ledger_gap_micros",
                        "reverie_wallet_held_credits",
                        "reverie_wallet_held_gap_credits",
                        "reverie_wallet_stray_holds",
                        "reverie_jobs",
                        "reverie_jobs_oldest_queued_seconds",
                        "reverie_jobs_overdue",
                        "reverie_jobs_dead",
                        "reverie_live_connections",
                        "reverie_bot_messages_waiting");
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
        assertThat(new Door(port).with("X-Forwarded-For", "203.0.113.7").get("/metrics").status())
                .isEqualTo(404);
    }
}
