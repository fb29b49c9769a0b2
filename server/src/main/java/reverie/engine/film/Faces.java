package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.getRotationMatrix2D;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * Finds faces that look at the camera, upright or a little tilted. Misses those turned far away; that costs depth,
 * never a wrong cut.
 */
public final class Faces {
    /** A face in fractions of the picture. */
    public record Face(double x, double y, double width, double height) {
        public double centreX() {
            return x + width / 2;
        }

        public double centreY() {
            return y + height / 2;
        }
    }

    private static final int SEARCHED_AT = 640;
    private static final int FACES_MAX = 8;
    private static final int NEIGHBOURS_MIN = 5;
    /** Of the largest face: smaller ones are in the background, or no faces. */
    private static final double SIZE_MIN = 0.4;

    /** A head on one side is looked for only where no upright one is: each look costs as much as the first. */
    private static final int[] TILTS = {22, -22};

    private final CascadeClassifier front;
    private final CascadeClassifier other;
    private final CascadeClassifier eyes;
    private final CascadeClassifier cats;

    public Faces() {
        front = cascade("haarcascade_frontalface_alt2.xml");
        other = cascade("haarcascade_frontalface_default.xml");
        eyes = cascade("haarcascade_eye.xml");
        cats = cascade("haarcascade_frontalcatface.xml");
    }

    /** The largest first. */
    public List<Face> in(Mat picture) {
        double scale = Math.min(1, (double) SEARCHED_AT / Math.max(picture.cols(), picture.rows()));
        Mat gray = new Mat();
        cvtColor(picture, gray, COLOR_BGR2GRAY);
        if (scale < 1) resize(gray, gray, new Size(), scale, scale, INTER_AREA);
        equalizeHist(gray, gray);
        List<Face> upright = in(gray, picture, 0);
        if (!upright.isEmpty()) return upright;
        for (int tilt : TILTS) {
            List<Face> tilted = in(gray, picture, tilt);
            if (!tilted.isEmpty()) return tilted;
        }
        return List.of();
    }

    private List<Face> in(Mat gray, Mat picture, int tilt) {
        double w = gray.cols();
        double h = gray.rows();
        Mat turn = getRotationMatrix2D(new Point2f((float) w / 2, (float) h / 2), tilt, 1);
        Mat searched = gray;
        if (tilt != 0) {
            searched = new Mat();
            warpAffine(gray, searched, turn, gray.size());
        }
        int side = Math.max(24, Math.min(gray.cols(), gray.rows()) / 12);
        RectVector found = new RectVector();
        front.detectMultiScale(searched, found, 1.1, NEIGHBOURS_MIN, 0, new Size(side, side), new Size());
        List<Rect> rects = new ArrayList<>();
        for (long i = 0; i < found.size(); i++) rects.add(found.get(i));
        rects.sort(Comparator.comparingInt((Rect it) -> -it.width()).thenComparingInt(Rect::x));
        List<Face> faces = new ArrayList<>();
        for (Rect it : rects) {
            boolean large =
                    faces.isEmpty() || it.width() >= SIZE_MIN * rects.getFirst().width();
            if (!large || faces.size() == FACES_MAX || !believed(searched, it)) continue;
            double[] centre = back(it, tilt, w, h);
            var face = new Face(
                    (centre[0] - it.width() / 2.0) / w,
                    (centre[1] - it.height() / 2.0) / h,
                    it.width() / w,
                    it.height() / h);
            if (!isGreen(picture, face)) faces.add(face);
        }
        return faces;
    }

    /** Where the middle of what was found lies in the picture that was not turned. */
    private static double[] back(Rect found, int tilt, double w, double h) {
        double angle = Math.toRadians(tilt);
        double x = found.x() + found.width() / 2.0 - w / 2;
        double y = found.y() + found.height() / 2.0 - h / 2;
        return new double[] {
            w / 2 + x * Math.cos(angle) - y * Math.sin(angle), h / 2 + x * Math.sin(angle) + y * Math.cos(angle)
        };
    }

    /** Whether a cat, or an animal with such a face, looks at the camera. */
    public boolean animalIn(Mat picture) {
        Mat gray = new Mat();
        cvtColor(Matte.scaled(picture, 400), gray, COLOR_BGR2GRAY);
        equalizeHist(gray, gray);
        int side = Math.min(gray.cols(), gray.rows()) / 4;
        RectVector found = new RectVector();
        cats.detectMultiScale(gray, found, 1.1, 4, 0, new Size(side, side), new Size());
        return found.size() > 0;
    }

    /** Leaves make patterns like faces. Skin is never green, in whatever light; a photo without colour is neither. */
    private static boolean isGreen(Mat picture, Face face) {
        int x = (int) Math.clamp(face.x() * picture.cols(), 0, picture.cols() - 2);
        int y = (int) Math.clamp(face.y() * picture.rows(), 0, picture.rows() - 2);
        int w = (int) Math.clamp(face.width() * picture.cols(), 1, picture.cols() - x);
        int h = (int) Math.clamp(face.height() * picture.rows(), 1, picture.rows() - y);
        Scalar mean = mean(picture.apply(new Rect(x, y, w, h)));
        return mean.get(1) > mean.get(2) * 1.06;
    }

    /**
     * What has no eye in its upper part, and is no face to a second finder either, is a pattern. Eyes that laugh are
     * not always seen. Tiny faces are believed.
     */
    private boolean believed(Mat gray, Rect face) {
        if (face.width() < 48) return true;
        Mat upper = gray.apply(new Rect(face.x(), face.y(), face.width(), face.height() * 6 / 10));
        Mat large = new Mat();
        double scale = Math.max(1, 160.0 / face.width());
        resize(upper, large, new Size(), scale, scale, INTER_CUBIC);
        RectVector found = new RectVector();
        int side = large.cols() / 8;
        eyes.detectMultiScale(large, found, 1.1, 2, 0, new Size(side, side), new Size());
        return found.size() > 0 || seenByOther(gray, face);
    }

    private boolean seenByOther(Mat gray, Rect face) {
        int more = face.width() / 4;
        int x = Math.max(0, face.x() - more);
        int y = Math.max(0, face.y() - more);
        int w = Math.min(gray.cols() - x, face.width() + 2 * more);
        int h = Math.min(gray.rows() - y, face.height() + 2 * more);
        RectVector found = new RectVector();
        int side = face.width() * 7 / 10;
        other.detectMultiScale(
                gray.apply(new Rect(x, y, w, h)), found, 1.1, NEIGHBOURS_MIN, 0, new Size(side, side), new Size());
        return found.size() > 0;
    }

    private static CascadeClassifier cascade(String name) {
        try {
            File file = Loader.cacheResource(
                    "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + name);
            CascadeClassifier cascade = new CascadeClassifier(file.getPath());
            if (cascade.empty()) throw new IllegalStateException(name + " cannot be read");
            return cascade;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
