package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.remap;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Sees the stage from where the camera is. For each pixel of the film it says where in a layer it comes from; that is
 * computed for every fourth pixel and is smooth in between.
 */
final class Lens {
    private static final int STEP = 4;
    /** How near people stand, and how much their middle comes forward. */
    private static final double PEOPLE_NEAR = 0.86;

    private static final double PEOPLE_ROUND = 0.16;
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
    private final float[] backNear;
    private final float @Nullable [] peopleNear;
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
    private final byte[] lumaBytes;
    private final byte[] chromaBytes;
    private final byte[] coverBytes;
    private final Water water;
    private final double breath;
    /** Where in the frame people can be at any time: the rest need not be looked at. */
    private final Rect peopleIn;

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
        this.lumaBytes = new byte[width * height];
        this.coverBytes = new byte[width * height];
        this.chromaBytes = new byte[width * height / 2];
        this.backNear = onGrid(stage.depth().near());
        Stage.People people = stage.people();
        this.peopleNear = people == null ? null : onGrid(people.relief());
        Faces.Face face = stage.faces().isEmpty() ? null : stage.faces().getFirst();
        this.pivotX = face == null ? width / 2.0 : width * Math.clamp(face.centreX(), 0.2, 0.8);
        this.pivotY = face == null ? height * 0.52 : height * Math.clamp(face.centreY() + 0.05, 0.25, 0.75);
        this.peopleIn = people == null ? new Rect(0, 0, 0, 0) : around(people.alpha());
    }

    /** How the camera moves things of that nearness at this moment, in pixels of the film. For what flies about. */
    double[] shift(Camera.Pose pose, double near) {
        return new double[] {
            (pose.parallaxX() * near + pose.panX()) * -width, (pose.parallaxY() * near + pose.panY()) * -height
        };
    }

    void back(Camera.Pose pose, double seconds, Frame into) {
        place(pose, backNear, 0, 1, seconds, true);
        Planes planes = stage.back();
        fullMaps();
        remap(planes.luma(), luma, inner(mapX, STEP), inner(mapY, STEP), INTER_LINEAR, BORDER_REFLECT_101, none());
        bytes(luma, into.y, into.y.length);
        halfMaps();
        remap(planes.chroma(), chroma, inner(mapX, 2), inner(mapY, 2), INTER_LINEAR, BORDER_REFLECT_101, none());
        bytes(chroma, chromaBytes, chromaBytes.length);
        for (int i = 0; i < into.u.length; i++) {
            into.u[i] = chromaBytes[2 * i];
            into.v[i] = chromaBytes[2 * i + 1];
        }
    }

    /** Puts the people over the frame, if there are any. */
    void people(Camera.Pose pose, double seconds, Frame into) {
        Stage.People people = stage.people();
        if (people == null || peopleNear == null || peopleIn.width() == 0) return;
        place(pose, peopleNear, PEOPLE_NEAR - PEOPLE_ROUND, PEOPLE_ROUND, seconds, false);
        Rect at = peopleIn;
        fullMaps();
        Mat x = mapX.apply(new Rect(at.x() + STEP, at.y() + STEP, at.width(), at.height()));
        Mat y = mapY.apply(new Rect(at.x() + STEP, at.y() + STEP, at.width(), at.height()));
        remap(people.planes().luma(), luma, x, y, INTER_LINEAR, BORDER_REFLECT_101, none());
        remap(people.alpha(), cover, x, y, INTER_LINEAR, BORDER_REPLICATE, none());
        int n = at.width() * at.height();
        bytes(luma, lumaBytes, n);
        bytes(cover, coverBytes, n);
        halfMaps();
        Rect half = new Rect(at.x() / 2 + 2, at.y() / 2 + 2, at.width() / 2, at.height() / 2);
        remap(people.planes().chroma(), chroma, mapX.apply(half), mapY.apply(half), INTER_LINEAR, BORDER_REFLECT_101, none());
        bytes(chroma, chromaBytes, n / 2);
        blend(into, at);
    }

    private void blend(Frame into, Rect at) {
        int w = at.width();
        for (int row = 0; row < at.height(); row++) {
            int from = row * w;
            int to = (at.y() + row) * width + at.x();
            for (int i = 0; i < w; i++) {
                int a = coverBytes[from + i] & 255;
                int below = into.y[to + i] & 255;
                int above = lumaBytes[from + i] & 255;
                into.y[to + i] = (byte) (below + ((above - below) * a + 127) / 255);
            }
        }
        for (int row = 0; row < at.height() / 2; row++) {
            int from = row * w / 2;
            int to = (at.y() / 2 + row) * (width / 2) + at.x() / 2;
            for (int i = 0; i < w / 2; i++) {
                int a = coverBytes[2 * row * w + 2 * i] & 255;
                int u = into.u[to + i] & 255;
                int v = into.v[to + i] & 255;
                into.u[to + i] = (byte) (u + (((chromaBytes[2 * (from + i)] & 255) - u) * a + 127) / 255);
                into.v[to + i] = (byte) (v + (((chromaBytes[2 * (from + i) + 1] & 255) - v) * a + 127) / 255);
            }
        }
    }

    /**
     * For every fourth pixel of the film, where in the layer it comes from.
     *
     * @param values how near each node is, on top of {@code nearest}, times {@code times}
     */
    private void place(
            Camera.Pose pose, float[] values, double nearest, double times, double seconds, boolean ground) {
        double scale = stage.scale();
        double zoom = pose.zoom() - 1;
        double panX = pose.panX() * width;
        double panY = pose.panY() * height;
        double sideX = pose.parallaxX() * width;
        double sideY = pose.parallaxY() * height;
        double lift = ground ? 0 : breath * 0.0028 * height * Math.sin(seconds * 2 * Math.PI / BREATH_SECONDS);
        double chin = chin();
        for (int gy = 0; gy < gridHeight; gy++) {
            double y = (gy - 1) * STEP + 1.5;
            double chest = lift == 0 ? 0 : lift * (0.25 + 0.75 * smooth((y - chin) / (height * 0.22)));
            for (int gx = 0; gx < gridWidth; gx++) {
                int i = gy * gridWidth + gx;
                double x = (gx - 1) * STEP + 1.5;
                double near = nearest + times * values[i];
                double size = 1 + zoom * (camera.zoomFar() + (camera.zoomNear() - camera.zoomFar()) * near);
                double atX = pivotX + (x - pivotX) / size + panX + sideX * near;
                double atY = pivotY + (y - pivotY) / size + panY + sideY * near + chest;
                if (ground && water.moves()) {
                    atX += water.dx(atX / width, atY / height, seconds) * height;
                    atY += water.dy(atX / width, atY / height, seconds) * height;
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

    private static void bytes(Mat from, byte[] into, int count) {
        from.<ByteBuffer>createBuffer().get(into, 0, count);
    }

    private float[] onGrid(Mat small) {
        Mat grid = new Mat();
        resize(small, grid, new Size(gridWidth, gridHeight), 0, 0, small.cols() > gridWidth ? INTER_AREA : INTER_LINEAR);
        return Depth.floats(grid);
    }

    private Rect around(Mat alpha) {
        Mat some = new Mat();
        threshold(alpha, some, 2, 255, org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY);
        Rect tight = boundingRect(some);
        double reach = 0.09 + (Math.max(camera.zoomFrom(), camera.zoomTo()) - 1) * 1.2 + (margin - 1);
        int left = even(Math.max(0, tight.x() / stage.scale() - reach * width));
        int top = even(Math.max(0, tight.y() / stage.scale() - reach * height));
        int right = even(Math.min(width, (tight.x() + tight.width()) / stage.scale() + reach * width));
        int bottom = even(Math.min(height, (tight.y() + tight.height()) / stage.scale() + reach * height));
        return new Rect(left, top, right - left, bottom - top);
    }

    private static int even(double value) {
        return (int) Math.round(value / 4) * 4;
    }
}
