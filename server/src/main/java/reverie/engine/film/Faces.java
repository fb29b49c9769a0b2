package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** Finds faces that look at the camera. Misses those turned far away; that costs depth, never a wrong cut. */
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

    private final CascadeClassifier front;
    private final CascadeClassifier eyes;
    private final CascadeClassifier cats;

    public Faces() {
        front = cascade("haarcascade_frontalface_alt2.xml");
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
        int side = Math.max(24, Math.min(gray.cols(), gray.rows()) / 12);
        RectVector found = new RectVector();
        front.detectMultiScale(gray, found, 1.1, NEIGHBOURS_MIN, 0, new Size(side, side), new Size());
        List<Rect> rects = new ArrayList<>();
        for (long i = 0; i < found.size(); i++) rects.add(found.get(i));
        rects.sort(Comparator.comparingInt((Rect it) -> -it.width()).thenComparingInt(Rect::x));
        List<Face> faces = new ArrayList<>();
        for (Rect it : rects) {
            boolean large =
                    faces.isEmpty() || it.width() >= SIZE_MIN * rects.getFirst().width();
            if (!large || faces.size() == FACES_MAX || !hasEyes(gray, it) || isGreen(picture, it, scale)) continue;
            double w = gray.cols();
            double h = gray.rows();
            faces.add(new Face(it.x() / w, it.y() / h, it.width() / w, it.height() / h));
        }
        return faces;
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
    private static boolean isGreen(Mat picture, Rect face, double scale) {
        int x = (int) (face.x() / scale);
        int y = (int) (face.y() / scale);
        int side = (int) (face.width() / scale);
        Mat part =
                picture.apply(new Rect(x, y, Math.min(side, picture.cols() - x), Math.min(side, picture.rows() - y)));
        Scalar mean = mean(part);
        return mean.get(1) > mean.get(2) * 1.06;
    }

    /** What has no eye in its upper part is a pattern, not a face. Tiny faces are believed. */
    private boolean hasEyes(Mat gray, Rect face) {
        if (face.width() < 48) return true;
        Mat upper = gray.apply(new Rect(face.x(), face.y(), face.width(), face.height() * 6 / 10));
        Mat large = new Mat();
        double scale = Math.max(1, 160.0 / face.width());
        resize(upper, large, new Size(), scale, scale, org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC);
        RectVector found = new RectVector();
        int side = large.cols() / 8;
        eyes.detectMultiScale(large, found, 1.1, 2, 0, new Size(side, side), new Size());
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
