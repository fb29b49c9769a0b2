package reverie.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.RunOutcome;

class LookTest {
    @TempDir
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

    @Test
    void a_portrait_is_seen_as_a_person_with_a_face_in_its_place() {
        var data = look("astronaut.jpg", "en");

        assertThat(data)
                .containsEntry("subject", "person")
                .containsEntry("width", 512)
                .containsEntry("usable", true);
        List<?> faces = list(data, "faces");
        assertThat(faces).hasSize(1);
        Map<?, ?> face = (Map<?, ?>) faces.getFirst();
        assertThat(number(face, "x")).isBetween(0.30, 0.42);
        assertThat(number(face, "y")).isBetween(0.08, 0.22);
        assertThat(number(data, "brightness")).isBetween(0.3, 0.6);
        assertThat(number(data, "sharpness")).isGreaterThan(0.3);
    }

    @ParameterizedTest
    @CsvSource({"chelsea.jpg", "coffee.jpg", "rocket.jpg"})
    void what_has_no_face_is_not_taken_for_a_person(String photo) {
        assertThat(look(photo, "en")).extractingByKey("subject").isNotEqualTo("person");
    }

    @ParameterizedTest
    @CsvSource({"en,[a-zA-Z]", "ru,[а-яА-Я]", "hi,[\\u0900-\\u097F]"})
    void three_films_are_suggested_in_the_language_asked_for(String locale, String letter) {
        List<?> suggestions = list(look("astronaut.jpg", locale), "suggestions");

        assertThat(suggestions).hasSize(3).allSatisfy(it -> {
            Map<?, ?> one = (Map<?, ?>) it;
            assertThat(text(one, "title")).containsPattern(letter);
            assertThat(text(one, "idea")).containsPattern(letter);
            assertThat(one.get("titleKey")).isEqualTo("suggestions." + one.get("id"));
            assertThat(list(one, "effects")).hasSizeGreaterThanOrEqualTo(2);
        });
        assertThat(suggestions.stream().map(it -> ((Map<?, ?>) it).get("id"))).doesNotHaveDuplicates();
    }

    @Test
    void different_photos_get_different_films() {
        assertThat(look("astronaut.jpg", "en").get("suggestions"))
                .isNotEqualTo(look("rocket.jpg", "en").get("suggestions"));
    }

    @Test
    void a_nearly_black_photo_is_refused_with_the_reason() throws IOException {
        assertRefused("too_dark", picture(400, 300, new Color(6, 6, 8)));
    }

    @Test
    void a_photo_without_detail_is_refused_with_the_reason() throws IOException {
        assertRefused("too_blurred", picture(400, 300, new Color(120, 130, 140)));
    }

    @Test
    void a_tiny_photo_is_refused_with_the_reason() throws IOException {
        assertRefused("too_small", picture(40, 300, Color.WHITE));
    }

    @Test
    void a_preview_is_small_short_and_marked() throws Exception {
        var made = engine.finished("preview", engine.photo("astronaut.jpg"), Map.of("idea", "snow, она машет рукой"));

        Path film = made.outputs().getFirst().file();
        assertThat(EngineFixture.probe(film, "stream=width,nb_read_packets")).contains("nb_read_packets=\"48\"");
        String width = EngineFixture.probe(film, "stream=width").replaceAll("\\D", "");
        assertThat(Integer.parseInt(width)).isLessThanOrEqualTo(480);
        assertThat(made.data().get("notUsed")).isEqualTo(List.of("она машет рукой"));
    }

    @Test
    void a_warm_look_and_a_warm_preview_are_quick() {
        look("rocket.jpg", "en");
        engine.finished("preview", engine.photo("rocket.jpg"), Map.of("idea", "snow"));
        long start = System.nanoTime();
        look("astronaut.jpg", "en");
        long looked = System.nanoTime();
        engine.finished("preview", engine.photo("astronaut.jpg"), Map.of("idea", "snow"));
        long previewed = System.nanoTime();

        // Twice the aim: other tests may share the machine.
        assertThat(Duration.ofNanos(looked - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(previewed - looked)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void an_idea_is_completed_and_keeps_its_own_words() {
        var made = engine.finished(
                "recipe",
                engine.photo("coffee.jpg"),
                Map.of("idea", "grandma waves her hand, soft snow", "locale", "en"));

        assertThat(text(made.data(), "improved")).startsWith("soft snow, ");
        assertThat(made.data().get("original")).isEqualTo("grandma waves her hand, soft snow");
        assertThat(text(made.data(), "changes")).contains("remove", "keep", "add");
        assertThat(made.outputs()).isEmpty();
    }

    private static Map<String, Object> look(String photo, String locale) {
        return engine.finished("look", engine.photo(photo), Map.of("locale", locale))
                .data();
    }

    private static List<?> list(Map<?, ?> data, String name) {
        return (List<?>) Objects.requireNonNull(data.get(name));
    }

    private static double number(Map<?, ?> data, String name) {
        return ((Number) Objects.requireNonNull(data.get(name))).doubleValue();
    }

    private static String text(Map<?, ?> data, String name) {
        return Objects.requireNonNull(data.get(name)).toString();
    }

    private static void assertRefused(String code, Path photo) {
        var outcome = engine.run("look", photo, Map.of("locale", "en"));

        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            assertThat(failed.fault().code()).isEqualTo(code);
            assertThat(failed.fault().errorClass()).isEqualTo(ErrorClass.USER_VIOLATION);
        });
    }

    private static Path picture(int width, int height, Color colour) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        Path file = home.resolve("picture-" + width + "-" + colour.getRGB() + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
