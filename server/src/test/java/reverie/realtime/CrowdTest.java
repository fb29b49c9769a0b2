package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static reverie.realtime.GivenLive.thing;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;

/** A thousand people at once, on one node; the clients' work is in the same process and counted with it. */
@ReverieTest
@Tag("long")
class CrowdTest {
    private static final int PEOPLE = 1_000;
    private static final int ROUNDS = 20;
    private static final Logger log = LoggerFactory.getLogger(CrowdTest.class);

    @Autowired
    GivenLive given;

    @LocalServerPort
    int port;

    private static final class Counter implements WebSocket.Listener {
        final AtomicInteger events = new AtomicInteger();
        final CompletableFuture<Void> welcome = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (data.toString().startsWith("42[\"link")) events.incrementAndGet();
            if (data.toString().startsWith("42[\"head")) welcome.complete(null);
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    @Test
    void a_thousand_sockets_hear_everything_and_idle_for_nearly_nothing() throws Exception {
        List<GivenLive.Someone> people = new ArrayList<>();
        List<Counter> counters = new ArrayList<>();
        List<WebSocket> sockets = new ArrayList<>();
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < PEOPLE; i++) {
                var who = given.someone();
                var counter = new Counter();
                WebSocket socket = http.newWebSocketBuilder()
                        .buildAsync(
                                URI.create("ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket"), counter)
                        .get(10, TimeUnit.SECONDS);
                socket.sendText("40{\"token\":\"" + who.token() + "\",\"last\":0}", true)
                        .get();
                people.add(who);
                counters.add(counter);
                sockets.add(socket);
            }
            for (Counter counter : counters) counter.welcome.get(10, TimeUnit.SECONDS);
            long cpu = cpuMillis();
            long began = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                for (int first = 0; first < PEOPLE; first += 100) {
                    given.happen(people.subList(first, first + 100).stream()
                            .map(who -> thing(who.account(), "x"))
                            .toArray());
                }
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> counters.stream().allMatch(one -> one.events.get() == ROUNDS));
            log.info(
                    "{} events to {} sockets: {} ms, {} ms of CPU, clients and database writes included",
                    PEOPLE * ROUNDS,
                    PEOPLE,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                    cpuMillis() - cpu);

            long idle = cpuMillis();
            CompletableFuture<Void> tenSeconds = new CompletableFuture<>();
            tenSeconds.completeOnTimeout(null, 10, TimeUnit.SECONDS).get();
            long spent = cpuMillis() - idle;
            log.info("{} idle sockets: {} ms of CPU in 10 s", PEOPLE, spent);
            assertThat(spent).isLessThan(2_000);
            assertThat(counters).allMatch(one -> one.events.get() == ROUNDS);
            sockets.forEach(WebSocket::abort);
        }
    }

    private static long cpuMillis() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime());
    }
}
