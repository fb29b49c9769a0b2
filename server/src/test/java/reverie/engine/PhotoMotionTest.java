package reverie.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import reverie.provider.spi.Availability;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.Output;
import reverie.provider.spi.RunOutcome;

class PhotoMotionTest {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    static Path home;

    static EngineFixture engine;

    @BeforeAll
    static void start() {
        engine = new EngineFixture(home);
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    private static Map<String, Object> small(String idea) {
        return Map.of("idea", idea, "seconds", 1, "aspect", "16:9", "resolution", "preview", "seed", 7);
    }

    @Test
    void a_photo_becomes_a_film_that_plays_everywhere() throws Exception {
        var inputs = Map.<String, Object>of(
                "idea", "slow zoom in, soft snow, warm light", "seconds", 4, "aspect", "9:16", "resolution", "720p");

        var made = engine.finished("photo-motion", engine.photo("astronaut.jpg"), inputs);

        Output film = made.outputs().getFirst();
        assertThat(film.contentType()).isEqualTo("video/mp4");
        String facts = EngineFixture.probe(film.file(), "stream:format");
        assertThat(facts)
                .contains("codec_name=\"h264\"", "pix_fmt=\"yuv420p\"", "width=720", "height=1280")
                .contains("nb_read_packets=\"96\"", "r_frame_rate=\"24/1\"", "color_space=\"bt709\"")
                .contains("Made by Reverie's local engine");
        byte[] bytes = Files.readAllBytes(film.file());
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(latin.indexOf("moov"))
                .as("the index comes first: it starts before it is whole")
                .isLessThan(latin.indexOf("mdat"));
        assertThat(made.data().get("understood")).isEqualTo(List.of("push in", "slowly", "snow", "warm light"));
        assertThat(made.data().get("notUsed")).isEqualTo(List.of());
    }

    @Test
    void the_film_is_not_black_and_moves_all_the_time() throws Exception {
        var made = engine.finished("photo-motion", engine.photo("rocket.jpg"), small("orbit, rain"));

        List<byte[]> frames = EngineFixture.frames(made.outputs().getFirst().file(), 4);
        assertThat(frames).hasSize(6);
        for (byte[] frame : frames) assertThat(mean(frame)).isGreaterThan(16);
        for (int i = 1; i < frames.size(); i++) {
            assertThat(apart(frames.get(i - 1), frames.get(i))).isGreaterThan(0.3);
        }
    }

    /** In another home, in another process, with another name of the photo: what is no part of the recipe is not in. */
    @Test
    void the_same_recipe_gives_the_same_bytes_everywhere(@TempDir Path elsewhere) throws IOException {
        Map<String, Object> asked = small("old film, golden dust, fog, neon, sunlight");
        try (var other = new EngineFixture(Files.createDirectories(elsewhere.resolve("a longer name")))) {
            Path photo = Files.copy(engine.photo("astronaut.jpg"), elsewhere.resolve("holiday.jpg"));

            var one = engine.finished("photo-motion", engine.photo("astronaut.jpg"), asked);
            var again = engine.finished("photo-motion", engine.photo("astronaut.jpg"), asked);
            var two = other.finished("photo-motion", photo, asked);

            Path film = one.outputs().getFirst().file();
            assertThat(Files.mismatch(film, again.outputs().getFirst().file())).isEqualTo(-1);
            assertThat(Files.mismatch(film, two.outputs().getFirst().file())).isEqualTo(-1);
            assertThat(two.recipe()).isEqualTo(one.recipe());
            assertThat(one.recipe()).containsKeys("engine", "encoder", "encoderVersion", "threads", "seed", "inputs");
        }
    }

    @Test
    void another_seed_gives_another_film() throws IOException {
        var inputs = new HashMap<>(small("snow"));
        var one = engine.finished("photo-motion", engine.photo("coffee.jpg"), inputs);
        inputs.put("seed", 8);
        var two = engine.finished("photo-motion", engine.photo("coffee.jpg"), inputs);

        assertThat(Files.readAllBytes(two.outputs().getFirst().file()))
                .isNotEqualTo(Files.readAllBytes(one.outputs().getFirst().file()));
    }

    @Test
    void what_cannot_be_done_is_said() {
        var made = engine.finished(
                "photo-motion", engine.photo("astronaut.jpg"), small("she waves her hand, golden dust"));

        assertThat(made.data().get("notUsed")).isEqualTo(List.of("she waves her hand"));
        assertThat(made.data().get("understood")).isEqualTo(List.of("golden dust", "warm light"));
    }

    /** Read as a program does that sorts synthetic media: box by box, then as XML. */
    @Test
    void the_file_says_what_it_is_and_when_it_was_made_it_does_not() throws Exception {
        var made = engine.finished("photo-motion", engine.photo("coffee.jpg"), small(""));

        ByteBuffer film =
                ByteBuffer.wrap(Files.readAllBytes(made.outputs().getFirst().file()));
        Map<String, ByteBuffer> boxes = boxes(film);
        ByteBuffer uuid = Objects.requireNonNull(boxes.get("uuid"));
        byte[] kind = new byte[16];
        uuid.get(kind);
        assertThat(HexFormat.of().formatHex(kind)).isEqualTo("be7acfcb97a942e89c71999491e3afac");
        byte[] packet = new byte[uuid.remaining()];
        uuid.get(packet);
        var reader = DocumentBuilderFactory.newInstance();
        reader.setNamespaceAware(true);
        var description = (Element) reader.newDocumentBuilder()
                .parse(new ByteArrayInputStream(packet))
                .getElementsByTagNameNS("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Description")
                .item(0);
        assertThat(description.getAttributeNS("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"))
                .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced")
                .isEqualTo(made.recipe().get("digitalSourceType"));
        ByteBuffer head = Objects.requireNonNull(
                boxes(Objects.requireNonNull(boxes.get("moov"))).get("mvhd"));
        // Version and flags, then created and changed: a film that knows when it was made is never twice the same.
        assertThat(head.getInt()).isZero();
        assertThat(head.getInt()).isZero();
        assertThat(head.getInt()).isZero();
    }

    /** The boxes of an MP4 at one level, each without its head. */
    private static Map<String, ByteBuffer> boxes(ByteBuffer in) {
        Map<String, ByteBuffer> boxes = new HashMap<>();
        while (in.remaining() >= 8) {
            int start = in.position();
            int size = in.getInt();
            byte[] type = new byte[4];
            in.get(type);
            boxes.put(new String(type, StandardCharsets.US_ASCII), in.slice(start + 8, size - 8));
            in.position(start + size);
        }
        return boxes;
    }

    /** A device that is always full stands for the disk: what is written to it is refused as it is there. */
    @Test
    void a_disk_that_fills_up_while_rendering_is_a_fault_that_passes() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Path scratch = Files.createDirectories(engine.nextScratch());
        Files.createSymbolicLink(scratch.resolve("film.mp4"), Path.of("/dev/full"));

        var outcome = engine.run("photo-motion", engine.photo("coffee.jpg"), small("snow"));

        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            assertThat(failed.fault().code()).isEqualTo("disk_full");
            assertThat(failed.fault().errorClass()).isEqualTo(ErrorClass.TEMPORARY);
        });
        assertThat(engine.run("photo-motion", engine.photo("coffee.jpg"), small("snow")))
                .isInstanceOf(RunOutcome.Finished.class);
    }

    @Test
    void progress_is_told_often_and_only_grows() {
        var listener = new EngineFixture.Listener();

        engine.run("photo-motion", engine.photo("chelsea.jpg"), small("snow"), listener);

        assertThat(listener.told).hasSizeGreaterThanOrEqualTo(10).isSorted();
        assertThat(listener.told.getLast()).isEqualTo(1.0);
    }

    @Test
    void stopping_takes_less_than_a_second_and_the_next_run_works() {
        engine.finished("photo-motion", engine.photo("coffee.jpg"), small(""));
        var listener = new EngineFixture.Listener();
        var askedAt = new AtomicLong();
        listener.stop = () -> {
            boolean stop = listener.told.size() > 5;
            if (stop) askedAt.compareAndSet(0, System.nanoTime());
            return stop;
        };

        var outcome = engine.run(
                "photo-motion",
                engine.photo("rocket.jpg"),
                Map.of("idea", "snow", "seconds", 10, "resolution", "1080p"),
                listener);

        assertThat(outcome).isEqualTo(new RunOutcome.Stopped());
        assertThat(Duration.ofNanos(System.nanoTime() - askedAt.get())).isLessThan(Duration.ofSeconds(1));
        assertThat(engine.run("photo-motion", engine.photo("coffee.jpg"), small("")))
                .isInstanceOf(RunOutcome.Finished.class);
    }

    @Test
    void a_child_that_dies_is_a_fault_that_passes() {
        var listener = new EngineFixture.Listener();
        listener.stop = () -> {
            if (listener.told.size() > 4) engine.provider.filmProcesses().forEach(ProcessHandle::destroyForcibly);
            return false;
        };

        var outcome =
                engine.run("photo-motion", engine.photo("rocket.jpg"), Map.of("idea", "snow", "seconds", 10), listener);

        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            assertThat(failed.fault().code()).isEqualTo("engine_died");
            assertThat(failed.fault().errorClass()).isEqualTo(ErrorClass.TEMPORARY);
        });
        assertThat(engine.run("photo-motion", engine.photo("coffee.jpg"), small("")))
                .isInstanceOf(RunOutcome.Finished.class);
    }

    @Test
    void a_run_past_its_limit_is_ended() {
        var outcome = engine.run(
                "photo-motion",
                engine.photo("rocket.jpg"),
                Map.of("idea", "snow", "seconds", 10, "resolution", "1080p"),
                new EngineFixture.Listener(),
                Duration.ofMillis(300));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RunOutcome.Failed.class,
                        failed -> assertThat(failed.fault().code()).isEqualTo("too_long"));
    }

    @Test
    void what_is_no_picture_is_refused() throws IOException {
        Path text = Files.writeString(home.resolve("text.jpg"), "not a picture");

        var outcome = engine.run("photo-motion", text, small(""));

        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            Fault fault = failed.fault();
            assertThat(fault.code()).isEqualTo("broken_file");
            assertThat(fault.errorClass()).isEqualTo(ErrorClass.USER_VIOLATION);
        });
    }

    @Test
    void an_unknown_model_is_missing() {
        assertThat(engine.provider.availability("sing")).isEqualTo(new Availability.Missing("unknown_model"));
        assertThat(engine.provider.availability("photo-motion")).isEqualTo(new Availability.Ready());
    }

    private static double mean(byte[] frame) {
        long sum = 0;
        for (byte it : frame) sum += it & 255;
        return sum / (double) frame.length;
    }

    private static double apart(byte[] one, byte[] two) {
        long sum = 0;
        for (int i = 0; i < one.length; i++) sum += Math.abs((one[i] & 255) - (two[i] & 255));
        return sum / (double) one.length;
    }
}
