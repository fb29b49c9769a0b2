package reverie.engine.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.engine.words.Idea;
import reverie.platform.box.Ffmpeg;

class DepthTest {
    @TempDir
    static Path home;

    @BeforeAll
    static void unpack() {
        Ffmpeg.natives(home);
    }

    /**
     * What makes a torn or folded edge is two neighbours that move by very different amounts. For the widest move there
     * is, what lies between two neighbours never shrinks to less than a fifth: it never folds.
     */
    @ParameterizedTest
    @ValueSource(strings = {"astronaut.jpg", "chelsea.jpg", "coffee.jpg", "rocket.jpg"})
    void nothing_is_torn_by_the_widest_move(String name) throws IOException {
        Mat photo = photo(name);
        Depth depth = Depth.of(photo, Matte.of(photo, new Faces().in(photo)));
        Camera camera = Camera.of(Idea.of("fast orbit and pan right, zoom in"), 10, 2);
        double zoom = Math.abs(camera.zoomTo() - camera.zoomFrom()) * (camera.zoomNear() - camera.zoomFar());
        double reach = Math.abs(camera.sideways()) / 2 + zoom * 0.5;

        float[] near = Depth.floats(depth.near());
        int w = depth.near().cols();
        double steepest = 0;
        for (int i = 1; i < near.length; i++) {
            if (i % w != 0) steepest = Math.max(steepest, Math.abs(near[i] - near[i - 1]));
        }

        assertThat(steepest * w * reach).isLessThan(0.8);
    }

    @Test
    void people_are_nearer_than_what_is_behind_them() throws IOException {
        Mat photo = photo("astronaut.jpg");
        Depth depth = Depth.of(photo, Matte.of(photo, new Faces().in(photo)));

        float[] near = Depth.floats(depth.near());
        int w = depth.near().cols();
        int h = depth.near().rows();
        float face = near[(int) (h * 0.22) * w + (int) (w * 0.43)];
        float wall = near[(int) (h * 0.10) * w + (int) (w * 0.65)];
        assertThat(face - wall).isGreaterThan(0.4f);
    }

    @Test
    void the_cut_holds_the_face_and_leaves_the_corners() throws IOException {
        Mat photo = photo("astronaut.jpg");
        Mat cut = Objects.requireNonNull(Matte.of(photo, new Faces().in(photo)));
        Mat small = new Mat();
        resize(cut, small, new Size(100, 100), 0, 0, INTER_AREA);

        float[] cover = Depth.floats(small);
        assertThat(cover[22 * 100 + 43]).isGreaterThan(0.98f);
        assertThat(cover[80 * 100 + 40]).isGreaterThan(0.98f);
        for (int corner : List.of(2 * 100 + 2, 2 * 100 + 97, 40 * 100 + 97)) {
            assertThat(cover[corner]).isLessThan(0.02f);
        }
    }

    @Test
    void a_photo_without_a_face_is_not_cut() throws IOException {
        Mat photo = photo("chelsea.jpg");

        assertThat(new Faces().in(photo)).isEmpty();
        assertThat(Matte.of(photo, List.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"photo", "16:9", "9:16", "1:1"})
    void every_format_has_even_sides_within_its_lines(String aspect) {
        for (int[] photo : new int[][] {{4000, 3000}, {3000, 200}, {97, 2600}, {641, 479}}) {
            for (int lines : new int[] {720, 1080}) {
                Format format = Format.of(aspect, lines, photo[0], photo[1]);
                assertThat(format.width() % 4 + format.height() % 4).isZero();
                assertThat(format.shortSide()).isLessThanOrEqualTo(lines);
                assertThat(Math.max(format.width(), format.height())).isLessThanOrEqualTo(lines * 16 / 9);
            }
        }
    }

    private static Mat photo(String name) throws IOException {
        try (InputStream in = DepthTest.class.getResourceAsStream("/photos/" + name)) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            Mat file = new Mat(1, bytes.length, org.bytedeco.opencv.global.opencv_core.CV_8UC1, new BytePointer(bytes));
            return imdecode(file, opencv_imgcodecs.IMREAD_COLOR);
        }
    }
}
