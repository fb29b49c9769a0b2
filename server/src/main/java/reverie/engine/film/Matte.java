package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.CMP_EQ;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.compare;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;
import static org.bytedeco.opencv.global.opencv_imgproc.*;
import static org.bytedeco.opencv.global.opencv_ximgproc.guidedFilter;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Cuts people out: a head-and-shoulders guess around each face, corrected by colour (GrabCut), softened along the real
 * edges (guided filter).
 */
final class Matte {
    private static final int CUT_AT = 400;
    private static final int SOFTENED_AT = 800;
    private static final double AREA_MIN = 0.04;
    private static final double AREA_MAX = 0.80;
    /** Share of what GrabCut may take from, or add to, the guess before it is not believed. */
    private static final double AGREEMENT_MIN = 0.5;
    /** Share of hair and forehead that a cut holds at least. A cut that loses those tears a head in two. */
    private static final double HEAD_MIN = 0.75;

    private Matte() {}

    /**
     * @return how much each pixel belongs to the people, 0–1, in the size of the picture; nothing if there are none or
     *     the cut cannot be trusted
     */
    static @Nullable Mat of(Mat picture, List<Faces.Face> faces) {
        if (faces.isEmpty()) return null;
        Mat small = scaled(picture, CUT_AT);
        Mat cut = cut(small, faces, true);
        if (cut == null) cut = cut(small, faces, false);
        if (cut == null) return null;
        Mat guide = scaled(picture, SOFTENED_AT);
        Mat soft = soften(cut, guide);
        Mat whole = new Mat();
        resize(soft, whole, picture.size(), 0, 0, INTER_LINEAR);
        return whole;
    }

    static Mat scaled(Mat picture, int longSide) {
        double scale = (double) longSide / Math.max(picture.cols(), picture.rows());
        Mat small = new Mat();
        if (scale >= 1) return picture;
        resize(picture, small, new Size(), scale, scale, INTER_AREA);
        return small;
    }

    /** @param wide whether what lies beyond the guess may belong to them */
    private static @Nullable Mat cut(Mat small, List<Faces.Face> faces, boolean wide) {
        int w = small.cols();
        int h = small.rows();
        Mat labels = new Mat(h, w, CV_8UC1, new Scalar(GC_BGD));
        Mat core = new Mat(h, w, CV_8UC1, new Scalar(0));
        // First all that is perhaps a person, then all that surely is: faces stand side by side.
        if (wide) for (Faces.Face face : faces) around(labels, face, w, h);
        for (Faces.Face face : faces) guess(labels, face, w, h);
        for (Faces.Face face : faces) {
            sure(labels, face, w, h, GC_FGD);
            sure(core, face, w, h, 255);
        }
        Mat guessed = labels.clone();
        setRNGSeed(7);
        grabCut(small, labels, new Rect(), new Mat(), new Mat(), 5, GC_INIT_WITH_MASK);
        Mat people = people(labels);
        Mat before = people(guessed);
        tidy(people, core);
        double area = countNonZero(people) / (double) (w * h);
        if (area < AREA_MIN || area > AREA_MAX) return null;
        if (!faces.stream().allMatch(face -> holdsHead(people, face))) return null;
        Mat both = new Mat();
        bitwise_and(people, before, both);
        Mat either = new Mat();
        bitwise_or(people, before, either);
        return countNonZero(both) < AGREEMENT_MIN * countNonZero(either) ? null : people;
    }

    /**
     * The lower half of a face is always held. Above it a cut that goes wrong loses the hair, and with it, as a rule,
     * arms and shoulders: such a cut is of no use, mended or not.
     */
    private static boolean holdsHead(Mat people, Faces.Face face) {
        int w = people.cols();
        int h = people.rows();
        double fw = face.width() * w;
        double fh = face.height() * h;
        Mat head = new Mat(h, w, CV_8UC1, new Scalar(0));
        Point middle = at(face.centreX() * w, face.centreY() * h - fh * 0.12);
        ellipse(head, middle, size(fw * 0.55, fh * 0.65), 0, 180, 360, new Scalar(255), FILLED, LINE_8, 0);
        Mat held = new Mat();
        bitwise_and(people, head, held);
        return countNonZero(held) >= HEAD_MIN * countNonZero(head);
    }

    /** Long hair and arms reach beyond the guess: what is near it is background only as far as its colours say so. */
    private static void around(Mat labels, Faces.Face face, int w, int h) {
        double fw = face.width() * w;
        double fh = face.height() * h;
        double x = face.centreX() * w;
        double y = face.centreY() * h;
        Scalar perhapsNot = new Scalar(GC_PR_BGD);
        ellipse(labels, at(x, y), size(fw * 1.3, fh * 1.35), 0, 0, 360, perhapsNot, FILLED, LINE_8, 0);
        rectangle(labels, at(x - fw * 2.5, y + fh * 0.7), at(x + fw * 2.5, h), perhapsNot, FILLED, LINE_8, 0);
    }

    private static void guess(Mat labels, Faces.Face face, int w, int h) {
        double fw = face.width() * w;
        double fh = face.height() * h;
        double x = face.centreX() * w;
        double y = face.centreY() * h;
        Scalar perhaps = new Scalar(GC_PR_FGD);
        ellipse(labels, at(x, y - fh * 0.12), size(fw * 0.85, fh * 1.0), 0, 0, 360, perhaps, FILLED, LINE_8, 0);
        ellipse(labels, at(x, y + fh * 2.2), size(fw * 1.65, fh * 1.45), 0, 0, 360, perhaps, FILLED, LINE_8, 0);
        rectangle(labels, at(x - fw * 1.65, y + fh * 2.2), at(x + fw * 1.65, h), perhaps, FILLED, LINE_8, 0);
    }

    private static void sure(Mat mat, Faces.Face face, int w, int h, int value) {
        double fw = face.width() * w;
        double fh = face.height() * h;
        double x = face.centreX() * w;
        double y = face.centreY() * h;
        Scalar is = new Scalar(value);
        ellipse(mat, at(x, y), size(fw * 0.40, fh * 0.52), 0, 0, 360, is, FILLED, LINE_8, 0);
        rectangle(mat, at(x - fw * 0.25, y + fh * 0.4), at(x + fw * 0.25, y + fh), is, FILLED, LINE_8, 0);
        ellipse(mat, at(x, y + fh * 2.3), size(fw * 0.7, fh * 1.1), 0, 0, 360, is, FILLED, LINE_8, 0);
        rectangle(mat, at(x - fw * 0.7, y + fh * 2.3), at(x + fw * 0.7, h), is, FILLED, LINE_8, 0);
    }

    private static Point at(double x, double y) {
        return new Point((int) Math.round(x), (int) Math.round(y));
    }

    private static Size size(double w, double h) {
        return new Size((int) Math.max(1, Math.round(w)), (int) Math.max(1, Math.round(h)));
    }

    /** GrabCut's labels are odd where it thinks of people. */
    private static Mat people(Mat labels) {
        Mat odd = new Mat();
        bitwise_and(labels, new Mat(labels.rows(), labels.cols(), CV_8UC1, new Scalar(1)), odd);
        Mat people = new Mat();
        compare(odd, new Mat(labels.rows(), labels.cols(), CV_8UC1, new Scalar(1)), people, CMP_EQ);
        return people;
    }

    /** Without specks and holes; only what hangs together with a face. */
    private static void tidy(Mat people, Mat core) {
        morphologyEx(people, people, MORPH_OPEN, getStructuringElement(MORPH_ELLIPSE, new Size(5, 5)));
        morphologyEx(people, people, MORPH_CLOSE, getStructuringElement(MORPH_ELLIPSE, new Size(11, 11)));
        bitwise_or(people, core, people);
        Mat labels = new Mat();
        int n = connectedComponents(people, labels);
        Mat kept = new Mat(people.rows(), people.cols(), CV_8UC1, new Scalar(0));
        for (int i = 1; i < n; i++) {
            Mat part = component(labels, i);
            Mat shared = new Mat();
            bitwise_and(part, core, shared);
            if (countNonZero(shared) > 0) bitwise_or(kept, part, kept);
        }
        fillHoles(kept);
        kept.copyTo(people);
        GaussianBlur(people, people, new Size(0, 0), 2.0);
        threshold(people, people, 127, 255, THRESH_BINARY);
    }

    private static Mat component(Mat labels, int number) {
        Mat part = new Mat();
        Mat wanted = new Mat(labels.rows(), labels.cols(), labels.type(), new Scalar(number));
        compare(labels, wanted, part, CMP_EQ);
        return part;
    }

    /** A small piece of background inside a person is cheaper to keep than to tear out. */
    private static void fillHoles(Mat people) {
        Mat outside = new Mat();
        compare(people, new Mat(people.rows(), people.cols(), CV_8UC1, new Scalar(0)), outside, CMP_EQ);
        Mat labels = new Mat();
        int n = connectedComponents(outside, labels);
        for (int i = 1; i < n; i++) {
            Mat part = component(labels, i);
            if (countNonZero(part) < 0.01 * people.total()) bitwise_or(people, part, people);
        }
    }

    private static Mat soften(Mat cut, Mat guide) {
        Mat large = new Mat();
        resize(cut, large, guide.size(), 0, 0, INTER_CUBIC);
        GaussianBlur(large, large, new Size(0, 0), 2.0);
        Mat start = new Mat();
        large.convertTo(start, CV_32F, 1 / 255.0, 0);
        Mat bright = new Mat();
        guide.convertTo(bright, CV_32F, 1 / 255.0, 0);
        Mat soft = new Mat();
        guidedFilter(bright, start, soft, 7, 2e-4);
        // The filter leaves a veil far from the edge; what is nearly nothing is nothing.
        Mat steep = new Mat();
        soft.convertTo(steep, CV_8U, 255 / 0.60, -255 * 0.22 / 0.60);
        Mat out = new Mat();
        steep.convertTo(out, CV_32F, 1 / 255.0, 0);
        return out;
    }
}
