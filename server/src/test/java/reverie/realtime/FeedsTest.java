package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import reverie.ReverieTest;
import reverie.identity.AccountChanged;
import reverie.identity.AccountMoved;
import reverie.identity.LinkVerified;
import reverie.job.JobChanged;
import reverie.job.JobProgressed;
import reverie.job.JobView;
import reverie.media.MediaChanged;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.wallet.Balance;
import reverie.wallet.BalanceChanged;
import reverie.wallet.Entry;

/** Every event, through its feed, to a socket. */
@ReverieTest
class FeedsTest {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Autowired
    GivenLive given;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Ids ids;

    @LocalServerPort
    int port;

    GivenLive.Someone asha;
    GivenLive.Client client;

    @BeforeEach
    void listen() {
        asha = given.person();
        client = new GivenLive.Client(port, asha.token(), null, "websocket").open();
        client.next("head");
    }

    @AfterEach
    void leave() {
        client.close();
    }

    static JobView job(UUID id, AccountId account, String state, JobView.@Nullable Failure error) {
        boolean over = !state.equals("queued") && !state.equals("running");
        return new JobView(
                id,
                account,
                "local/photo-motion",
                "Snow",
                state,
                null,
                null,
                over ? 1 : 0,
                null,
                NOON.plusSeconds(900),
                "Your credits come back.",
                Credits.of(1),
                Credits.of(1),
                Credits.ZERO,
                Map.of("idea", "what only the asker has to know"),
                List.of(),
                error,
                List.of(),
                null,
                null,
                null,
                "web",
                NOON,
                null,
                over ? NOON.plusSeconds(12) : null);
    }

    JobView job(UUID id, String state) {
        return job(id, asha.account(), state, null);
    }

    @Test
    void a_change_of_a_job_comes_with_a_number_and_without_its_inputs() throws Exception {
        UUID id = ids.next();

        given.happen(new JobChanged(job(id, "running"), "started", null));

        JSONObject updated = client.next("job.updated");
        assertThat(updated.has("id")).isTrue();
        JSONObject job = updated.getJSONObject("job");
        assertThat(job.getString("id")).isEqualTo(id.toString());
        assertThat(job.getString("state")).isEqualTo("running");
        assertThat(job.getDouble("quoted")).isEqualTo(1);
        assertThat(job.has("inputs")).isFalse();
        assertThat(job.has("account")).isFalse();
        assertThat(updated.has("deleted")).isFalse();
    }

    @Test
    void a_job_that_is_deleted_says_so() throws Exception {
        given.happen(new JobChanged(job(ids.next(), "succeeded"), "deleted", null));

        assertThat(client.next("job.updated").getBoolean("deleted")).isTrue();
    }

    @Test
    void progress_is_a_whole_job_without_a_number_and_a_job_that_is_over_makes_none() throws Exception {
        UUID id = ids.next();
        given.happen(new JobChanged(job(id, "running"), "started", null));
        client.awaitNumbers(1);

        events.publishEvent(new JobProgressed(id, asha.account(), 0.5, 7L, null));
        await().atMost(GivenLive.PATIENCE)
                .until(() -> client.heard("job.updated").size() == 2);

        JSONObject progress = client.next("job.updated");
        assertThat(progress.has("id")).isFalse();
        assertThat(progress.getString("at")).endsWith("Z");
        assertThat(progress.getJSONObject("job").getDouble("progress")).isEqualTo(0.5);
        assertThat(progress.getJSONObject("job").getLong("etaSeconds")).isEqualTo(7);
        assertThat(progress.getJSONObject("job").getString("title")).isEqualTo("Snow");

        given.happen(new JobChanged(job(id, "succeeded"), "succeeded", null));
        client.awaitNumbers(2);
        events.publishEvent(new JobProgressed(id, asha.account(), 0.9, 1L, null));
        given.happen(new LinkVerified(asha.account(), "last", "Asha"));
        client.awaitNumbers(3);

        assertThat(client.heard("job.updated")).hasSize(3);
    }

    @Test
    void progress_of_a_job_that_began_before_the_socket_came_is_shown_too() throws Exception {
        UUID id = ids.next();
        given.happen(new JobChanged(job(id, "running"), "started", null));
        try (var late = new GivenLive.Client(port, asha.token(), null, "websocket").open()) {
            late.next("head");
            events.publishEvent(new JobProgressed(id, asha.account(), 0.25, null, 3));

            JSONObject job = late.next("job.updated").getJSONObject("job");
            assertThat(job.getDouble("progress")).isEqualTo(0.25);
            assertThat(job.getInt("placeInLine")).isEqualTo(3);
        }
    }

    @Test
    void a_balance_comes_with_the_entry_that_changed_it() throws Exception {
        var balance = new Balance(Credits.of("2.5"), Credits.of(1));
        var entry = new Entry(
                ids.next(), "hold", Credits.of(-1), balance.balance(), balance.held(), null, null, null, NOON);

        given.happen(new BalanceChanged(asha.account(), balance, entry));

        JSONObject updated = client.next("wallet.updated");
        assertThat(updated.getDouble("balance")).isEqualTo(2.5);
        assertThat(updated.getDouble("held")).isEqualTo(1);
        assertThat(updated.getDouble("available")).isEqualTo(1.5);
        assertThat(updated.getJSONObject("entry").getString("kind")).isEqualTo("hold");
        assertThat(updated.getJSONObject("entry").getDouble("credits")).isEqualTo(-1);
    }

    @Test
    void a_changed_account_comes_as_it_is_by_then() throws Exception {
        given.happen(new AccountChanged(asha.account()), new AccountChanged(asha.account()));

        JSONObject account = client.next("account.updated").getJSONObject("account");
        assertThat(account.getString("id")).isEqualTo(asha.account().toString());
        assertThat(account.getString("displayName")).isEqualTo("Asha");
        assertThat(account.getString("kind")).isEqualTo("person");
        assertThat(account.has("suspended")).isFalse();
        assertThat(client.heard("account.updated")).hasSize(1);
    }

    @Test
    void a_verified_link_tells_the_tab_that_waits() throws Exception {
        given.happen(new LinkVerified(asha.account(), "abc", "Asha on Telegram"));

        assertThat(client.next("link.verified").getString("name")).isEqualTo("Asha on Telegram");
    }

    @Test
    void a_medium_that_is_gone_is_told_by_its_id() throws Exception {
        UUID id = ids.next();

        given.happen(new MediaChanged(asha.account(), id, true));

        JSONObject media = client.next("media.updated").getJSONObject("media");
        assertThat(media.getString("id")).isEqualTo(id.toString());
        assertThat(media.getBoolean("deleted")).isTrue();
    }

    @Test
    void after_a_move_both_accounts_read_everything_again_also_who_comes_later() throws Exception {
        var visitor = given.someone();
        try (var tab = new GivenLive.Client(port, visitor.token(), 0, "websocket").open()) {
            given.happen(new AccountMoved(visitor.account(), asha.account()));

            assertThat(tab.next("resync").getLong("id")).isEqualTo(1);
            long seen = client.next("resync").getLong("id");
            assertThat(client.ask("sync", new JSONObject().put("after", seen - 1))
                            .getJSONArray("events")
                            .length())
                    .isZero();
            try (var late = new GivenLive.Client(port, asha.token(), seen - 1, "websocket").open()) {
                assertThat(late.next("resync").getLong("id")).isEqualTo(seen);
            }
        }
    }
}
