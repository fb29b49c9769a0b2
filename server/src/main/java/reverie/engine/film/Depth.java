package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.*;
import static org.bytedeco.opencv.global.opencv_imgproc.*;

import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_saliency.StaticSaliencyFineGrained;
import org.jspecify.annotations.Nullable;

/**
 * How near things are, guessed from one picture: 0 far away, 1 close. Smooth everywhere, so that a picture moved by it
 * bends but never tears.
 *
 * @param near one value for each pixel of a small picture
 * @param people how much a place moves with people, 0–1, as small: their neighbourhood goes along, ever less
 * @param horizon as a fraction of the height
 * @param horizonSure whether there is a real change between above and below
 */
record Depth(Mat near, Mat people, double horizon, boolean horizonSure) {
    private static final int GUESSED_AT = 160;
    private static final double FAR = 0.08;
    private static final double PEOPLE_NEAR = 0.80;
    /** People are round: their middle comes forward. */
    private static final double PEOPLE_ROUND = 0.16;
    /** Over which the world beside people bends, in widths. Shorter shows, longer moves too much of it. */
    private static final double BAND = 0.065;

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
        if (people == null) return new Depth(out, new Mat(h, w, CV_32F, new Scalar(0)), horizon, sure);
        Mat beside = beside(people, small.size());
        return new Depth(withPeople(out, beside, people), beside, horizon, sure);
    }

    /** People and what is close beside them. */
    private static Mat beside(Mat people, Size size) {
        Mat small = new Mat();
        resize(people, small, size, 0, 0, INTER_AREA);
        int reach = (int) Math.round(size.width() * BAND / 2) * 2 + 1;
        dilate(small, small, getStructuringElement(MORPH_ELLIPSE, new Size(reach, reach)));
        double sigma = size.width() * BAND * 0.38;
        GaussianBlur(small, small, new Size(0, 0), sigma, sigma, BORDER_REPLICATE, 0);
        return small;
    }

    private static Mat withPeople(Mat near, Mat beside, Mat people) {
        Mat round = new Mat();
        resize(people, round, near.size(), 0, 0, INTER_AREA);
        double sigma = near.cols() / 14.0;
        GaussianBlur(round, round, new Size(0, 0), sigma, sigma, BORDER_REPLICATE, 0);
        float[] plane = floats(near);
        float[] share = floats(beside);
        float[] forward = floats(round);
        for (int i = 0; i < plane.length; i++) {
            double person = PEOPLE_NEAR + PEOPLE_ROUND * forward[i];
            plane[i] = (float) (plane[i] + (person - plane[i]) * Math.min(1, share[i]));
        }
        return mat(plane, near.cols(), near.rows());
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
