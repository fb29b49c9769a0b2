package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.*;
import static org.bytedeco.opencv.global.opencv_imgproc.*;
import static org.bytedeco.opencv.global.opencv_photo.INPAINT_TELEA;
import static org.bytedeco.opencv.global.opencv_photo.inpaint;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;
import reverie.engine.words.Idea;

/**
 * A photo taken apart for the camera: what is behind, what stands before it, and how near everything is.
 *
 * @param scale pixels of the layers for one pixel of the film; above 1 a push in stays sharp
 * @param depth how near each place of the back layer is
 * @param people the layer in front, if people could be cut out well
 * @param faces in fractions of the frame
 */
record Stage(Format format, double scale, Planes back, Depth depth, @Nullable People people, List<Faces.Face> faces) {
    private static final double SCALE_MAX = 1.25;

    /**
     * @param alpha how much of each pixel they cover, 0–255
     * @param relief how far each place of them comes forward, 0–1, small
     */
    record People(Planes planes, Mat alpha, Mat relief) {}

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
        Mat cut = Matte.of(picture, framed);
        watch.check();
        Depth depth = Depth.of(picture, cut);
        Grade.of(idea).apply(picture);
        watch.progress(0.06);
        if (cut == null) return new Stage(format, scale, Planes.of(picture), depth, null, framed);
        Mat plate = plate(picture, cut);
        Mat front = front(picture, cut);
        Mat alpha = new Mat();
        cut.convertTo(alpha, CV_8U, 255, 0);
        watch.check();
        return new Stage(
                format, scale, Planes.of(plate), depth, new People(Planes.of(front), alpha, relief(cut)), framed);
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
            double right = faces.stream().mapToDouble(it -> it.x() + it.width()).max().getAsDouble();
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

    /** The background with the people painted over from around them. */
    private static Mat plate(Mat picture, Mat cut) {
        Mat covered = new Mat();
        threshold(cut, covered, 0.02, 255, THRESH_BINARY);
        covered.convertTo(covered, CV_8U);
        int reach = Math.max(5, picture.cols() / 90) | 1;
        dilate(covered, covered, getStructuringElement(MORPH_ELLIPSE, new Size(reach, reach)));
        double shrink = Math.min(1, 300.0 / Math.max(picture.cols(), picture.rows()));
        Mat small = new Mat();
        Mat hole = new Mat();
        resize(picture, small, new Size(), shrink, shrink, INTER_AREA);
        resize(covered, hole, small.size(), 0, 0, INTER_AREA);
        threshold(hole, hole, 8, 255, THRESH_BINARY);
        Mat filled = new Mat();
        inpaint(small, hole, filled, 5, INPAINT_TELEA);
        Mat calm = new Mat();
        GaussianBlur(filled, calm, new Size(0, 0), 2.5);
        Mat large = new Mat();
        resize(calm, large, picture.size(), 0, 0, INTER_CUBIC);
        Mat edge = new Mat();
        covered.convertTo(edge, CV_32F, 1 / 255.0, 0);
        GaussianBlur(edge, edge, new Size(0, 0), reach / 3.0);
        return blend(large, picture, edge);
    }

    /**
     * The people with their own colours pushed outwards a little: at a soft edge the photo is already mixed with its
     * old background, which would shine as a halo before another place.
     */
    private static Mat front(Mat picture, Mat cut) {
        Mat inside = new Mat();
        threshold(cut, inside, 0.93, 1, THRESH_BINARY);
        double spread = Math.max(2.5, picture.cols() / 260.0);
        Mat weight = new Mat();
        GaussianBlur(inside, weight, new Size(0, 0), spread);
        Mat floats = new Mat();
        picture.convertTo(floats, CV_32F);
        Mat three = new Mat();
        cvtColor(inside, three, COLOR_GRAY2BGR);
        multiply(floats, three, floats);
        GaussianBlur(floats, floats, new Size(0, 0), spread);
        Mat weightThree = new Mat();
        cvtColor(weight, weightThree, COLOR_GRAY2BGR);
        Mat safe = new Mat();
        max(weightThree, new Mat(weightThree.rows(), weightThree.cols(), weightThree.type(), Scalar.all(1e-3)))
                .asMat()
                .copyTo(safe);
        divide(floats, safe, floats);
        Mat pushed = new Mat();
        floats.convertTo(pushed, CV_8U);
        // Where nothing of the inside reaches, the photo stays.
        Mat known = new Mat();
        threshold(weight, known, 0.02, 1, THRESH_BINARY);
        Mat outer = new Mat();
        subtract(new Mat(cut.rows(), cut.cols(), CV_32F, Scalar.all(1)), inside, outer);
        GaussianBlur(outer, outer, new Size(0, 0), 1.0);
        multiply(outer, known, outer);
        return blend(pushed, picture, outer);
    }

    /** @param share of the first picture, 0–1 */
    private static Mat blend(Mat first, Mat second, Mat share) {
        Mat rest = new Mat();
        subtract(new Mat(share.rows(), share.cols(), CV_32F, Scalar.all(1)), share, rest);
        Mat out = new Mat();
        blendLinear(first, second, share, rest, out);
        return out;
    }

    /** People are round: their middle comes forward, their outline goes back. */
    private static Mat relief(Mat cut) {
        Mat small = new Mat();
        double scale = 160.0 / Math.max(cut.cols(), cut.rows());
        resize(cut, small, new Size(), scale, scale, INTER_AREA);
        GaussianBlur(small, small, new Size(0, 0), small.cols() / 16.0, small.cols() / 16.0, BORDER_REPLICATE, 0);
        return small;
    }
}
