package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import reverie.engine.words.Subject;

/**
 * What can be seen in a photo without knowing things: light, sharpness, faces, and what kind of place it is.
 *
 * @param warmth −1 blue, 1 orange
 */
public record Look(Photo photo, List<Faces.Face> faces, Subject subject, double luma, double warmth) {
    private static final int LOOKED_AT = 96;
    private static final double NIGHT = 0.3;
    /** Share of straight edges from which a place was built by people. */
    private static final double BUILT = 0.30;

    /** @throws Trouble if no film can be made of it */
    public static Look at(Path file, Faces finder) {
        Photo photo = Photo.read(file).sharpEnough();
        List<Faces.Face> faces = finder.in(photo.pixels());
        Colours colours = Colours.of(photo.pixels());
        return new Look(
                photo,
                faces,
                subject(photo, faces, finder.animalIn(photo.pixels()), colours),
                photo.luma(),
                colours.warmth);
    }

    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("width", photo.width());
        facts.put("height", photo.height());
        facts.put("brightness", rounded(photo.luma()));
        facts.put("sharpness", rounded(photo.sharpness()));
        facts.put(
                "faces",
                faces.stream()
                        .map(it -> Map.of(
                                "x",
                                rounded(it.x()),
                                "y",
                                rounded(it.y()),
                                "width",
                                rounded(it.width()),
                                "height",
                                rounded(it.height())))
                        .toList());
        facts.put("subject", subject.name().toLowerCase(Locale.ROOT));
        facts.put("usable", true);
        return facts;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static Subject subject(Photo photo, List<Faces.Face> faces, boolean animal, Colours c) {
        if (!faces.isEmpty()) return Subject.PERSON;
        if (animal) return Subject.ANIMAL;
        Depth depth = Depth.of(photo.pixels(), null);
        boolean land = depth.horizonSure();
        // At night everything is blue.
        boolean water = c.blueBelow > 0.55 && c.calmBelow < 12 && photo.luma() > NIGHT;
        if (land && water) return Subject.WATER;
        if (land && c.sky > 0.5) return c.straight > BUILT ? Subject.CITY : Subject.LANDSCAPE;
        if (focused(depth)) return Subject.OBJECT;
        if (c.straight > BUILT && c.green < 0.35 && photo.luma() > NIGHT / 2) return Subject.CITY;
        return land && c.green > 0.2 || c.green > 0.55 ? Subject.LANDSCAPE : Subject.UNKNOWN;
    }

    /** Whether the middle stands out clearly from the border. */
    private static boolean focused(Depth depth) {
        float[] near = Depth.floats(depth.near());
        int w = depth.near().cols();
        int h = depth.near().rows();
        double middle = 0;
        double border = 0;
        int inMiddle = 0;
        int atBorder = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean edge = x < w / 8 || x > w * 7 / 8 || y < h / 8;
                boolean core = Math.abs(x - w / 2) < w / 5 && Math.abs(y - h / 2) < h / 5;
                if (edge) {
                    border += near[y * w + x];
                    atBorder++;
                } else if (core) {
                    middle += near[y * w + x];
                    inMiddle++;
                }
            }
        }
        return middle / inMiddle > 1.5 * border / atBorder;
    }

    /**
     * Shares of the picture, 0–1.
     *
     * @param sky of the upper third, bright or blue and even
     * @param blueBelow of the lower third
     * @param calmBelow how much neighbours differ in the lower third, in levels
     * @param straight of the edges that are upright or level; 0.13 if they lie anyhow
     */
    private record Colours(
            double sky, double blueBelow, double calmBelow, double green, double straight, double warmth) {
        static Colours of(Mat picture) {
            Mat small = new Mat();
            resize(picture, small, new Size(LOOKED_AT, LOOKED_AT), 0, 0, INTER_AREA);
            Mat hsv = new Mat();
            cvtColor(small, hsv, COLOR_BGR2HSV);
            byte[] p = new byte[LOOKED_AT * LOOKED_AT * 3];
            hsv.<ByteBuffer>createBuffer().get(p);
            int n = LOOKED_AT;
            int third = n / 3;
            int sky = 0;
            int blueBelow = 0;
            int green = 0;
            double rough = 0;
            int straight = 0;
            int edges = 0;
            for (int y = 1; y < n - 1; y++) {
                for (int x = 1; x < n - 1; x++) {
                    int i = (y * n + x) * 3;
                    int hue = p[i] & 255;
                    int saturation = p[i + 1] & 255;
                    int value = p[i + 2] & 255;
                    boolean blue = hue > 85 && hue < 130 && saturation > 30;
                    double dx = (p[i + 5] & 255) - (p[i - 1] & 255);
                    double dy = (p[i + 2 + n * 3] & 255) - (p[i + 2 - n * 3] & 255);
                    if (y < third && (blue || value > 170 && saturation < 60)) sky++;
                    if (y > 2 * third && blue) blueBelow++;
                    if (y > 2 * third) rough += Math.abs(dx) / 2;
                    if (hue > 30 && hue < 85 && saturation > 50 && value > 40) green++;
                    double strength = Math.hypot(dx, dy);
                    if (strength < 40) continue;
                    edges++;
                    double off = Math.abs(Math.atan2(dy, dx)) % (Math.PI / 2);
                    if (Math.min(off, Math.PI / 2 - off) < 0.10) straight++;
                }
            }
            Mat lab = new Mat();
            cvtColor(small, lab, COLOR_BGR2Lab);
            // Orange is warm; green is yellow too, but its red is missing.
            double warmth = (0.6 * (mean(lab).get(1) - 128) + 0.6 * (mean(lab).get(2) - 128)) / 24;
            double inner = (n - 2) * (double) third;
            double built = edges > n * n * 0.08 ? straight / (double) edges : 0;
            return new Colours(
                    sky / inner,
                    blueBelow / inner,
                    rough / inner,
                    green / (double) (n * n),
                    built,
                    Math.clamp(warmth, -1, 1));
        }
    }
}
