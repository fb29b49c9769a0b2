package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import reverie.engine.words.Effect;
import reverie.engine.words.Idea;

/**
 * The colours of the film. Applied once, to the picture all frames are taken from. Curves are mild and end where they
 * began, so that no face is washed out.
 *
 * @param red green, blue: what the middle of each is multiplied by
 * @param contrast how strong the S of the curve is
 * @param saturation 1 leaves it
 * @param lift how far black is raised, 0–1
 * @param shadowBlue how much blue (or, below 0, yellow) the shadows get
 * @param glow share of a blurred copy that is screened over
 */
record Grade(
        double red,
        double green,
        double blue,
        double contrast,
        double saturation,
        double lift,
        double shadowBlue,
        double glow) {
    private static final Grade NONE = new Grade(1, 1, 1, 0.035, 1.04, 0, 0, 0);

    /** What each effect does to the colours; one that is not here leaves them. */
    private static final Map<Effect, UnaryOperator<Grade>> OF = Map.of(
            Effect.WARM, g -> g.tint(1.05, 1.0, 0.905).with(g.contrast, g.saturation * 1.03, g.lift, -0.01, g.glow),
            Effect.COOL, g -> g.tint(0.925, 0.99, 1.07).with(g.contrast, g.saturation * 0.95, g.lift, 0.02, g.glow),
            Effect.NEON, g -> g.tint(1.05, 0.91, 1.12).with(0.07, g.saturation * 1.22, 0.01, 0.07, 0.22),
            Effect.BW, g -> g.tint(1, 1, 1).with(0.075, 0, g.lift, 0, g.glow),
            Effect.FILM, g -> g.tint(1.06, 1.0, 0.88).with(0.02, g.saturation * 0.66, 0.05, 0.02, g.glow),
            Effect.DREAM, g -> g.with(0.015, g.saturation * 1.02, 0.02, g.shadowBlue, 0.42),
            Effect.MOODY, g -> g.tint(1.0, 0.98, 0.965).with(0.065, g.saturation * 0.88, 0.012, 0.035, g.glow),
            Effect.RAIN, g -> g.tint(0.89, 0.92, 0.965).with(g.contrast, g.saturation * 0.88, g.lift, 0.015, g.glow),
            Effect.SNOW, g -> g.tint(0.90, 0.92, 0.96).with(g.contrast, g.saturation * 0.94, g.lift, 0.01, g.glow),
            Effect.FOG,
                    g -> g.with(g.contrast * 0.4, g.saturation * 0.9, Math.max(g.lift, 0.02), g.shadowBlue, g.glow));
    /** Of the tint of warm light that a photo which is warm already can still bear. */
    private static final double WARM_ENOUGH = 0.35;

    /** The grade that was asked for, on a photo that has colours of its own. */
    static Grade of(Idea idea, Mat picture) {
        Grade grade = NONE;
        for (Effect effect : idea.effects().keySet()) {
            grade = OF.getOrDefault(effect, UnaryOperator.identity()).apply(grade);
        }
        if (!idea.wants(Effect.WARM)) return grade;
        Scalar mean = mean(picture);
        double warmth = (mean.get(2) - mean.get(0)) / Math.max(1, mean.get(2) + mean.get(0));
        double bears = Math.clamp(1 - (warmth - 0.06) / 0.22, WARM_ENOUGH, 1);
        return grade.tint(Math.pow(1.05, bears - 1), 1, Math.pow(0.905, bears - 1));
    }

    private Grade tint(double r, double g, double b) {
        return new Grade(red * r, green * g, blue * b, contrast, saturation, lift, shadowBlue, glow);
    }

    private Grade with(double newContrast, double newSaturation, double newLift, double newShadowBlue, double newGlow) {
        return new Grade(red, green, blue, newContrast, newSaturation, newLift, newShadowBlue, newGlow);
    }

    void apply(Mat picture) {
        if (saturation != 1) {
            Mat gray = new Mat();
            cvtColor(picture, gray, COLOR_BGR2GRAY);
            cvtColor(gray, gray, COLOR_GRAY2BGR);
            addWeighted(picture, saturation, gray, 1 - saturation, 0, picture);
        }
        LUT(picture, curves(), picture);
        if (glow > 0) screenGlow(picture);
    }

    private Mat curves() {
        byte[] table = new byte[256 * 3];
        for (int i = 0; i < 256; i++) {
            double v = i / 255.0;
            double s = v - contrast * StrictMath.sin(v * 2 * StrictMath.PI);
            double[] gains = {blue, green, red};
            for (int c = 0; c < 3; c++) {
                // A gain bends the middle and leaves white alone; shadows take their own tint.
                double bent = StrictMath.pow(s, 1 / gains[c]) * (1 + (gains[c] - 1) * 0.35 * (1 - s));
                double shadow = (c == 0 ? shadowBlue : c == 2 ? -shadowBlue * 0.5 : 0) * 4 * s * (1 - s) * (1 - s);
                double out = lift + bent * (1 - lift) + shadow;
                table[i * 3 + c] = (byte) Math.clamp(Math.round(out * 255), 0, 255);
            }
        }
        Mat lut = new Mat(1, 256, CV_8UC3);
        lut.<ByteBuffer>createBuffer().put(table);
        return lut;
    }

    /** Adds light around what is bright: the blurred copy lies over the picture, weaker where the picture is dark. */
    private void screenGlow(Mat picture) {
        Mat soft = new Mat();
        GaussianBlur(picture, soft, new Size(0, 0), picture.cols() / 60.0);
        // Screen: what is missing to white in one is multiplied with what is missing in the other.
        Mat missing = new Mat();
        Mat missingSoft = new Mat();
        bitwise_not(picture, missing);
        bitwise_not(soft, missingSoft);
        multiply(missing, missingSoft, missing, 1 / 255.0, -1);
        Mat screened = new Mat();
        bitwise_not(missing, screened);
        // The original goes in a little darker, so that the whole does not get brighter.
        addWeighted(picture, 0.94 - glow * 0.85, screened, glow * 0.85, 0, picture);
    }
}
