package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reverie.media.GivenMedia.id;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.TestDatabase;
import reverie.identity.AccountMoved;
import reverie.identity.AccountOpened;
import reverie.platform.AccountId;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import tools.jackson.databind.JsonNode;

/** From the upload to the last byte's end: trash, claims, visitors, owners that change, full disks, many at once. */
@ReverieTest
class MediaLifeTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    GivenMedia given;

    @Autowired
    GivenMedia.Disk disk;

    @Autowired
    MediaStore store;

    @Autowired
    KeepTidy tidy;

    @Autowired
    TestClock clock;

    @Autowired
    Transactions transactions;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcClient db;

    private static AccountId visitorId(String visitor) {
        return AccountId.of(visitor.substring(TestDoor.VISITOR.length()));
    }

    private int delete(Object who, UUID id) {
        return given.send(given.as(who, "/api/v1/media/" + id).DELETE().build()).statusCode();
    }

    private int status(Object who, JsonNode medium) {
        return given.get(who, medium.path("url").asString()).statusCode();
    }

    @Test
    void what_is_thrown_away_is_gone_comes_back_and_is_forgotten_after_thirty_days() {
        var who = given.account();
        JsonNode medium = given.uploaded(who, Samples.jpeg(100, 100));
        UUID id = id(medium);

        assertThat(delete(who, id)).isEqualTo(204);
        assertThat(delete(who, id)).isEqualTo(204);
        assertThat(status(who, medium)).isEqualTo(404);
        assertThat(given.get(who, "/api/v1/media/" + id).statusCode()).isEqualTo(404);
        assertThat(store.find(who, id)).isEmpty();

        clock.advance(DAY.multipliedBy(29));
        tidy.run();
        var restored = given.send(given.as(who, "/api/v1/media/" + id + "/restore")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(status(who, given.body(restored))).isEqualTo(200);
        assertThat(given.changes())
                .containsExactly(
                        new MediaChanged(who, id, false),
                        new MediaChanged(who, id, true),
                        new MediaChanged(who, id, false));

        store.trash(who, List.of(id));
        clock.advance(DAY.multipliedBy(31));
        tidy.run();
        assertThat(given.files()).isEmpty();
        assertThat(store.infos(List.of(id))).isEmpty();
        assertThatThrownBy(() -> store.file(id)).isInstanceOf(Problem.class);
    }

    @Test
    void nobody_throws_away_what_is_anothers() {
        var who = given.account();
        UUID id = id(given.uploaded(who, Samples.jpeg(100, 100)));

        store.trash(given.account(), List.of(id));

        assertThat(store.find(who, id)).isPresent();
    }

    @Test
    void what_visitors_leave_is_swept_after_a_day_unless_somebody_claims_it() {
        String visitor = given.visitor();
        UUID left = id(given.uploaded(visitor, Samples.jpeg(100, 100)));
        UUID used = id(given.uploaded(visitor, Samples.jpeg(100, 100)));
        UUID persons = id(given.uploaded(given.account(), Samples.jpeg(100, 100)));
        store.claim("job:1", List.of(used));
        store.claim("job:1", List.of(used));

        clock.advance(Duration.ofHours(23));
        tidy.run();
        assertThat(store.infos(List.of(left, used, persons))).hasSize(3);

        clock.advance(Duration.ofHours(2));
        tidy.run();
        assertThat(store.infos(List.of(left, used, persons))).containsOnlyKeys(used, persons);
        assertThat(given.files()).hasSize(4);
        assertThat(given.changes()).contains(new MediaChanged(visitorId(visitor), left, true));

        store.giveUp("job:1");
        tidy.run();
        tidy.run();
        assertThat(store.infos(List.of(left, used, persons))).containsOnlyKeys(persons);
        assertThat(given.files()).hasSize(2);
    }

    @Test
    void what_was_made_of_a_visitors_photo_is_a_visitors_too() {
        String visitor = given.visitor();
        UUID photo = id(given.uploaded(visitor, Samples.jpeg(100, 100)));
        Path preview = Samples.film("preview.mp4", 320, 180, 1);
        UUID made = store.keep(visitorId(visitor), preview, new MediaStore.Origin(null, List.of(photo), Map.of()))
                .id();

        clock.advance(DAY.plusHours(1));
        tidy.run();

        assertThat(store.infos(List.of(photo, made))).isEmpty();
    }

    @Test
    void what_was_made_in_passing_is_swept_after_a_day_unless_somebody_uses_it() {
        var who = given.account();
        UUID photo = id(given.uploaded(who, Samples.jpeg(100, 100)));
        var inPassing = new MediaStore.Origin(null, List.of(photo), Map.of());
        UUID left = store.keep(who, Samples.film("left.mp4", 320, 180, 1), inPassing)
                .id();
        UUID used = store.keep(who, Samples.film("used.mp4", 320, 180, 1), inPassing)
                .id();
        store.claim("job:1", List.of(used));

        clock.advance(Duration.ofHours(23));
        tidy.run();
        assertThat(store.infos(List.of(photo, left, used))).hasSize(3);

        clock.advance(Duration.ofHours(2));
        tidy.run();
        assertThat(store.infos(List.of(photo, left, used))).containsOnlyKeys(photo, used);
        assertThat(given.changes()).contains(new MediaChanged(who, left, true));
    }

    @Test
    void a_visitor_who_gets_a_name_keeps_everything() {
        String visitor = given.visitor();
        UUID photo = id(given.uploaded(visitor, Samples.jpeg(100, 100)));

        transactions.write(() -> events.publishEvent(new AccountOpened(visitorId(visitor), "ada@example.com", "web")));
        clock.advance(DAY.multipliedBy(2));
        tidy.run();

        assertThat(store.find(visitorId(visitor), photo)).isPresent();
    }

    @Test
    void a_visitor_who_signs_in_takes_everything_along_and_the_files_follow() {
        String visitor = given.visitor();
        JsonNode medium = given.uploaded(visitor, Samples.jpeg(100, 100));
        UUID photo = id(medium);
        var person = given.account();
        UUID own = id(given.uploaded(person, Samples.jpeg(200, 100)));
        Path ownFolder = store.file(own).getParent();
        Path before = store.file(photo);

        transactions.write(() -> events.publishEvent(new AccountMoved(visitorId(visitor), person)));
        assertThat(store.find(person, photo)).isPresent();
        assertThat(store.find(visitorId(visitor), photo)).isEmpty();
        assertThat(status(TestDoor.NOBODY, medium)).isEqualTo(200);

        tidy.run();
        assertThat(store.file(photo).getParent()).isEqualTo(ownFolder);
        assertThat(store.file(photo, "thumb").orElseThrow()).exists();
        // Whoever reads the old name still can.
        assertThat(before).exists();
        assertThat(status(TestDoor.NOBODY, medium)).isEqualTo(200);

        clock.advance(DAY.multipliedBy(2));
        tidy.run();
        tidy.run();
        assertThat(before).doesNotExist();
        assertThat(before.getParent()).doesNotExist();
        assertThat(given.get(person, medium.path("url").asString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_visitors_folder_is_taken_over_by_whoever_has_none() {
        String visitor = given.visitor();
        UUID photo = id(given.uploaded(visitor, Samples.jpeg(100, 100)));
        var person = given.account();
        Path before = store.file(photo);

        transactions.write(() -> events.publishEvent(new AccountMoved(visitorId(visitor), person)));
        UUID next = id(given.uploaded(person, Samples.jpeg(100, 100)));
        tidy.run();

        assertThat(store.file(photo)).isEqualTo(before);
        assertThat(store.file(next).getParent()).isEqualTo(before.getParent());
    }

    @Test
    void files_that_nobody_knows_are_swept_when_they_are_old() throws java.io.IOException {
        UUID photo = id(given.uploaded(given.account(), Samples.jpeg(100, 100)));
        Path folder = java.util.Objects.requireNonNull(store.file(photo).getParent());
        Path orphan = java.nio.file.Files.writeString(folder.resolve("abcdefghijklmnopqrstuvwx.jpg"), "left behind");
        Path scratch = java.nio.file.Files.createDirectories(folder.resolve(Shelf.SCRATCH + "x"));
        java.nio.file.Files.writeString(scratch.resolve("received"), "half of it");

        tidy.run();
        assertThat(orphan).exists();

        clock.advance(Duration.ofMinutes(61));
        tidy.run();
        assertThat(orphan).doesNotExist();
        assertThat(scratch).doesNotExist();
        assertThat(given.files()).hasSize(2);
    }

    @Test
    void a_full_disk_is_said_and_nothing_is_left() {
        disk.says(folder -> 1L << 29);
        var answer = given.upload(given.account(), "a.jpg", Samples.jpeg(100, 100));
        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(given.body(answer).path("code").asString()).isEqualTo("disk_full");
        assertThat(given.body(answer).path("remedy").asString()).isNotBlank();

        // It fills up while the upload comes in.
        var asked = new AtomicInteger();
        disk.says(folder -> asked.incrementAndGet() == 1 ? 1L << 40 : 0);
        byte[] film = new byte[40 << 20];
        System.arraycopy(Samples.ftyp("isom"), 0, film, 0, 24);
        assertThat(given.upload(given.account(), "a.mp4", film).statusCode()).isEqualTo(507);

        // And while it is decoded: then the file is not to blame.
        asked.set(0);
        byte[] broken = java.util.Arrays.copyOf(film, 2000);
        assertThat(given.upload(given.account(), "a.mp4", broken).statusCode()).isEqualTo(507);

        assertThat(given.files()).isEmpty();
        assertThat(db.sql("select count(*) from media").query(Long.class).single())
                .isZero();
    }

    @Test
    void twenty_uploads_of_one_account_at_once_all_arrive() throws Exception {
        var who = given.account();
        byte[] photo = Samples.jpeg(800, 600);
        Set<String> ids = new HashSet<>();
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<JsonNode>> uploads = java.util.Collections.nCopies(20, () -> given.uploaded(who, photo));
            for (var answer : together.invokeAll(uploads)) {
                ids.add(answer.get().path("id").asString());
            }
        }

        assertThat(ids).hasSize(20);
        assertThat(given.files()).hasSize(40);
        assertThat(given.files().stream().map(Path::getParent).distinct()).hasSize(1);
        assertThat(given.files().stream().map(Path::getFileName).distinct()).hasSize(40);
    }

    @Test
    void the_same_key_takes_the_same_file_once_and_refuses_another() throws Exception {
        var who = given.account();
        byte[] photo = Samples.jpeg(300, 200);
        Set<String> ids = new HashSet<>();
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<JsonNode>> uploads = java.util.Collections.nCopies(
                    8, () -> given.body(given.upload(who, "a.jpg", photo, "Idempotency-Key", "k")));
            for (var answer : together.invokeAll(uploads)) {
                ids.add(answer.get().path("id").asString());
            }
        }
        assertThat(ids).hasSize(1).doesNotContain("");
        assertThat(given.files()).hasSize(2);

        var other = given.upload(who, "a.jpg", Samples.jpeg(301, 200), "Idempotency-Key", "k");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(given.body(other).path("code").asString()).isEqualTo("idempotency_key_reused");
        assertThat(given.upload(given.account(), "a.jpg", photo, "Idempotency-Key", "k")
                        .statusCode())
                .isEqualTo(201);
        assertThat(given.upload(who, "a.jpg", photo, "Idempotency-Key", "k".repeat(201))
                        .statusCode())
                .isEqualTo(422);

        clock.advance(DAY.plusMinutes(1));
        var nextDay = given.upload(who, "a.jpg", Samples.jpeg(301, 200), "Idempotency-Key", "k");
        assertThat(nextDay.statusCode()).isEqualTo(201);
    }

    @Test
    void a_result_that_could_not_be_entered_is_still_there_for_another_try() {
        var who = given.account();
        Path made = Samples.film("again.mp4", 320, 180, 1);
        var impossible = new MediaStore.Origin(null, List.of(), Map.of("no", "\u0000"));
        var origin = new MediaStore.Origin(null, List.of(), Map.of());

        assertThatThrownBy(() -> store.keep(who, made, impossible)).isInstanceOf(RuntimeException.class);

        assertThat(made).exists();
        assertThat(store.keep(who, made, origin).kind()).isEqualTo("video");
        clock.advance(DAY);
        tidy.run();
        assertThat(given.files()).hasSize(3);
    }

    @Test
    void the_database_itself_shows_nobody_what_is_anothers() throws SQLException {
        var ada = given.account();
        var bob = given.account();
        given.uploaded(ada, Samples.jpeg(100, 100));

        assertThat(seen(ada, "media")).isEqualTo(1);
        assertThat(seen(ada, "media_variant")).isEqualTo(1);
        assertThat(seen(bob, "media")).isZero();
        assertThat(seen(bob, "media_variant")).isZero();
        assertThatThrownBy(() -> seen(ada, "media_folder")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> seen(ada, "media_claim")).hasMessageContaining("permission denied");
        for (String change : List.of("delete from media", "update media set locked = false")) {
            assertThatThrownBy(() -> asReader(ada, change)).hasMessageContaining("permission denied");
        }
    }

    private static long seen(AccountId reader, String table) throws SQLException {
        return asReader(reader, "select count(*) from " + table);
    }

    private static long asReader(AccountId reader, String sql) throws SQLException {
        try (var connection = TestDatabase.asOwner();
                var statement = connection.createStatement()) {
            statement.execute("set role reverie_web");
            statement.execute("set reverie.account = '" + reader + "'");
            if (!statement.execute(sql)) return statement.getUpdateCount();
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
