package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import tools.jackson.databind.JsonNode;

/** What a photo becomes: upright, clean, a still. */
@ReverieTest
class PhotoTest {
    private static final String PLACE = "59.9386N 30.3141E is where I live";

    @Autowired
    GivenMedia given;

    private byte[] content(JsonNode medium) {
        return given.get(TestDoor.NOBODY, medium.path("url").asString()).body();
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static boolean holds(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** r, g, b or w: the colour in the middle of a quarter. */
    private static char colour(BufferedImage image, int column, int row) {
        int rgb = image.getRGB(image.getWidth() * (2 * column + 1) / 4, image.getHeight() * (2 * row + 1) / 4);
        boolean red = (rgb >> 16 & 0xFF) > 127;
        boolean green = (rgb >> 8 & 0xFF) > 127;
        return red && green ? 'w' : red ? 'r' : green ? 'g' : 'b';
    }

    /** Stored as red, green / blue, white: what EXIF's orientations make of it, from left to right, top to bottom. */
    @ParameterizedTest
    @CsvSource({"1,rgbw", "2,grwb", "3,wbgr", "4,bwrg", "5,rbgw", "6,brwg", "7,wgbr", "8,gwrb"})
    void lies_as_it_was_taken_and_says_nothing_of_the_place(int orientation, String quarters) throws IOException {
        byte[] photo = Samples.jpegWithExif(320, 160, orientation, PLACE);
        assertThat(holds(photo, PLACE)).isTrue();

        JsonNode medium = given.uploaded(given.account(), photo);

        boolean turned = orientation > 4;
        assertThat(medium.path("width").asInt()).isEqualTo(turned ? 160 : 320);
        assertThat(medium.path("height").asInt()).isEqualTo(turned ? 320 : 160);
        byte[] content = content(medium);
        assertThat(holds(content, PLACE) || holds(content, "Exif") || holds(content, "Lavc"))
                .isFalse();
        byte[] thumb =
                given.get(TestDoor.NOBODY, medium.path("thumbUrl").asString()).body();
        assertThat(holds(thumb, PLACE) || holds(thumb, "Exif")).isFalse();
        for (BufferedImage shown : new BufferedImage[] {image(content), image(thumb)}) {
            assertThat(shown.getWidth() > shown.getHeight()).isEqualTo(!turned);
            String seen = "" + colour(shown, 0, 0) + colour(shown, 1, 0) + colour(shown, 0, 1) + colour(shown, 1, 1);
            assertThat(seen).isEqualTo(quarters);
        }
    }

    @Test
    void a_polyglot_is_only_a_picture_afterwards() {
        var polyglot = new ByteArrayOutputStream();
        polyglot.writeBytes(Samples.jpeg(320, 200));
        polyglot.writeBytes("<html><script>alert(1)</script>PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1));

        JsonNode medium = given.uploaded(given.account(), polyglot.toByteArray());

        assertThat(holds(content(medium), "script")).isFalse();
    }

    @Test
    void what_may_be_transparent_stays_so() throws IOException {
        JsonNode medium = given.uploaded(given.account(), Samples.transparentPng(600, 400));

        assertThat(medium.path("contentType").asString()).isEqualTo("image/png");
        BufferedImage image = image(content(medium));
        assertThat(image.getRGB(2, 2) >>> 24).isZero();
        assertThat(image.getRGB(300, 200) >>> 24).isBetween(120, 136);
        var thumb = given.get(TestDoor.NOBODY, medium.path("thumbUrl").asString());
        assertThat(thumb.headers().firstValue("Content-Type")).contains("image/webp");
    }

    @Test
    void a_png_without_transparency_becomes_a_jpeg() throws IOException {
        JsonNode medium = given.uploaded(given.account(), Samples.png(333, 201));

        assertThat(medium.path("contentType").asString()).isEqualTo("image/jpeg");
        assertThat(image(content(medium)).getHeight()).isEqualTo(201);
    }

    @Test
    void of_an_animated_gif_the_first_picture_is_used() throws IOException {
        JsonNode medium = given.uploaded(given.account(), Samples.animatedGif(320, 200, 3000));

        assertThat(medium.path("kind").asString()).isEqualTo("image");
        assertThat(medium.path("contentType").asString()).isEqualTo("image/jpeg");
        assertThat(colour(image(content(medium)), 1, 0)).isEqualTo('g');
    }

    @Test
    void webp_is_used() throws IOException {
        for (String lossless : new String[] {"0", "1"}) {
            byte[] webp = Samples.made(
                    "a" + lossless + ".webp",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc=s=321x201",
                    "-frames:v",
                    "1",
                    "-c:v",
                    "libwebp",
                    "-lossless",
                    lossless);

            JsonNode medium = given.uploaded(given.account(), webp);

            assertThat(medium.path("width").asInt()).isEqualTo(321);
            assertThat(image(content(medium)).getHeight()).isEqualTo(201);
        }
    }

    @Test
    void of_an_animated_webp_the_first_picture_is_used() throws IOException {
        byte[] webp = Samples.made(
                "moving.webp", "-f", "lavfi", "-i", "testsrc2=s=320x200:r=5", "-t", "1", "-c:v", "libwebp_anim");
        assertThat(holds(webp, "ANMF")).isTrue();

        JsonNode medium = given.uploaded(given.account(), webp);

        assertThat(medium.path("kind").asString()).isEqualTo("image");
        assertThat(image(content(medium)).getWidth()).isEqualTo(320);
    }

    @Test
    void a_photo_in_shades_of_grey_is_used() throws IOException {
        var grey = new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_GRAY);

        JsonNode medium = given.uploaded(given.account(), Samples.encoded(grey, "jpg"));

        assertThat(image(content(medium)).getWidth()).isEqualTo(200);
    }

    @Test
    void a_camera_sized_photo_is_taken() throws IOException {
        byte[] photo = Samples.made(
                "large.jpg",
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

        JsonNode medium = given.uploaded(given.account(), photo);

        assertThat(medium.path("width").asInt()).isEqualTo(11600);
    }
}
