package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static reverie.realtime.GivenLive.thing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.Reverie;
import reverie.ReverieTest;
import reverie.TestDatabase;
import reverie.TestWorld;
import reverie.job.JobChanged;
import reverie.job.JobProgressed;
import reverie.platform.Ids;
import reverie.platform.Leases;
import reverie.platform.NodeBeat;
import reverie.platform.Settings;

/** Two nodes on one database: what happens on the one reaches sockets on the other. */
@ReverieTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesTest {
    /** Less than the look that a node takes by itself: it must have been told. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Autowired
    GivenLive given;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Ids ids;

    @Autowired
    NodeVoice voice;

    @Autowired
    NodeBeat beat;

    @Autowired
    Leases leases;

    @Autowired
    JdbcClient db;

    @Autowired
    Settings settings;

    @LocalServerPort
    int port;

    private ConfigurableApplicationContext other;
    private int otherPort;

    @BeforeAll
    void startAnother() {
        Map<String, Object> same = new LinkedHashMap<>();
        same.put("REVERIE_HOME", settings.home().toString());
        same.put("REVERIE_ROLES", "web,realtime");
        other = new SpringApplicationBuilder(Reverie.class, TestWorld.class)
                .initializers(
                        new TestDatabase(),
                        context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("same-home", same)))
                .run();
        otherPort = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    void stopOther() {
        other.close();
    }

    GivenLive.Client there(GivenLive.Someone who, Object last) {
        return new GivenLive.Client(otherPort, who.token(), last, "websocket").open();
    }

    @Test
    void an_event_made_here_reaches_a_socket_there_at_once() {
        var asha = given.someone();
        try (var client = there(asha, 0)) {
            client.next("head");
            given.happen(thing(asha.account(), "one"));
            await().atMost(AT_ONCE).until(() -> client.numbers().equals(List.of(1L)));
        }
    }

    @Test
    void progress_made_here_is_shown_there() throws Exception {
        var asha = given.someone();
        UUID job = ids.next();
        try (var client = there(asha, 0)) {
            given.happen(new JobChanged(FeedsTest.job(job, asha.account(), "running", null), "started", null));
            client.awaitNumbers(1);
            events.publishEvent(new JobProgressed(job, asha.account(), 0.75, 3L, null));
            await().atMost(AT_ONCE).until(() -> client.heard("job.updated").size() == 2);

            assertThat(client.next("job.updated").getJSONObject("job").getDouble("progress"))
                    .isEqualTo(0.75);
        }
    }

    @Test
    void a_session_that_ends_here_closes_its_socket_there_within_a_second() throws Exception {
        var asha = given.person();
        try (var client = there(asha, 0)) {
            asha.door().post("/api/v1/auth/sign-out");

            assertThat(client.left(AT_ONCE)).isEqualTo("io server disconnect");
        }
    }

    @Test
    void what_nobody_was_told_of_is_found_soon_all_the_same() {
        var asha = given.someone();
        try (var client = there(asha, 0)) {
            client.next("head");
            voice.stop();
            try {
                given.happen(thing(asha.account(), "unheard"));
                client.awaitNumbers(1);
            } finally {
                voice.start();
            }
        }
    }

    @Test
    void a_node_whose_listening_connection_is_cut_listens_again() {
        var asha = given.someone();
        try (var client = there(asha, 0);
                var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'reverie-live' and datname = current_database()");
            given.happen(thing(asha.account(), "meanwhile"));
            client.awaitNumbers(1);
            await().atMost(GivenLive.PATIENCE)
                    .until(() -> db.sql("select count(*) from pg_stat_activity where application_name = 'reverie-live'"
                                            + " and datname = current_database()")
                                    .query(Long.class)
                                    .single()
                            == 2);
            given.happen(thing(asha.account(), "again"));
            await().atMost(AT_ONCE).until(() -> client.numbers().size() == 2);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_flood_for_many_accounts_is_told_in_few_words_and_nothing_is_lost() {
        var asha = given.someone();
        try (var client = there(asha, 0)) {
            for (int round = 1; round <= 20; round++) {
                Object[] things = new Object[300];
                for (int i = 0; i < things.length; i++) {
                    things[i] = thing(i == 17 ? asha.account() : given.stranger(), "x");
                }
                given.happen(things);
            }
            client.awaitNumbers(20);

            assertThat(client.numbers())
                    .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void both_nodes_say_that_they_are_up() {
        beat.beat();
        other.getBean(NodeBeat.class).beat();

        assertThat(beat.up())
                .allSatisfy(node -> assertThat(node.roles()).containsExactly("web", "realtime"))
                .extracting(NodeBeat.Node::id)
                .contains(leases.node(), other.getBean(Leases.class).node());
    }
}
