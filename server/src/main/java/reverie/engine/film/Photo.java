package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.BORDER_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A photo that can be worked with: blue, green, red, 8 bits, upright.
 *
 * @param luma mean brightness, 0–1
 * @param sharpness 0–1: how much fine detail there is, measured at one size for all photos
 */
public record Photo(Mat pixels, int width, int height, double luma, double sharpness) {
    private static final long PIXELS_MAX = 12_000_000;
    private static final int SIDE_MIN = 96;
    private static final double LUMA_MIN = 0.045;
    private static final int MEASURED_AT = 768;
    /** Of the Laplacian at {@link #MEASURED_AT}: blurred by 4 pixels gives 2, a sharp photo 80 and more. */
    private static final double VARIANCE_BLURRED = 4;

    private static final double VARIANCE_SHARP = 400;

    /** @throws Trouble if it is no picture, or none that a film can be made of */
    public static Photo read(Path file) {
        Mat read = imread(file.toString(), IMREAD_COLOR);
        if (read.empty()) throw Trouble.ofPerson("broken_file", "not a picture OpenCV can read");
        int width = read.cols();
        int height = read.rows();
        if (Math.min(width, height) < SIDE_MIN) {
            throw Trouble.ofPerson("too_small", width + " × " + height + ", at least " + SIDE_MIN + " wanted");
        }
        Mat pixels = read;
        if ((long) width * height > PIXELS_MAX) {
            pixels = new Mat();
            double scale = Math.sqrt((double) PIXELS_MAX / ((double) width * height));
            resize(read, pixels, new Size(), scale, scale, INTER_AREA);
            read.release();
        }
        Mat gray = new Mat();
        cvtColor(pixels, gray, COLOR_BGR2GRAY);
        double scale = Math.min(1, (double) MEASURED_AT / Math.max(gray.cols(), gray.rows()));
        if (scale < 1) resize(gray, gray, new Size(), scale, scale, INTER_AREA);
        double luma = spread(gray)[0] / 255;
        if (luma < LUMA_MIN) throw Trouble.ofPerson("too_dark", "mean brightness " + luma);
        Mat edges = new Mat();
        Laplacian(gray, edges, CV_64F, 1, 1, 0, BORDER_DEFAULT);
        double deviation = spread(edges)[1];
        return new Photo(pixels, width, height, luma, sharpness(deviation * deviation));
    }

    /** @throws Trouble if there is next to no detail in it */
    public Photo sharpEnough() {
        if (sharpness <= 0) throw Trouble.ofPerson("too_blurred", "hardly any detail");
        return this;
    }

    private static double sharpness(double variance) {
        double range = Math.log(VARIANCE_SHARP / VARIANCE_BLURRED);
        return Math.clamp(Math.log(Math.max(variance, 1e-6) / VARIANCE_BLURRED) / range, 0, 1);
    }

    /** Mean and deviation of the first channel. */
    static double[] spread(Mat mat) {
        Mat mean = new Mat();
        Mat deviation = new Mat();
        meanStdDev(mat, mean, deviation);
        DoubleBuffer means = mean.createBuffer();
        DoubleBuffer deviations = deviation.createBuffer();
        return new double[] {means.get(0), deviations.get(0)};
    }
}
