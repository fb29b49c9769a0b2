package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.*;
import static org.bytedeco.opencv.global.opencv_imgproc.*;

import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_saliency.StaticSaliencyFineGrained;
import org.jspecify.annotations.Nullable;

/**
 * How near things are, guessed from one picture: 0 far away, 1 close. Smooth everywhere, so that a picture moved by it
 * bends but never tears. People are a layer of their own; what is behind them keeps its own distance where their edge
 * is sure, and goes along with them where it is not: a wrong cut then does not show.
 *
 * @param near one value for each pixel of a small picture, as if people were not there
 * @param held how much a place goes along with people, 0–1
 * @param people how near people are at each place; nothing if there are none
 * @param horizon as a fraction of the height
 * @param horizonSure whether there is a real change between above and below
 */
record Depth(Mat near, Mat held, @Nullable Mat people, double horizon, boolean horizonSure) {
    private static final int GUESSED_AT = 160;
    private static final double FAR = 0.08;
    private static final double PEOPLE_NEAR = 0.80;
    /** People are round: their middle comes forward. */
    private static final double PEOPLE_ROUND = 0.16;
    /** Over which the world beside people bends, in widths. Shorter shows, longer moves too much of it. */
    private static final double BAND = 0.065;
    /** How far the colours on both sides of an edge are apart, in levels, for it to be doubted, and to be sure. */
    private static final double EDGE_DOUBTED = 9;

    private static final double EDGE_SURE = 26;
    /** How steep the picture is at an edge, in levels for a pixel, for it to be doubted, and to be sure. */
    private static final double STEEP_DOUBTED = 3;

    private static final double STEEP_SURE = 8;
    /** Of the height of people, from above: below it they touch the ground, and go with it. */
    private static final double FREE_TO = 0.45;

    /** @param people how much of each pixel they cover, 0–1 */
    static Depth of(Mat picture, @Nullable Mat people) {
        Mat small = new Mat();
        double scale = (double) GUESSED_AT / Math.max(picture.cols(), picture.rows());
        resize(picture, small, new Size(), scale, scale, INTER_AREA);
        int w = small.cols();
        int h = small.rows();
        Mat lab = new Mat();
        cvtColor(small, lab, COLOR_BGR2Lab);
        double[] edge = horizon(lab);
        boolean sure = edge[1] > 0.9;
        double horizon = sure ? edge[0] : 0.42;
        float[] stands = people == null ? standsOut(small, lab) : new float[w * h];
        float[] near = new float[w * h];
        for (int y = 0; y < h; y++) {
            double below = Math.max(0, (y / (double) h - horizon) / (1 - horizon));
            double above = Math.max(0, (horizon - y / (double) h) / horizon);
            double plane = FAR + (sure ? 0.55 : 0.42) * Math.pow(below, 1.15) + 0.05 * above;
            for (int x = 0; x < w; x++) near[y * w + x] = (float) Math.min(1, plane + 0.52 * stands[y * w + x]);
        }
        Mat out = mat(near, w, h);
        GaussianBlur(out, out, new Size(0, 0), w / 32.0, w / 32.0, BORDER_REPLICATE, 0);
        if (people == null) return new Depth(out, new Mat(h, w, CV_32F, new Scalar(0)), null, horizon, sure);
        Mat covered = new Mat();
        resize(people, covered, small.size(), 0, 0, INTER_AREA);
        Mat persons = persons(covered);
        Mat held = held(covered, lab);
        return new Depth(mixed(out, persons, held), held, persons, horizon, sure);
    }

    /** People are round: the middle of each is nearer than the edge. */
    private static Mat persons(Mat covered) {
        Mat round = new Mat();
        double sigma = covered.cols() / 14.0;
        GaussianBlur(covered, round, new Size(0, 0), sigma, sigma, BORDER_REPLICATE, 0);
        Mat near = new Mat();
        round.convertTo(near, CV_32F, PEOPLE_ROUND, PEOPLE_NEAR);
        return near;
    }

    /** People and what is close beside them, less where they stand out clearly and free. */
    private static Mat held(Mat covered, Mat lab) {
        int w = covered.cols();
        int h = covered.rows();
        Mat beside = new Mat();
        int reach = (int) Math.round(w * BAND / 2) * 2 + 1;
        dilate(covered, beside, getStructuringElement(MORPH_ELLIPSE, new Size(reach, reach)));
        double sigma = w * BAND * 0.38;
        float[] sure = floats(sure(covered, lab, sigma));
        float[] cover = floats(covered);
        int top = h;
        int bottom = 0;
        for (int i = 0; i < cover.length; i++) {
            if (cover[i] < 0.5) continue;
            top = Math.min(top, i / w);
            bottom = Math.max(bottom, i / w);
        }
        float[] goes = floats(beside);
        for (int i = 0; i < goes.length; i++) {
            double down = (i / w - top) / (double) Math.max(1, bottom - top);
            double free = 1 - smooth((down - FREE_TO) / (1 - FREE_TO));
            goes[i] *= (float) (1 - free * sure[i]);
        }
        Mat held = mat(goes, w, h);
        GaussianBlur(held, held, new Size(0, 0), sigma, sigma, BORDER_REPLICATE, 0);
        return held;
    }

    /** How sure the nearest edge of people is, 0–1: whether they differ in colour from what is beside them. */
    private static Mat sure(Mat covered, Mat lab, double sigma) {
        int w = covered.cols();
        int h = covered.rows();
        Mat colours = new Mat();
        lab.convertTo(colours, CV_32F);
        MatVector channels = new MatVector();
        split(colours, channels);
        Mat outside = new Mat();
        covered.convertTo(outside, CV_32F, -1, 1);
        float[] apart = new float[w * h];
        for (int c = 0; c < 3; c++) {
            float[] in = floats(meanWithin(channels.get(c), covered));
            float[] out = floats(meanWithin(channels.get(c), outside));
            for (int i = 0; i < apart.length; i++) apart[i] += (in[i] - out[i]) * (in[i] - out[i]);
        }
        Mat edges = new Mat();
        morphologyEx(covered, edges, MORPH_GRADIENT, getStructuringElement(MORPH_RECT, new Size(3, 3)));
        float[] edge = floats(edges);
        float[] steep = floats(steep(lab));
        float[] doubt = new float[w * h];
        for (int i = 0; i < apart.length; i++) {
            double hues = smooth((Math.sqrt(apart[i]) - EDGE_DOUBTED) / (EDGE_SURE - EDGE_DOUBTED));
            double line = smooth((steep[i] - STEEP_DOUBTED) / (STEEP_SURE - STEEP_DOUBTED));
            doubt[i] = (float) (edge[i] * (1 - hues * line));
        }
        Mat doubted = mat(doubt, w, h);
        // One doubtful piece of an edge holds all around it: half a sleeve that stays behind is worse than no depth.
        Size reach = new Size((int) Math.round(sigma) * 2 + 1, (int) Math.round(sigma) * 2 + 1);
        GaussianBlur(doubted, doubted, new Size(0, 0), 1.2);
        dilate(doubted, doubted, getStructuringElement(MORPH_ELLIPSE, reach));
        GaussianBlur(doubted, doubted, new Size(0, 0), sigma, sigma, BORDER_REPLICATE, 0);
        Mat sure = new Mat();
        doubted.convertTo(sure, CV_32F, -2.6, 1.25);
        threshold(sure, sure, 1, 1, THRESH_TRUNC);
        threshold(sure, sure, 0, 0, THRESH_TOZERO);
        return sure;
    }

    /** How much neighbours differ, in the strongest of three channels. */
    private static Mat steep(Mat lab) {
        MatVector channels = new MatVector();
        split(lab, channels);
        Mat strongest = new Mat(lab.rows(), lab.cols(), CV_32F, new Scalar(0));
        for (int c = 0; c < 3; c++) {
            Mat dx = new Mat();
            Mat dy = new Mat();
            Sobel(channels.get(c), dx, CV_32F, 1, 0, 3, 1 / 8.0, 0, BORDER_DEFAULT);
            Sobel(channels.get(c), dy, CV_32F, 0, 1, 3, 1 / 8.0, 0, BORDER_DEFAULT);
            Mat size = new Mat();
            magnitude(dx, dy, size);
            max(strongest, size, strongest);
        }
        dilate(strongest, strongest, getStructuringElement(MORPH_RECT, new Size(3, 3)));
        return strongest;
    }

    private static Mat meanWithin(Mat channel, Mat share) {
        Mat sum = new Mat();
        multiply(channel, share, sum);
        Mat weight = new Mat();
        share.convertTo(weight, CV_32F, 1, 1e-4);
        GaussianBlur(sum, sum, new Size(0, 0), 2.5);
        GaussianBlur(weight, weight, new Size(0, 0), 2.5);
        divide(sum, weight, sum);
        return sum;
    }

    private static Mat mixed(Mat plane, Mat persons, Mat held) {
        float[] near = floats(plane);
        float[] person = floats(persons);
        float[] share = floats(held);
        for (int i = 0; i < near.length; i++) near[i] += (person[i] - near[i]) * Math.min(1, share[i]);
        return mat(near, plane.cols(), plane.rows());
    }

    static double smooth(double t) {
        double c = Math.clamp(t, 0, 1);
        return c * c * (3 - 2 * c);
    }

    static Mat mat(float[] values, int w, int h) {
        Mat mat = new Mat(h, w, CV_32F);
        mat.<FloatBuffer>createBuffer().put(values);
        return mat;
    }

    static float[] floats(Mat mat) {
        float[] values = new float[(int) mat.total()];
        mat.<FloatBuffer>createBuffer().get(values);
        return values;
    }

    /** The row that best parts the picture in two, and how far the two are apart in deviations. */
    private static double[] horizon(Mat lab) {
        Mat rows = new Mat();
        reduce(lab, rows, 1, REDUCE_AVG, CV_32F);
        int h = lab.rows();
        float[] mean = new float[h * 3];
        rows.<FloatBuffer>createBuffer().get(mean);
        double best = 0.42;
        double bestGap = 0;
        for (int split = (int) (h * 0.18); split < h * 0.8; split++) {
            double gap = 0;
            double spread = 6;
            for (int c = 0; c < 3; c++) {
                double[] top = meanAndVariance(mean, c, 0, split);
                double[] bottom = meanAndVariance(mean, c, split, h);
                gap += Math.pow(top[0] - bottom[0], 2);
                spread += (top[1] * split + bottom[1] * (h - split)) / h;
            }
            double apart = Math.sqrt(gap / spread) / 2;
            if (apart > bestGap) {
                bestGap = apart;
                best = split / (double) h;
            }
        }
        return new double[] {best, bestGap};
    }

    private static double[] meanAndVariance(float[] mean, int channel, int from, int to) {
        double sum = 0;
        double squares = 0;
        for (int y = from; y < to; y++) {
            double v = mean[y * 3 + channel];
            sum += v;
            squares += v * v;
        }
        double n = to - from;
        return new double[] {sum / n, Math.max(0, squares / n - sum / n * (sum / n))};
    }

    /** What draws the eye: differs from around it, is in focus, is not at the very edge. 0–1, blurred widely. */
    private static float[] standsOut(Mat small, Mat lab) {
        int w = small.cols();
        int h = small.rows();
        Mat salient = new Mat();
        StaticSaliencyFineGrained.create().computeSaliency(small, salient);
        Mat wide = new Mat();
        salient.convertTo(wide, CV_32F);
        GaussianBlur(wide, wide, new Size(0, 0), w / 20.0);
        normalize(wide, wide, 0, 1, NORM_MINMAX, CV_32F, null);
        Mat light = new Mat();
        extractChannel(lab, light, 0);
        Mat focus = new Mat();
        Laplacian(light, focus, CV_32F, 3, 1, 0, BORDER_DEFAULT);
        focus = abs(focus).asMat();
        GaussianBlur(focus, focus, new Size(0, 0), w / 18.0);
        normalize(focus, focus, 0, 1, NORM_MINMAX, CV_32F, null);
        Mat colour = fromMeanColour(lab);
        GaussianBlur(colour, colour, new Size(0, 0), w / 22.0);
        normalize(colour, colour, 0, 1, NORM_MINMAX, CV_32F, null);
        float[] a = floats(wide);
        float[] b = floats(focus);
        float[] c = floats(colour);
        float[] out = new float[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int i = y * w + x;
                double dx = (x / (double) w - 0.5) / 0.52;
                double dy = (y / (double) h - 0.55) / 0.55;
                double middle = Math.exp(-Math.pow(dx * dx + dy * dy, 1.4));
                out[i] = (float) ((0.4 * a[i] + 0.35 * b[i] + 0.25 * c[i]) * (0.35 + 0.65 * middle));
            }
        }
        Mat both = mat(out, w, h);
        GaussianBlur(both, both, new Size(0, 0), w / 30.0);
        normalize(both, both, 0, 1, NORM_MINMAX, CV_32F, null);
        return floats(both);
    }

    private static Mat fromMeanColour(Mat lab) {
        Scalar average = mean(lab);
        Mat apart = new Mat();
        absdiff(lab, new Mat(lab.rows(), lab.cols(), lab.type(), average), apart);
        Mat floats = new Mat();
        apart.convertTo(floats, CV_32F);
        Mat sum = new Mat();
        org.bytedeco.opencv.global.opencv_core.transform(floats, sum, mat(new float[] {0.5f, 1f, 1f}, 3, 1));
        return sum;
    }
}
