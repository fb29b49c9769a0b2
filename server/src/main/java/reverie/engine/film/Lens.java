package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.remap;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Sees the stage from where the camera is. For each pixel of the film it says where in the picture it comes from; that
 * is computed for every fourth pixel and is smooth in between. Near things move more than far ones, and nothing is ever
 * torn from what is beside it, so there is no hole to fill and no edge to betray a wrong cut.
 */
final class Lens {
    private static final int STEP = 4;
    private static final double BREATH_SECONDS = 3.9;

    private final Stage stage;
    private final Camera camera;
    private final double margin;
    private final int width;
    private final int height;
    private final int gridWidth;
    private final int gridHeight;
    private final double pivotX;
    private final double pivotY;
    private final float[] near;
    private final float[] alive;
    private final float[] lumaX;
    private final float[] lumaY;
    private final float[] chromaX;
    private final float[] chromaY;
    private final Mat gridX;
    private final Mat gridY;
    private final Mat mapX = new Mat();
    private final Mat mapY = new Mat();
    private final Mat luma = new Mat();
    private final Mat chroma = new Mat();
    private final Mat cover = new Mat();
    private final byte[] chromaBytes;
    private final byte[] coverBytes;
    private final Frame seen;
    private final Water water;
    private final double breath;

    /** @param breath how strongly people breathe, 1 as usual */
    Lens(Stage stage, Camera camera, Water water, double breath) {
        this.stage = stage;
        this.camera = camera;
        this.water = water;
        this.breath = breath;
        this.margin = camera.margin();
        this.width = stage.format().width();
        this.height = stage.format().height();
        this.gridWidth = width / STEP + 2;
        this.gridHeight = height / STEP + 2;
        int nodes = gridWidth * gridHeight;
        this.lumaX = new float[nodes];
        this.lumaY = new float[nodes];
        this.chromaX = new float[nodes];
        this.chromaY = new float[nodes];
        this.gridX = new Mat(gridHeight, gridWidth, CV_32F);
        this.gridY = new Mat(gridHeight, gridWidth, CV_32F);
        this.seen = new Frame(stage.format());
        this.coverBytes = new byte[width * height];
        this.chromaBytes = new byte[width * height / 2];
        this.near = onGrid(stage.depth().near());
        this.alive = onGrid(stage.depth().people());
        Faces.Face face = stage.faces().isEmpty() ? null : stage.faces().getFirst();
        this.pivotX = face == null ? width / 2.0 : width * Math.clamp(face.centreX(), 0.2, 0.8);
        this.pivotY = face == null ? height * 0.52 : height * Math.clamp(face.centreY() + 0.05, 0.25, 0.75);
    }

    /** How the camera moves things of that nearness at this moment, in pixels of the film. For what flies about. */
    double[] shift(Camera.Pose pose, double near) {
        return new double[] {
            (pose.parallaxX() * near + pose.panX()) * -width, (pose.parallaxY() * near + pose.panY()) * -height
        };
    }

    /** @param peopleToo whether {@link #peopleBefore} will be asked for */
    void see(Camera.Pose pose, double seconds, Frame into, boolean peopleToo) {
        place(pose, seconds);
        Planes planes = stage.picture();
        fullMaps();
        Mat x = inner(mapX, STEP);
        Mat y = inner(mapY, STEP);
        remap(planes.luma(), luma, x, y, INTER_LINEAR, BORDER_REFLECT_101, none());
        bytes(luma, into.y);
        Mat people = stage.people();
        if (peopleToo && people != null) {
            remap(people, cover, x, y, INTER_LINEAR, BORDER_REPLICATE, none());
            bytes(cover, coverBytes);
        }
        halfMaps();
        remap(planes.chroma(), chroma, inner(mapX, 2), inner(mapY, 2), INTER_LINEAR, BORDER_REFLECT_101, none());
        bytes(chroma, chromaBytes);
        for (int i = 0; i < into.u.length; i++) {
            into.u[i] = chromaBytes[2 * i];
            into.v[i] = chromaBytes[2 * i + 1];
        }
        if (peopleToo && people != null) seen.copy(into);
    }

    /** Puts the people just seen over what was drawn since: it is behind them now. */
    void peopleBefore(Frame into) {
        if (stage.people() == null) return;
        for (int i = 0; i < into.y.length; i++) into.y[i] = over(into.y[i], seen.y[i], coverBytes[i]);
        int half = width / 2;
        for (int row = 0; row < height / 2; row++) {
            for (int col = 0; col < half; col++) {
                int i = row * half + col;
                byte a = coverBytes[2 * row * width + 2 * col];
                into.u[i] = over(into.u[i], seen.u[i], a);
                into.v[i] = over(into.v[i], seen.v[i], a);
            }
        }
    }

    private static byte over(byte below, byte above, byte cover) {
        int from = below & 255;
        return (byte) (from + (((above & 255) - from) * (cover & 255) + 127) / 255);
    }

    /** For every fourth pixel of the film, where in the picture it comes from. */
    private void place(Camera.Pose pose, double seconds) {
        double scale = stage.scale();
        double zoom = pose.zoom() - 1;
        double panX = pose.panX() * width;
        double panY = pose.panY() * height;
        double sideX = pose.parallaxX() * width;
        double sideY = pose.parallaxY() * height;
        double lift = breath * 0.0030 * height * Math.sin(seconds * 2 * Math.PI / BREATH_SECONDS);
        double chin = chin();
        for (int gy = 0; gy < gridHeight; gy++) {
            double y = (gy - 1) * STEP + 1.5;
            double chest = lift * (0.25 + 0.75 * smooth((y - chin) / (height * 0.22)));
            for (int gx = 0; gx < gridWidth; gx++) {
                int i = gy * gridWidth + gx;
                double x = (gx - 1) * STEP + 1.5;
                double size = 1 + zoom * (camera.zoomFar() + (camera.zoomNear() - camera.zoomFar()) * near[i]);
                double atX = pivotX + (x - pivotX) / size + panX + sideX * near[i];
                double atY = pivotY + (y - pivotY) / size + panY + sideY * near[i] + chest * alive[i];
                if (water.moves()) {
                    double wet = (1 - alive[i]) * height;
                    atX += water.dx(atX / width, atY / height, seconds) * wet;
                    atY += water.dy(atX / width, atY / height, seconds) * wet;
                }
                double layerX = (width / 2.0 + (atX - width / 2.0) / margin + 0.5) * scale - 0.5;
                double layerY = (height / 2.0 + (atY - height / 2.0) / margin + 0.5) * scale - 0.5;
                lumaX[i] = (float) layerX;
                lumaY[i] = (float) layerY;
                chromaX[i] = (float) ((layerX + 0.5) / 2 - 0.5);
                chromaY[i] = (float) ((layerY + 0.5) / 2 - 0.5);
            }
        }
    }

    private double chin() {
        if (stage.faces().isEmpty()) return height;
        Faces.Face face = stage.faces().getFirst();
        return (face.y() + face.height()) * height;
    }

    private static double smooth(double t) {
        double c = Math.clamp(t, 0, 1);
        return c * c * (3 - 2 * c);
    }

    private void fullMaps() {
        spread(lumaX, gridX, mapX, STEP);
        spread(lumaY, gridY, mapY, STEP);
    }

    private void halfMaps() {
        spread(chromaX, gridX, mapX, STEP / 2);
        spread(chromaY, gridY, mapY, STEP / 2);
    }

    private void spread(float[] values, Mat grid, Mat map, int by) {
        grid.<FloatBuffer>createBuffer().put(values);
        resize(grid, map, new Size(gridWidth * by, gridHeight * by), 0, 0, INTER_LINEAR);
    }

    /** The grid reaches one node beyond the frame on all sides. */
    private static Mat inner(Mat map, int border) {
        return map.apply(new Rect(border, border, map.cols() - 2 * border, map.rows() - 2 * border));
    }

    private static Scalar none() {
        return new Scalar();
    }

    private static void bytes(Mat from, byte[] into) {
        from.<ByteBuffer>createBuffer().get(into);
    }

    private float[] onGrid(Mat small) {
        Mat grid = new Mat();
        resize(
                small,
                grid,
                new Size(gridWidth, gridHeight),
                0,
                0,
                small.cols() > gridWidth ? INTER_AREA : INTER_LINEAR);
        return Depth.floats(grid);
    }
}
