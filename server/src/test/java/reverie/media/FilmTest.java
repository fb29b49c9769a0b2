package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static reverie.media.GivenMedia.id;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import tools.jackson.databind.JsonNode;

/** Films and sounds: what we learn of them, what we leave behind, what we refuse. */
@ReverieTest
class FilmTest {
    @Autowired
    GivenMedia given;

    @Autowired
    MediaStore store;

    @Autowired
    JdbcClient db;

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_result_is_kept_as_it_is_with_facts_and_a_poster_within_half_a_second() throws IOException {
        var who = given.account();
        store.upload(who, new ByteArrayInputStream(Samples.jpeg(320, 200)));
        Path made = Samples.film("result.mp4", 1280, 720, 5);
        byte[] bytes = Files.readAllBytes(made);
        UUID job = UUID.fromString("019a0000-0000-7000-8000-000000000001");
        UUID photo = id(given.uploaded(who, Samples.jpeg(640, 480)));

        long before = System.nanoTime();
        MediaInfo film = store.keep(who, made, new MediaStore.Origin(job, List.of(photo), Map.of("engine", "test")));
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(made).doesNotExist();
        assertThat(store.file(film.id())).hasBinaryContent(bytes);
        assertThat(film.kind()).isEqualTo("video");
        assertThat(film.contentType()).isEqualTo("video/mp4");
        assertThat(film.width()).isEqualTo(1280);
        assertThat(film.facts().seconds()).isCloseTo(5.0, within(0.1));
        assertThat(film.facts().luma()).isBetween(60.0, 200.0);
        assertThat(film.facts().lumaSpread()).isGreaterThan(20);
        assertThat(film.facts().motion()).isGreaterThan(2);
        assertThat(film.facts().peakDbfs()).isBetween(-30.0, 0.0);
        // Half a second on a quiet machine; the tests share theirs.
        assertThat(took).isLessThan(Duration.ofSeconds(3));
        var view = store.views(who, List.of(film.id())).getFirst();
        assertThat(view.duration()).isCloseTo(5.0, within(0.1));
        var poster = given.get(TestDoor.NOBODY, String.valueOf(view.posterUrl()));
        assertThat(ImageIO.read(new ByteArrayInputStream(poster.body())).getWidth())
                .isEqualTo(1280);
        var thumb = given.get(TestDoor.NOBODY, String.valueOf(view.thumbUrl()));
        assertThat(ImageIO.read(new ByteArrayInputStream(thumb.body())).getHeight())
                .isEqualTo(270);
        var lineage = db.sql(
                        "select job_id, made_of[1] as photo, provenance->>'engine' as engine from media where id = :id")
                .param("id", film.id())
                .query()
                .singleRow();
        assertThat(lineage)
                .containsEntry("job_id", job)
                .containsEntry("photo", photo)
                .containsEntry("engine", "test");
    }

    @Test
    void a_film_that_stands_still_in_the_dark_without_a_sound_is_told_as_such() {
        Path made = Samples.madeFile(
                "dark.mp4",
                "-f",
                "lavfi",
                "-i",
                "color=black:s=640x360:r=25",
                "-f",
                "lavfi",
                "-i",
                "anullsrc",
                "-t",
                "4",
                "-c:v",
                "libopenh264",
                "-c:a",
                "aac");

        MediaInfo film = store.keep(given.account(), made, new MediaStore.Origin(null, List.of(), Map.of()));

        assertThat(film.facts().luma()).isLessThan(2);
        assertThat(film.facts().lumaSpread()).isLessThan(1);
        assertThat(film.facts().motion()).isZero();
        assertThat(film.facts().peakDbfs()).isLessThan(-80);
    }

    @Test
    void a_result_that_is_broken_is_refused_and_stays_where_it_was() throws IOException {
        Path made = Files.write(Samples.FOLDER.resolve("broken-result.mp4"), Samples.ftyp("isom"));
        try {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    reverie.platform.Problem.class,
                                    () -> store.keep(
                                            given.account(), made, new MediaStore.Origin(null, List.of(), Map.of())))
                            .code())
                    .isEqualTo("broken_file");
            assertThat(made).exists();
            assertThat(given.files()).isEmpty();
        } finally {
            Files.deleteIfExists(made);
        }
    }

    @Test
    void a_phones_film_becomes_an_mp4_without_the_place() {
        byte[] mov = Samples.made(
                "phone.mov",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=640x360:r=30",
                "-f",
                "lavfi",
                "-i",
                "sine",
                "-t",
                "2",
                "-c:v",
                "libopenh264",
                "-c:a",
                "aac",
                "-metadata",
                "location=+59.9386+030.3141/",
                "-metadata",
                "comment=my street",
                "-metadata:s:v",
                "handler_name=my camera");
        assertThat(latin(mov)).contains("+59.9386").contains("my street");

        JsonNode medium = given.uploaded(given.account(), mov);

        assertThat(medium.path("kind").asString()).isEqualTo("video");
        assertThat(medium.path("contentType").asString()).isEqualTo("video/mp4");
        assertThat(medium.path("duration").asDouble()).isCloseTo(2, within(0.2));
        byte[] content =
                given.get(TestDoor.NOBODY, medium.path("url").asString()).body();
        assertThat(latin(content))
                .doesNotContain("59.9386")
                .doesNotContain("my street")
                .doesNotContain("my camera");
    }

    @Test
    void a_film_held_upright_is_shown_upright() throws IOException {
        Path flat = Samples.film("flat.mp4", 640, 360, 1);
        byte[] turned = Samples.made("turned.mp4", "-display_rotation", "90", "-i", flat.toString(), "-c", "copy");

        JsonNode medium = given.uploaded(given.account(), turned);

        assertThat(medium.path("width").asInt()).isEqualTo(360);
        assertThat(medium.path("height").asInt()).isEqualTo(640);
        var poster = given.get(TestDoor.NOBODY, medium.path("posterUrl").asString());
        assertThat(ImageIO.read(new ByteArrayInputStream(poster.body())).getHeight())
                .isEqualTo(640);
        var again = given.get(TestDoor.NOBODY, medium.path("url").asString());
        assertThat(given.uploaded(given.account(), again.body()).path("height").asInt())
                .isEqualTo(640);
    }

    @Test
    void webm_and_every_kind_of_voice_are_taken() {
        String[] tone = {"-f", "lavfi", "-i", "sine=frequency=300:duration=2"};
        for (String[] one : new String[][] {
            {"voice.mp3", "audio/mpeg"},
            {"voice.ogg", "audio/ogg", "-c:a", "libopus"},
            {"voice.wav", "audio/wav"},
            {"voice.m4a", "audio/mp4"},
            {"voice.mp4", "audio/mp4", "-brand", "isom"},
            {"voice.webm", "audio/webm", "-c:a", "libopus"}
        }) {
            var arguments = new java.util.ArrayList<>(List.of(tone));
            arguments.addAll(List.of(one).subList(2, one.length));
            arguments.addAll(List.of("-metadata", "title=secret title"));
            byte[] voice = Samples.made(one[0], arguments.toArray(String[]::new));

            JsonNode medium = given.uploaded(given.account(), voice);

            assertThat(medium.path("kind").asString()).as(one[0]).isEqualTo("audio");
            assertThat(medium.path("contentType").asString()).as(one[0]).isEqualTo(one[1]);
            assertThat(medium.path("duration").asDouble()).as(one[0]).isCloseTo(2, within(0.1));
            assertThat(medium.has("width")).isFalse();
            assertThat(medium.has("thumbUrl")).isFalse();
            byte[] content =
                    given.get(TestDoor.NOBODY, medium.path("url").asString()).body();
            assertThat(latin(content)).as(one[0]).doesNotContain("secret title");
        }
        byte[] webm =
                Samples.made("film.webm", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=15", "-t", "1", "-c:v", "libvpx");
        assertThat(given.uploaded(given.account(), webm).path("contentType").asString())
                .isEqualTo("video/webm");
    }

    @Test
    void a_recording_that_does_not_say_how_long_it_is_is_measured() {
        byte[] live = Samples.made(
                "live.webm",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=15",
                "-t",
                "2",
                "-c:v",
                "libvpx",
                "-live",
                "1",
                "-f",
                "webm");

        assertThat(given.uploaded(given.account(), live).path("duration").asDouble())
                .isCloseTo(2, within(0.2));
    }

    @Test
    void eleven_minutes_are_too_long() {
        byte[] film = Samples.made(
                "long.mp4", "-f", "lavfi", "-i", "color=red:s=64x64:r=1", "-t", "660", "-c:v", "libopenh264");

        var answer = given.upload(given.account(), "long.mp4", film);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(given.body(answer).path("code").asString()).isEqualTo("too_long");
        assertThat(given.files()).isEmpty();
    }

    @Test
    void a_matroska_is_refused_by_name() {
        byte[] film = Samples.made(
                "film.mkv", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=15", "-t", "1", "-c:v", "libopenh264");

        var answer = given.upload(given.account(), "film.webm", film);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(given.body(answer).path("found").asString()).isEqualTo("MKV");
    }

    @Test
    void a_film_that_breaks_off_is_refused_or_used_as_far_as_it_goes() {
        byte[] whole = Samples.bytes(Samples.film("cut.mp4", 640, 360, 3));

        var answer = given.upload(given.account(), "cut.mp4", java.util.Arrays.copyOf(whole, whole.length / 2));

        // What says how to read it lies at the end of this one.
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(given.files()).isEmpty();
    }

    @Test
    void when_the_decoder_is_killed_the_sender_is_asked_to_come_again_and_nothing_is_left() {
        byte[] heavy = Samples.made(
                "heavy.jpg",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=11600x8600",
                "-frames:v",
                "1",
                "-q:v",
                "6",
                "-f",
                "mjpeg");
        var who = given.account();

        var answer = CompletableFuture.supplyAsync(() -> given.upload(who, "heavy.jpg", heavy));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> decoders()
                        .peek(ProcessHandle::destroyForcibly)
                        .findAny()
                        .isPresent());

        assertThat(answer.join().statusCode())
                .as(GivenMedia.text(answer.join()))
                .isEqualTo(503);
        assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
        assertThat(given.files()).isEmpty();
        assertThat(given.uploaded(who, heavy).path("width").asInt()).isEqualTo(11600);
    }

    private static java.util.stream.Stream<ProcessHandle> decoders() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/ffmpeg"));
    }
}
