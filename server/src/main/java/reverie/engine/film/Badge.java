package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * "preview · local", small, with a soft shadow, at the top right: players keep their controls at the bottom. Drawn with
 * OpenCV's own strokes: a bare machine has no fonts.
 */
record Badge(int left, int top, int width, int height, byte[] letters) {
    private static final double SIZE = 0.36;
    private static final int PAD = 3;

    static Badge of(Format format) {
        int[] first = measure("preview");
        int[] second = measure("local");
        int gap = 10;
        int w = first[0] + gap + second[0] + 2 * PAD;
        int h = first[1] + 4 + 2 * PAD;
        Mat mask = new Mat(h, w, CV_8U, new Scalar(0));
        int line = PAD + first[1];
        Scalar white = new Scalar(255);
        putText(mask, "preview", new Point(PAD, line), FONT_HERSHEY_SIMPLEX, SIZE, white, 1, LINE_AA, false);
        circle(mask, new Point(PAD + first[0] + gap / 2, line - 3), 1, white, FILLED, LINE_AA, 0);
        putText(
                mask,
                "local",
                new Point(PAD + first[0] + gap, line),
                FONT_HERSHEY_SIMPLEX,
                SIZE,
                white,
                1,
                LINE_AA,
                false);
        byte[] letters = new byte[w * h];
        mask.<ByteBuffer>createBuffer().get(letters);
        return new Badge(format.width() - w - 8, 6, w, h, letters);
    }

    private static int[] measure(String text) {
        Size size = getTextSize(text, FONT_HERSHEY_SIMPLEX, SIZE, 1, new IntPointer(1));
        return new int[] {size.width(), size.height()};
    }

    void put(Frame frame) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width && left + x + 1 < frame.width; x++) {
                int letter = letters[y * width + x] & 255;
                if (letter == 0) continue;
                int at = (top + y) * frame.width + left + x;
                int shadow = at + frame.width + 1;
                if (shadow < frame.y.length) frame.y[shadow] = mix(frame.y[shadow], letter * 0.25 / 255, Frame.BLACK);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width && left + x < frame.width; x++) {
                int at = (top + y) * frame.width + left + x;
                frame.y[at] = mix(frame.y[at], (letters[y * width + x] & 255) * 0.72 / 255, Frame.WHITE);
            }
        }
    }

    private static byte mix(byte from, double share, int to) {
        int below = from & 255;
        return (byte) Math.round(below + (to - below) * share);
    }
}
