package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;
import reverie.engine.words.Idea;

/**
 * A photo made ready for the camera.
 *
 * @param scale pixels of the picture for one pixel of the film; above 1 a push in stays sharp
 * @param plate all but the people
 * @param people if they could be found well
 * @param faces in fractions of the frame
 */
record Stage(
        Format format,
        double scale,
        Planes plate,
        Depth depth,
        @Nullable People people,
        List<Faces.Face> faces) {
    /** @param cover how much of each pixel of the picture they cover, 0–255 */
    record People(Planes picture, Mat cover, Mat near) {}

    private static final double SCALE_MAX = 1.25;
    /** More faces than that are a group: one that was not found would be taken for what is behind the others. */
    private static final int FACES_MAX = 4;
    /** Of the height of the frame: several faces that are all smaller are a group too. */
    private static final double FACE_MIN = 0.12;

    static Stage set(Photo photo, List<Faces.Face> faces, Format format, Idea idea, Watch watch) {
        Rect crop = crop(photo.pixels(), faces, format);
        double scale = Math.clamp(crop.width() / (double) format.width(), 1, SCALE_MAX);
        int w = (int) Math.round(format.width() * scale / 2) * 2;
        int h = (int) Math.round(format.height() * scale / 2) * 2;
        Mat picture = new Mat();
        int method = crop.width() > w ? INTER_AREA : INTER_CUBIC;
        resize(photo.pixels().apply(crop), picture, new Size(w, h), 0, 0, method);
        List<Faces.Face> framed = framed(faces, photo.pixels(), crop);
        watch.check();
        watch.progress(0.08);
        Mat cut = group(faces, framed) ? null : Matte.of(picture, framed);
        watch.progress(0.13);
        watch.check();
        Depth depth = Depth.of(picture, cut);
        Grade.of(idea, picture).apply(picture);
        watch.progress(0.16);
        Planes whole = Planes.of(picture);
        if (cut == null || depth.people() == null) return new Stage(format, scale, whole, depth, null, framed);
        Planes plate = Planes.of(Plate.without(picture, cut));
        Mat cover = new Mat();
        cut.convertTo(cover, CV_8U, 255, 0);
        return new Stage(format, scale, plate, depth, new People(whole, cover, depth.people()), framed);
    }

    private static boolean group(List<Faces.Face> faces, List<Faces.Face> framed) {
        boolean small = framed.stream().allMatch(it -> it.height() < FACE_MIN);
        return faces.size() > FACES_MAX || (faces.size() > 1 && small);
    }

    /** The largest part of the photo in the shape of the film; faces stay in, a little above the middle. */
    private static Rect crop(Mat picture, List<Faces.Face> faces, Format format) {
        int w = picture.cols();
        int h = Math.min(picture.rows(), (int) Math.round(w / format.ratio()));
        w = Math.min(w, (int) Math.round(h * format.ratio()));
        double x = 0.5;
        double y = 0.5;
        if (!faces.isEmpty()) {
            double left = faces.stream().mapToDouble(Faces.Face::x).min().getAsDouble();
            double right =
                    faces.stream().mapToDouble(it -> it.x() + it.width()).max().getAsDouble();
            Faces.Face main = faces.getFirst();
            boolean allFit = (right - left) * picture.cols() < w * 0.95;
            x = allFit ? (left + right) / 2 : main.centreX();
            y = main.centreY() + 0.1 * h / picture.rows();
        }
        int left = (int) Math.clamp(Math.round(x * picture.cols() - w / 2.0), 0, picture.cols() - w);
        int top = (int) Math.clamp(Math.round(y * picture.rows() - h / 2.0), 0, picture.rows() - h);
        return new Rect(left, top, w, h);
    }

    private static List<Faces.Face> framed(List<Faces.Face> faces, Mat picture, Rect crop) {
        double sx = (double) picture.cols() / crop.width();
        double sy = (double) picture.rows() / crop.height();
        return faces.stream()
                .map(it -> new Faces.Face(
                        it.x() * sx - (double) crop.x() / crop.width(),
                        it.y() * sy - (double) crop.y() / crop.height(),
                        it.width() * sx,
                        it.height() * sy))
                .filter(it -> it.centreX() > 0 && it.centreX() < 1 && it.centreY() > 0 && it.centreY() < 1)
                .toList();
    }
}
