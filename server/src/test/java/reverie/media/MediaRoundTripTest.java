package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.media.GivenMedia.id;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;

@ReverieTest
class MediaRoundTripTest {
    @Autowired
    GivenMedia given;

    @Autowired
    MediaStore store;

    @Test
    void a_photo_goes_in_and_comes_out_as_a_picture_with_a_thumbnail() throws IOException {
        var who = given.account();

        var medium = given.uploaded(who, Samples.jpeg(1200, 800));

        assertThat(medium.path("kind").asString()).isEqualTo("image");
        assertThat(medium.path("contentType").asString()).isEqualTo("image/jpeg");
        assertThat(medium.path("width").asInt()).isEqualTo(1200);
        assertThat(medium.path("height").asInt()).isEqualTo(800);
        assertThat(medium.has("duration")).isFalse();
        assertThat(medium.has("locked")).isFalse();

        var content = given.get(TestDoor.NOBODY, medium.path("url").asString());
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(content.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(content.body()).hasSize(medium.path("bytes").asInt());
        var image = ImageIO.read(new ByteArrayInputStream(content.body()));
        assertThat(image.getWidth()).isEqualTo(1200);

        var thumb = given.get(TestDoor.NOBODY, medium.path("thumbUrl").asString());
        assertThat(ImageIO.read(new ByteArrayInputStream(thumb.body())).getWidth())
                .isEqualTo(480);

        MediaInfo info = store.find(who, id(medium)).orElseThrow();
        assertThat(info.facts().luma()).isBetween(80.0, 140.0);
        assertThat(info.facts().lumaSpread()).isGreaterThan(40);
        assertThat(given.changes()).containsExactly(new MediaChanged(who, id(medium), false));
        assertThat(given.files()).hasSize(2).allMatch(file -> !file.toString().contains(Shelf.SCRATCH));
    }
}
