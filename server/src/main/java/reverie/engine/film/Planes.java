package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC2;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_core.transform;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture the way video stores it, so that all frames are made with half the work.
 *
 * @param luma one byte for each pixel
 * @param chroma two bytes for each square of four
 */
record Planes(Mat luma, Mat chroma) {
    private static final double LUMA = 219 / 255.0;
    private static final double CHROMA = 224 / 255.0;

    /** Blue, green, red → BT.709 luma and colour differences in video range. */
    private static final float[] TO_VIDEO = {
        f(0.0722 * LUMA), f(0.7152 * LUMA), f(0.2126 * LUMA), 16,
        f(0.5 * CHROMA), f(-0.3854 * CHROMA), f(-0.1146 * CHROMA), 128,
        f(-0.0458 * CHROMA), f(-0.4542 * CHROMA), f(0.5 * CHROMA), 128
    };

    static Planes of(Mat bgr) {
        Mat video = new Mat();
        transform(bgr, video, Depth.mat(TO_VIDEO, 4, 3));
        MatVector parts = new MatVector();
        split(video, parts);
        Size half = new Size(bgr.cols() / 2, bgr.rows() / 2);
        MatVector differences = new MatVector();
        for (int i = 1; i <= 2; i++) {
            Mat small = new Mat();
            resize(parts.get(i), small, half, 0, 0, INTER_AREA);
            differences.push_back(small);
        }
        Mat chroma = new Mat(half, CV_8UC2);
        merge(differences, chroma);
        return new Planes(parts.get(0), chroma);
    }

    private static float f(double value) {
        return (float) value;
    }
}
