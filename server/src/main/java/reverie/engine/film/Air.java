package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import reverie.engine.words.Effect;
import reverie.engine.words.Idea;

/**
 * Fog, light and the dark of the corners: soft veils of one colour each that lie over the frame. Fog is thicker the
 * farther one looks into it; light falls past people, not through them.
 */
final class Air {
    private static final int STEP = 8;
    private static final int NOISE = 128;

    private enum Veil {
        FOG_BEHIND(Frame.colour(0.80, 0.82, 0.84)),
        FOG_BEFORE(Frame.colour(0.86, 0.87, 0.88)),
        WARM_LIGHT(Frame.colour(1.0, 0.74, 0.42)),
        SUN_BEHIND(Frame.colour(1.0, 0.90, 0.70)),
        SUN_BEFORE(Frame.colour(1.0, 0.90, 0.70)),
        MAGENTA(Frame.colour(1.0, 0.16, 0.72)),
        CYAN(Frame.colour(0.10, 0.80, 1.0)),
        MOON(Frame.colour(0.55, 0.70, 1.0));

        private final int[] colour;

        Veil(int[] colour) {
            this.colour = colour;
        }
    }

    private final Idea idea;
    private final int gridWidth;
    private final int gridHeight;
    private final byte[] grid;
    private final Mat gridMat;
    private final float[] near;
    private final Mat wide = new Mat();
    private final byte[] cover;
    private final byte[] coverHalf;
    private final float[] noise = new float[NOISE * NOISE];
    private final byte[] corners;
    private final byte[] grain;
    private final long seed;
    private final List<Faces.Face> faces;
    /** The side the light comes from: away from the face, so that it is never washed out. */
    private final double lightX;

    Air(Idea idea, Stage stage, long seed) {
        this.idea = idea;
        this.seed = seed;
        this.faces = stage.faces();
        int w = stage.format().width();
        int h = stage.format().height();
        gridWidth = (w + STEP - 1) / STEP + 1;
        gridHeight = (h + STEP - 1) / STEP + 1;
        grid = new byte[gridWidth * gridHeight];
        gridMat = new Mat(gridHeight, gridWidth, CV_8U);
        Mat small = new Mat();
        resize(stage.depth().near(), small, new Size(gridWidth, gridHeight), 0, 0, INTER_LINEAR);
        near = Depth.floats(small);
        cover = new byte[w * h];
        coverHalf = new byte[w * h / 4];
        var random = new SplittableRandom(seed * 17 + 5);
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextDouble();
        double face = faces.isEmpty() ? 0.45 : faces.getFirst().centreX();
        lightX = face < 0.5 ? 1.04 : -0.04;
        double dark = idea.wants(Effect.FILM) || idea.wants(Effect.MOODY) ? 0.34 : 0.17;
        corners = corners(w, h, dark);
        grain = idea.wants(Effect.FILM) ? grain(random) : new byte[0];
    }

    private static byte[] corners(int w, int h, double dark) {
        byte[] gains = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double dx = (x - w / 2.0) / (w * 0.60);
                double dy = (y - h / 2.0) / (h * 0.62);
                double d = dx * dx + dy * dy;
                gains[y * w + x] = (byte) Math.round(255 * (1 - dark * Math.min(1, d * d * 0.75)));
            }
        }
        return gains;
    }

    /** Noise with a little size, as grains have: single pixels look like a fault of the camera. */
    private static byte[] grain(SplittableRandom random) {
        byte[] fine = new byte[(1 << 20) + 4096];
        double before = 0;
        for (int i = 0; i < fine.length; i++) {
            double fresh = (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 11;
            before = 0.45 * before + fresh;
            fine[i] = (byte) Math.round(before);
        }
        return fine;
    }

    /** What lies between people and all that is behind them. */
    void behind(Frame frame, double seconds) {
        if (idea.wants(Effect.FOG)) lay(frame, Veil.FOG_BEHIND, some(Effect.FOG) * 0.70, seconds);
        if (idea.wants(Effect.RAYS)) lay(frame, Veil.SUN_BEHIND, some(Effect.RAYS) * 0.52, seconds);
    }

    void before(Frame frame, double seconds) {
        for (var wanted : lights().entrySet()) lay(frame, wanted.getKey(), wanted.getValue(), seconds);
        if (idea.wants(Effect.FOG)) lay(frame, Veil.FOG_BEFORE, some(Effect.FOG) * 0.34, seconds);
    }

    private Map<Veil, Double> lights() {
        var lights = new EnumMap<Veil, Double>(Veil.class);
        if (idea.wants(Effect.WARM)) lights.put(Veil.WARM_LIGHT, 0.34 * some(Effect.WARM));
        if (idea.wants(Effect.RAYS)) lights.put(Veil.SUN_BEFORE, 0.26 * some(Effect.RAYS));
        if (idea.wants(Effect.COOL)) lights.put(Veil.MOON, 0.20 * some(Effect.COOL));
        if (idea.wants(Effect.NEON)) {
            lights.put(Veil.MAGENTA, 0.27 * some(Effect.NEON));
            lights.put(Veil.CYAN, 0.24 * some(Effect.NEON));
        }
        return lights;
    }

    private double some(Effect effect) {
        return Math.min(1.3, idea.effects().getOrDefault(effect, 1.0));
    }

    /** The last layer: corners and grain. */
    void finish(Frame frame, int number) {
        byte[] y = frame.y;
        for (int i = 0; i < y.length; i++) {
            int v = (y[i] & 255) - Frame.BLACK;
            y[i] = (byte) (Frame.BLACK + (v * (corners[i] & 255) + 127) / 255);
        }
        if (grain.length == 0) return;
        // Grain stands for two frames, as film seen through a projector's shutter; brightness flickers a little.
        var random = new SplittableRandom(seed * 131 + number / 2);
        int from = random.nextInt(4096);
        int gain = 256 + (int) Math.round((random.nextDouble() - 0.5) * 7);
        int mask = (1 << 20) - 1;
        int jump = random.nextInt(1 << 20);
        for (int i = 0; i < y.length; i++) {
            int v = (((y[i] & 255) - Frame.BLACK) * gain >> 8) + Frame.BLACK + grain[((i + jump) & mask) + from];
            y[i] = (byte) (v < Frame.BLACK ? Frame.BLACK : v > Frame.WHITE ? Frame.WHITE : v);
        }
    }

    private void lay(Frame frame, Veil veil, double strength, double s) {
        for (int gy = 0; gy < gridHeight; gy++) {
            double y = gy * STEP / (double) frame.height;
            for (int gx = 0; gx < gridWidth; gx++) {
                double x = gx * STEP / (double) frame.width;
                int i = gy * gridWidth + gx;
                double c = strength * cover(veil, x, y, s, frame.width / (double) frame.height);
                c *= veil == Veil.FOG_BEHIND ? 1.15 - 0.85 * near[i] : veil == Veil.SUN_BEHIND ? 1 : clear(x, y);
                grid[i] = (byte) Math.round(255 * Math.clamp(c, 0, 0.9));
            }
        }
        gridMat.<ByteBuffer>createBuffer().put(grid);
        spread(frame.width, frame.height, STEP, cover);
        spread(frame.width / 2, frame.height / 2, STEP / 2, coverHalf);
        int[] to = veil.colour;
        mix(frame.y, cover, to[0]);
        mix(frame.u, coverHalf, to[1]);
        mix(frame.v, coverHalf, to[2]);
    }

    /** Before a face the veil is thin: it must stay itself. */
    private double clear(double x, double y) {
        double thin = 1;
        for (Faces.Face face : faces) {
            double dx = (x - face.centreX()) / (face.width() * 0.95);
            double dy = (y - face.centreY()) / (face.height() * 0.95);
            thin = Math.min(thin, 1 - 0.62 * Math.exp(-dx * dx - dy * dy));
        }
        return thin;
    }

    private void spread(int w, int h, int by, byte[] into) {
        resize(gridMat, wide, new Size(gridWidth * by, gridHeight * by), 0, 0, INTER_LINEAR);
        ByteBuffer rows = wide.createBuffer();
        for (int y = 0; y < h; y++) rows.get(y * gridWidth * by, into, y * w, w);
    }

    private static void mix(byte[] plane, byte[] cover, int to) {
        for (int i = 0; i < plane.length; i++) {
            int below = plane[i] & 255;
            plane[i] = (byte) (below + ((to - below) * (cover[i] & 255) + 127) / 255);
        }
    }

    /** @param x across and y down the frame, 0–1 */
    private double cover(Veil veil, double x, double y, double s, double ratio) {
        return switch (veil) {
            case FOG_BEHIND -> fog(x * ratio, y, s, 0.050, 0.85) * (0.30 + 0.70 * bump(y, 0.62, 0.36));
            case FOG_BEFORE -> fog(x * ratio + 7, y + 3, s, -0.075, 0.7) * Depth.smooth((y - 0.45) / 0.55);
            case WARM_LIGHT ->
                light(x, y, lightX, -0.02 + 0.04 * Math.sin(s * 0.5), 0.80 + 0.06 * Math.sin(s * 0.8), ratio)
                        * (0.86 + 0.14 * Math.sin(s * 0.9 + 1));
            case SUN_BEHIND, SUN_BEFORE -> rays(x, y, s, ratio);
            case MAGENTA ->
                light(x, y, -0.05, 0.32 + 0.06 * Math.sin(s * 0.7), 0.50, ratio) * (0.85 + 0.15 * Math.sin(s * 2.3));
            case CYAN ->
                light(x, y, 1.05, 0.62 + 0.06 * Math.sin(s * 0.6 + 2), 0.48, ratio)
                        * (0.85 + 0.15 * Math.sin(s * 1.9 + 1));
            case MOON -> light(x, y, lightX, 0.0, 0.9, ratio);
        };
    }

    private static double light(double x, double y, double fromX, double fromY, double size, double ratio) {
        double dx = (x - fromX) / size;
        double dy = (y - fromY) / (size * Math.min(1.5, Math.max(0.8, ratio * 0.75)));
        return Math.exp(-1.6 * (dx * dx + dy * dy));
    }

    /** Beams from a corner that turn slowly. */
    private double rays(double x, double y, double s, double ratio) {
        double dx = (x - lightX) * ratio;
        double dy = y + 0.12;
        double angle = Math.atan2(Math.abs(dx), dy) * 5.5;
        double beams = 0.6 * value(angle + s * 0.10, 0.5 + s * 0.05) + 0.4 * value(angle * 2.3 - s * 0.13, 9.5);
        double far = Math.hypot(dx, dy);
        return Math.exp(-far * far * 0.75) * (0.30 + 0.95 * Depth.smooth((beams - 0.25) / 0.55));
    }

    private double fog(double x, double y, double s, double speed, double scale) {
        double nx = x * scale + s * speed * scale;
        double ny = y * scale * 1.6;
        double n = 0.60 * value(nx * 2, ny * 2)
                + 0.28 * value(nx * 4.3 + s * speed, ny * 4.3 + 11)
                + 0.12 * value(nx * 9.1 - s * speed, ny * 9.1 + 23);
        return 0.25 + 0.75 * Depth.smooth((n - 0.12) / 0.76);
    }

    /** Smooth noise, 0–1. */
    private double value(double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        double tx = Depth.smooth(x - fx);
        double ty = Depth.smooth(y - fy);
        int x0 = Math.floorMod((int) fx, NOISE);
        int y0 = Math.floorMod((int) fy, NOISE);
        int x1 = (x0 + 1) % NOISE;
        int y1 = (y0 + 1) % NOISE;
        double top = noise[y0 * NOISE + x0] * (1 - tx) + noise[y0 * NOISE + x1] * tx;
        double bottom = noise[y1 * NOISE + x0] * (1 - tx) + noise[y1 * NOISE + x1] * tx;
        return top * (1 - ty) + bottom * ty;
    }

    private static double bump(double v, double at, double size) {
        double d = (v - at) / size;
        return Math.exp(-d * d);
    }
}
