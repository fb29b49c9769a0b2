package reverie.engine.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
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

        assertThat(steepest(depth.near()) * depth.near().cols() * reach).isLessThan(0.8);
        if (depth.people() != null) {
            assertThat(steepest(depth.people()) * depth.near().cols() * reach).isLessThan(0.8);
        }
    }

    private static double steepest(Mat near) {
        float[] values = Depth.floats(near);
        double steepest = 0;
        for (int i = 1; i < values.length; i++) {
            if (i % near.cols() != 0) steepest = Math.max(steepest, Math.abs(values[i] - values[i - 1]));
        }
        return steepest;
    }

    @Test
    void people_are_nearer_than_what_is_behind_them() throws IOException {
        Depth depth = astronaut();

        assertThat(at(Objects.requireNonNull(depth.people()), 0.43, 0.22) - at(depth.near(), 0.65, 0.10))
                .isGreaterThan(0.4f);
    }

    /** Where their edge is sure, what is behind them keeps its distance right up to it: the two move apart. */
    @Test
    void what_is_beside_a_head_stays_behind_and_what_is_beside_the_feet_goes_along() throws IOException {
        Depth depth = astronaut();
        Mat people = Objects.requireNonNull(depth.people());

        assertThat(at(people, 0.55, 0.15) - at(depth.near(), 0.55, 0.15)).isGreaterThan(0.4f);
        assertThat(at(people, 0.40, 0.97) - at(depth.near(), 0.40, 0.97)).isLessThan(0.1f);
    }

    /** A cut that follows no edge of the picture is a wrong one: nothing may move apart along it. */
    @Test
    void people_and_what_is_behind_them_stay_together_where_the_cut_follows_no_edge() throws IOException {
        Mat photo = photo("astronaut.jpg");
        Mat cut = Objects.requireNonNull(Matte.of(photo, new Faces().in(photo)));
        // A piece of the plain wall belongs to her, it says.
        int w = cut.cols();
        int h = cut.rows();
        rectangle(cut, new Rect(w * 58 / 100, h / 50, w / 16, h / 4), new Scalar(1), FILLED, LINE_8, 0);

        Depth depth = Depth.of(photo, cut);

        Mat people = Objects.requireNonNull(depth.people());
        assertThat(at(people, 0.64, 0.14) - at(depth.near(), 0.64, 0.14)).isLessThan(0.35f);
        assertThat(at(depth.held(), 0.61, 0.14)).isGreaterThan(0.6f);
    }

    @Test
    void behind_people_goes_on_what_is_beside_them() throws IOException {
        Mat photo = photo("astronaut.jpg");
        Mat cut = Objects.requireNonNull(Matte.of(photo, new Faces().in(photo)));

        Mat plate = Plate.without(photo, cut);

        // Just inside of her hair it is as bright as the wall, not as her hair; far from her nothing changed.
        double hair = brightness(photo, 0.53, 0.14);
        double wall = brightness(photo, 0.62, 0.10);
        assertThat(brightness(plate, 0.53, 0.14)).isCloseTo(wall, within(25.0));
        assertThat(hair).isLessThan(wall - 50);
        assertThat(brightness(plate, 0.90, 0.30)).isEqualTo(brightness(photo, 0.90, 0.30));
    }

    private static Depth astronaut() throws IOException {
        Mat photo = photo("astronaut.jpg");
        return Depth.of(photo, Matte.of(photo, new Faces().in(photo)));
    }

    private static float at(Mat values, double x, double y) {
        return Depth.floats(values)[(int) (y * values.rows()) * values.cols() + (int) (x * values.cols())];
    }

    private static double brightness(Mat picture, double x, double y) {
        Mat part = picture.apply(new Rect((int) (x * picture.cols()), (int) (y * picture.rows()), 3, 3));
        Scalar mean = mean(part);
        return (mean.get(0) + mean.get(1) + mean.get(2)) / 3;
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

    /** Hair as dark as the wall cannot be told from it: a cut through the forehead tears heads, so there is none. */
    @ParameterizedTest
    @ValueSource(ints = {LIGHT, 60, 36, HAIR})
    void a_head_is_cut_out_whole_or_not_at_all(int behind) {
        Mat picture = wall(640, 360, behind);
        List<Faces.Face> faces = List.of(person(picture, 220, 130, 60), person(picture, 420, 130, 60));

        Mat cut = Matte.of(picture, faces);

        if (behind == LIGHT) assertThat(cut).isNotNull();
        if (cut == null) return;
        for (Faces.Face face : faces) {
            assertThat(at(cut, face.centreX(), face.y() - 0.15 * face.height())).isGreaterThan(0.9f);
            assertThat(at(cut, face.centreX(), face.centreY())).isGreaterThan(0.9f);
        }
    }

    @Test
    void a_group_stays_one_with_what_is_behind_it() {
        Mat picture = wall(1280, 720, LIGHT);
        List<Faces.Face> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) seen.add(person(picture, 140 + 200 * i, 300, 110));

        assertThat(stage(picture, seen).people()).isNull();
        assertThat(stage(picture, seen.subList(1, 3)).people()).isNotNull();
    }

    @Test
    void several_small_faces_are_a_group() {
        Mat picture = wall(1280, 720, LIGHT);
        List<Faces.Face> seen = List.of(person(picture, 300, 200, 70), person(picture, 700, 200, 70));

        assertThat(stage(picture, seen).people()).isNull();
        assertThat(stage(picture, seen.subList(0, 1)).people()).isNotNull();
    }

    private static final int LIGHT = 210;
    private static final int HAIR = 30;

    /** A wall with a grain, so that it is a photo and no drawing. */
    private static Mat wall(int width, int height, int grey) {
        Mat picture = new Mat(height, width, CV_8UC3, new Scalar(grey, grey, grey, 0));
        for (int i = 0; i < 400; i++) {
            Rect grain = new Rect(i * 7919 % (width - 8), i * 104_729 % (height - 8), 8, 8);
            double shade = grey + i % 9 - 4;
            rectangle(picture, grain, new Scalar(shade, shade, shade, 0), FILLED, LINE_8, 0);
        }
        return picture;
    }

    /** @return where the face is, as a finder says it: from the brows to the chin */
    private static Faces.Face person(Mat picture, int x, int y, int side) {
        Scalar hair = new Scalar(HAIR, HAIR, HAIR, 0);
        Scalar skin = new Scalar(130, 160, 205, 0);
        Scalar coat = new Scalar(120, 60, 40, 0);
        Size shoulders = new Size(side * 13 / 10, side);
        ellipse(picture, new Point(x, y + side * 18 / 10), shoulders, 0, 180, 360, coat, FILLED, LINE_8, 0);
        int left = x - shoulders.width();
        Rect body = new Rect(left, y + side * 18 / 10, 2 * shoulders.width(), picture.rows() - y - side * 18 / 10);
        rectangle(picture, body, coat, FILLED, LINE_8, 0);
        rectangle(picture, new Rect(x - side / 5, y, side * 2 / 5, side), skin, FILLED, LINE_8, 0);
        ellipse(
                picture,
                new Point(x, y - side / 10),
                new Size(side * 55 / 100, side * 7 / 10),
                0,
                0,
                360,
                hair,
                FILLED,
                LINE_8,
                0);
        ellipse(
                picture,
                new Point(x, y + side / 10),
                new Size(side * 42 / 100, side / 2),
                0,
                0,
                360,
                skin,
                FILLED,
                LINE_8,
                0);
        double w = picture.cols();
        double h = picture.rows();
        return new Faces.Face((x - side / 2.0) / w, (y - side / 2.0) / h, side / w, side / h);
    }

    private static Stage stage(Mat picture, List<Faces.Face> faces) {
        Photo photo = new Photo(picture, picture.cols(), picture.rows(), 0.5, 1);
        Format format = Format.of("16:9", 720, picture.cols(), picture.rows());
        Watch unwatched = new Watch() {
            @Override
            public void progress(double done) {}

            @Override
            public boolean stopAsked() {
                return false;
            }
        };
        return Stage.set(photo, faces, format, Idea.of(""), unwatched);
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
