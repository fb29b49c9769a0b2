package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.*;
import static org.bytedeco.opencv.global.opencv_imgproc.*;
import static org.bytedeco.opencv.global.opencv_photo.INPAINT_TELEA;
import static org.bytedeco.opencv.global.opencv_photo.inpaint;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The picture without its people, for what comes into sight when they move aside. Close to where they end, what is
 * beside them is continued as in a mirror: that keeps grain, bricks and leaves, where every other fill is a smear.
 * Farther in, which is never seen in full, colours are only spread.
 */
final class Plate {
    private static final int SPREAD_AT = 320;
    /** How far beyond their edge people still colour the picture: hair, the blur of the lens. In widths. */
    private static final double FRINGE = 0.003;
    /** How far in the mirror reaches, in widths: more than people ever move. */
    private static final double REACH = 0.05;

    private Plate() {}

    /** @param people how much of each pixel they cover, 0–1 */
    static Mat without(Mat picture, Mat people) {
        int w = picture.cols();
        int h = picture.rows();
        Mat covered = new Mat();
        Mat share = new Mat();
        people.convertTo(share, CV_8U, 255, 0);
        threshold(share, covered, 22, 255, THRESH_BINARY);
        int fringe = (int) Math.round(w * FRINGE) * 2 + 1;
        dilate(covered, covered, getStructuringElement(MORPH_ELLIPSE, new Size(fringe, fringe)));
        Mat spread = spread(picture, covered);
        Mat mirrored = mirrored(picture, covered, spread);
        Mat soft = new Mat();
        GaussianBlur(covered, soft, new Size(0, 0), fringe / 4.0);
        return over(picture, mirrored, soft, w, h);
    }

    /** Colours from all around, without detail. */
    private static Mat spread(Mat picture, Mat covered) {
        Mat small = new Mat();
        double scale = Math.min(1, (double) SPREAD_AT / Math.max(picture.cols(), picture.rows()));
        resize(picture, small, new Size(), scale, scale, INTER_AREA);
        Mat mask = new Mat();
        resize(covered, mask, small.size(), 0, 0, INTER_NEAREST);
        dilate(mask, mask, getStructuringElement(MORPH_ELLIPSE, new Size(3, 3)));
        Mat filled = new Mat();
        inpaint(small, mask, filled, 3, INPAINT_TELEA);
        Mat smooth = new Mat();
        GaussianBlur(filled, smooth, new Size(0, 0), 2.0);
        Mat whole = new Mat();
        resize(smooth, whole, picture.size(), 0, 0, INTER_LINEAR);
        return whole;
    }

    /** For each covered place the place as far on the other side of the edge, unless that is covered too. */
    private static Mat mirrored(Mat picture, Mat covered, Mat otherwise) {
        int w = picture.cols();
        int h = picture.rows();
        Mat distance = new Mat();
        Mat labels = new Mat();
        distanceTransformWithLabels(covered, distance, labels, DIST_L2, DIST_MASK_5, DIST_LABEL_PIXEL);
        int[] nearest = new int[w * h];
        labels.<IntBuffer>createBuffer().get(nearest);
        float[] far = Depth.floats(distance);
        int[] place = places(nearest, far);
        float[] toX = new float[w * h];
        float[] toY = new float[w * h];
        float[] keeps = new float[w * h];
        double reach = w * REACH;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int i = y * w + x;
                if (far[i] <= 0 || far[i] > reach) continue;
                int edge = place[nearest[i]];
                int mx = 2 * (edge % w) - x;
                int my = 2 * (edge / w) - y;
                boolean seen = mx >= 0 && mx < w && my >= 0 && my < h && far[my * w + mx] <= 0;
                if (!seen) continue;
                toX[i] = mx - x;
                toY[i] = my - y;
                keeps[i] = (float) Math.min(1, 2 - 2 * far[i] / reach);
            }
        }
        return fetched(picture, otherwise, Depth.mat(toX, w, h), Depth.mat(toY, w, h), Depth.mat(keeps, w, h));
    }

    /** The nearest open place jumps from pixel to pixel; smoothed, the mirror does not. */
    private static Mat fetched(Mat picture, Mat otherwise, Mat toX, Mat toY, Mat keeps) {
        Mat weight = new Mat();
        Size window = new Size(0, 0);
        GaussianBlur(keeps, weight, window, 2.0);
        Mat[] ways = {toX, toY};
        for (Mat way : ways) {
            multiply(way, keeps, way);
            GaussianBlur(way, way, window, 2.0);
            divide(way, weight, way);
        }
        int w = picture.cols();
        int h = picture.rows();
        float[] x = Depth.floats(toX);
        float[] y = Depth.floats(toY);
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.isFinite(x[i]) ? x[i] + i % w : i % w;
            y[i] = Float.isFinite(y[i]) ? y[i] + (float) (i / w) : i / w;
        }
        toX.<FloatBuffer>createBuffer().put(x);
        toY.<FloatBuffer>createBuffer().put(y);
        Mat mirror = new Mat();
        remap(picture, mirror, toX, toY, INTER_LINEAR, BORDER_REFLECT_101, new Scalar());
        Mat share = new Mat();
        weight.convertTo(share, CV_8U, 255, 0);
        return over(otherwise, mirror, share, w, h);
    }

    private static int[] places(int[] nearest, float[] far) {
        int most = 0;
        for (int it : nearest) most = Math.max(most, it);
        int[] place = new int[most + 1];
        for (int i = 0; i < far.length; i++) if (far[i] <= 0) place[nearest[i]] = i;
        return place;
    }

    private static Mat over(Mat below, Mat above, Mat share, int w, int h) {
        Mat one = new Mat();
        share.convertTo(one, CV_32F, 1 / 255.0, 0);
        Mat rest = new Mat(h, w, CV_32F, new Scalar(1));
        subtract(rest, one, rest);
        Mat both = new Mat();
        blendLinear(above, below, one, rest, both);
        return both;
    }
}
