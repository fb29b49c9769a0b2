package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.realtime.GivenLive.thing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.platform.web.LiveCursor;

@ReverieTest
class ResumeTest {
    private static final int EVENTS = 400;
    private static final int WRITERS = 4;
    private static final int CUTS = 7;

    @Autowired
    GivenLive given;

    @Autowired
    LiveCursor cursor;

    @Autowired
    Connections connections;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    GivenLive.Client client(GivenLive.Someone who, @Nullable Object last) {
        return new GivenLive.Client(port, who.token(), last, "websocket").open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void however_often_the_connection_is_cut_nothing_is_missing_and_nothing_comes_twice(String transport)
            throws Exception {
        var asha = given.someone();
        List<Long> heard = new ArrayList<>();
        var allowed = new Semaphore(0);
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Void>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) writing.add(threads.submit(writer(asha, allowed)));
            for (int cut = 0; cut <= CUTS; cut++) {
                allowed.release(EVENTS / (CUTS + 1));
                long last = heard.isEmpty() ? 0 : heard.getLast();
                try (var client = new GivenLive.Client(port, asha.token(), last, transport).open()) {
                    int wanted = cut == CUTS ? EVENTS - heard.size() : 20;
                    client.awaitNumbers(wanted);
                    // Without a goodbye; what is still on its way then is lost.
                    if (cut < CUTS) connections.cutAll();
                    heard.addAll(client.numbers());
                }
            }
            for (Future<Void> done : writing) done.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(heard).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    }

    private Callable<Void> writer(GivenLive.Someone who, Semaphore allowed) {
        return () -> {
            for (int i = 0; i < EVENTS / WRITERS / 2; i++) {
                allowed.acquire(2);
                given.happen(
                        thing(who.account(), "a" + i), thing(given.stranger(), "noise"), thing(who.account(), "b"));
            }
            return null;
        };
    }

    @Test
    void a_long_absence_is_made_up_page_by_page_in_order() {
        var asha = given.someone();
        int many = Limits.PAGE * 5 + 3;
        given.happen(Collections.nCopies(many, thing(asha.account(), "x".repeat(2_000)))
                .toArray());

        try (var client = client(asha, 2)) {
            client.awaitNumbers(many - 2);

            assertThat(client.numbers())
                    .isEqualTo(LongStream.rangeClosed(3, many).boxed().toList());
            assertThat(client.heard("resync")).isEmpty();
        }
    }

    @Test
    void a_cursor_from_the_future_or_that_is_none_gets_one_resync_and_then_what_is_new() {
        var asha = given.someone();
        given.happen(thing(asha.account(), "one"));
        for (String strange : List.of("77", "-3", "yesterday", "99999999999999999999")) {
            try (var client = client(asha, strange)) {
                client.next("resync");
                long head = cursor.of(asha.account());
                assertThat(client.next("head").optLong("head")).isEqualTo(head);
                given.happen(thing(asha.account(), "new"));
                client.awaitNumbers(1);

                assertThat(client.numbers()).containsExactly(head + 1);
                assertThat(client.heard("resync")).hasSize(1);
            }
        }
    }

    @Test
    void a_cursor_older_than_the_log_gets_one_resync() throws Exception {
        var asha = given.someone();
        for (int i = 0; i < 5; i++) given.happen(thing(asha.account(), "x"));
        db.sql("delete from live_event where id < 4").update();

        try (var client = client(asha, 2)) {
            client.next("resync");
            assertThat(client.ask("sync", new JSONObject().put("after", 1))
                            .getJSONArray("events")
                            .length())
                    .isZero();
            assertThat(client.heard("resync")).hasSize(2);
        }
        try (var client = client(asha, 3)) {
            client.awaitNumbers(2);
            assertThat(client.numbers()).containsExactly(4L, 5L);
            assertThat(client.heard("resync")).isEmpty();
        }
    }

    @Test
    void an_event_that_vanished_from_the_middle_is_answered_by_a_resync_and_not_by_a_gap() {
        var asha = given.someone();
        for (int i = 0; i < 5; i++) given.happen(thing(asha.account(), "x"));
        db.sql("delete from live_event where id = 3").update();

        try (var client = client(asha, 1)) {
            client.next("resync");
            given.happen(thing(asha.account(), "new"));
            client.awaitNumbers(2);

            assertThat(client.numbers()).containsExactly(2L, 6L);
            assertThat(client.heard("resync")).hasSize(1);
        }
    }

    @Test
    void whoever_has_no_cursor_hears_what_is_new_from_now_on() {
        var asha = given.someone();
        given.happen(thing(asha.account(), "before"));
        try (var client = client(asha, null)) {
            assertThat(client.next("head").optLong("head")).isEqualTo(1);
            given.happen(thing(asha.account(), "after"));
            client.awaitNumbers(1);

            assertThat(client.numbers()).containsExactly(2L);
            assertThat(client.heard("resync")).isEmpty();
        }
    }

    @Test
    void what_an_answer_to_sync_tells_is_not_told_again() throws Exception {
        var asha = given.someone();
        for (int i = 0; i < Limits.PAGE + 20; i++) given.happen(thing(asha.account(), "x"));
        try (var client = client(asha, null)) {
            JSONObject first = client.ask("sync", new JSONObject().put("after", 0));
            JSONObject second = client.ask("sync", new JSONObject().put("after", Limits.PAGE));

            assertThat(first.getJSONArray("events").length()).isEqualTo(Limits.PAGE);
            assertThat(second.getJSONArray("events").length()).isEqualTo(20);
            assertThat(second.getLong("head")).isEqualTo(Limits.PAGE + 20);
            assertThat(client.numbers()).isEmpty();
        }
    }
}
