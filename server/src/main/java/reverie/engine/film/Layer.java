package reverie.engine.film;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is drawn bent: a grid says for every fourth pixel of the film where in the picture it comes from, and
 * in between it is smooth. Places are exact to a 256th of a pixel, so that a slow move does not step.
 */
final class Layer {
    static final int STEP = 4;
    /** Where nothing of a layer is, nothing is computed: this many bits of a place are one block. */
    private static final int BLOCK = 4;

    final int gridWidth;
    final int gridHeight;
    /** Where each node of the grid comes from, in pixels of the picture. */
    final float[] x;

    final float[] y;
    private final int width;
    private final int height;
    private final byte[] luma;
    private final byte[] chroma;
    private final byte @Nullable [] cover;
    private final byte[] blocks;
    private final byte[] fullBlocks;
    private final int blocksWide;
    private final float[] rowX;
    private final float[] rowY;
    private final boolean[] rowSkips;

    /** @param cover how much of each pixel of the picture is drawn, 0–255; all of it if absent */
    Layer(Format film, Planes picture, @Nullable Mat cover) {
        gridWidth = film.width() / STEP + 2;
        gridHeight = film.height() / STEP + 2;
        x = new float[gridWidth * gridHeight];
        y = new float[gridWidth * gridHeight];
        rowX = new float[gridWidth];
        rowY = new float[gridWidth];
        rowSkips = new boolean[gridWidth];
        width = picture.luma().cols();
        height = picture.luma().rows();
        luma = bytes(picture.luma(), 1);
        chroma = bytes(picture.chroma(), 2);
        this.cover = cover == null ? null : bytes(cover, 1);
        blocksWide = (width >> BLOCK) + 1;
        blocks = this.cover == null ? new byte[0] : blocks(this.cover, false);
        fullBlocks = this.cover == null ? new byte[0] : blocks(this.cover, true);
    }

    private static byte[] bytes(Mat mat, int channels) {
        byte[] bytes = new byte[(int) mat.total() * channels];
        mat.<ByteBuffer>createBuffer().get(bytes);
        return bytes;
    }

    /** For each block whether anything is drawn in it or beside it; or whether all is, fully. */
    private byte[] blocks(byte[] of, boolean fully) {
        int high = (height >> BLOCK) + 1;
        byte[] found = new byte[blocksWide * high];
        for (int py = 0; py < height; py++) {
            for (int px = 0; px < width; px++) {
                boolean counts = fully ? of[py * width + px] != -1 : of[py * width + px] != 0;
                if (!counts) continue;
                int bx = px >> BLOCK;
                int by = py >> BLOCK;
                for (int ny = Math.max(0, by - 1); ny <= Math.min(high - 1, by + 1); ny++) {
                    for (int nx = Math.max(0, bx - 1); nx <= Math.min(blocksWide - 1, bx + 1); nx++) {
                        found[ny * blocksWide + nx] = 1;
                    }
                }
                px = (bx + 1 << BLOCK) - 1;
            }
        }
        if (fully) for (int i = 0; i < found.length; i++) found[i] ^= 1;
        return found;
    }

    /** A value of each node out of a small picture of the whole. */
    float[] onGrid(Mat small) {
        Mat whole = new Mat();
        Size size = new Size(gridWidth, gridHeight);
        resize(small, whole, size, 0, 0, small.cols() > gridWidth ? INTER_AREA : INTER_LINEAR);
        return Depth.floats(whole);
    }

    /**
     * Draws what {@link #x} and {@link #y} say.
     *
     * @param before what will be drawn over it; where that hides it, nothing is drawn
     */
    void draw(Frame into, @Nullable Layer before) {
        keepInside();
        if (before != null) before.keepInside();
        for (int row = 0; row < into.height; row++) {
            between((row + 2.5f) / STEP, before);
            if (cover == null) lumaRow(into, row);
            else lumaRow(into, row, cover);
        }
        for (int row = 0; row < into.height / 2; row++) {
            between((2 * row + 3.0f) / STEP, before);
            chromaRow(into, row);
        }
    }

    private void keepInside() {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.clamp(x[i], 0, width - 2.02f);
            y[i] = Math.clamp(y[i], 0, height - 2.02f);
        }
    }

    /** The nodes of a row of pixels, between two rows of the grid, and which of them need no drawing. */
    private void between(float gridRow, @Nullable Layer before) {
        int above = (int) gridRow;
        float below = gridRow - above;
        int i = above * gridWidth;
        for (int g = 0; g < gridWidth; g++, i++) {
            rowX[g] = x[i] + (x[i + gridWidth] - x[i]) * below;
            rowY[g] = y[i] + (y[i + gridWidth] - y[i]) * below;
            rowSkips[g] = cover != null
                    ? block(blocks, rowX[g], rowY[g]) == 0
                    : before != null && before.block(before.fullBlocks, before.x[i], before.y[i]) != 0;
        }
    }

    private byte block(byte[] of, float px, float py) {
        return of[((int) py >> BLOCK) * blocksWide + ((int) px >> BLOCK)];
    }

    private void lumaRow(Frame into, int row) {
        byte[] to = into.y;
        int at = row * into.width;
        for (int g = 0; g < gridWidth - 1; g++) {
            if (rowSkips[g]) continue;
            int first = (g - 1) * STEP + 2;
            int stepX = (int) ((rowX[g + 1] - rowX[g]) * (1 << 14));
            int stepY = (int) ((rowY[g + 1] - rowY[g]) * (1 << 14));
            int px = (int) (rowX[g] * (1 << 16)) + (stepX >> 1);
            int py = (int) (rowY[g] * (1 << 16)) + (stepY >> 1);
            int from = Math.max(0, -first);
            int end = Math.min(STEP, into.width - first);
            px += from * stepX;
            py += from * stepY;
            for (int k = from; k < end; k++, px += stepX, py += stepY) to[at + first + k] = (byte) sample(luma, px, py);
        }
    }

    private void lumaRow(Frame into, int row, byte[] covered) {
        int at = row * into.width;
        for (int g = 0; g < gridWidth - 1; g++) {
            if (rowSkips[g]) continue;
            int first = (g - 1) * STEP + 2;
            int stepX = (int) ((rowX[g + 1] - rowX[g]) * (1 << 14));
            int stepY = (int) ((rowY[g + 1] - rowY[g]) * (1 << 14));
            int px = (int) (rowX[g] * (1 << 16)) + (stepX >> 1);
            int py = (int) (rowY[g] * (1 << 16)) + (stepY >> 1);
            for (int k = 0; k < STEP; k++, px += stepX, py += stepY) {
                int col = first + k;
                if (col < 0 || col >= into.width) continue;
                int share = sample(covered, px, py);
                if (share != 0) into.y[at + col] = over(into.y[at + col], sample(luma, px, py), share);
            }
        }
    }

    private void chromaRow(Frame into, int row) {
        int at = row * (into.width / 2);
        for (int g = 0; g < gridWidth - 1; g++) {
            if (rowSkips[g]) continue;
            int first = (g - 1) * (STEP / 2) + 1;
            int stepX = (int) ((rowX[g + 1] - rowX[g]) * (1 << 15));
            int stepY = (int) ((rowY[g + 1] - rowY[g]) * (1 << 15));
            int px = (int) (rowX[g] * (1 << 16)) + (stepX >> 1);
            int py = (int) (rowY[g] * (1 << 16)) + (stepY >> 1);
            for (int k = 0; k < STEP / 2; k++, px += stepX, py += stepY) {
                int col = first + k;
                if (col < 0 || col >= into.width / 2) continue;
                int share = cover == null ? 255 : sample(cover, px, py);
                if (share != 0) chroma(into, at + col, px, py, share);
            }
        }
    }

    /** A place between four pixels, with 16 bits behind the point. */
    private int sample(byte[] of, int px, int py) {
        int i = (py >> 16) * width + (px >> 16);
        int fx = px >> 8 & 255;
        int a = of[i] & 255;
        int c = of[i + width] & 255;
        int top = (a << 8) + ((of[i + 1] & 255) - a) * fx;
        int bottom = (c << 8) + ((of[i + width + 1] & 255) - c) * fx;
        return (top << 8) + (bottom - top) * (py >> 8 & 255) + 32768 >> 16;
    }

    private void chroma(Frame into, int to, int px, int py, int share) {
        int cx = Math.clamp((px >> 1) - 16384, 0, (width / 2 - 2) << 16);
        int cy = Math.clamp((py >> 1) - 16384, 0, (height / 2 - 2) << 16);
        int wide = width / 2 * 2;
        int i = (cy >> 16) * wide + (cx >> 16) * 2;
        int fx = cx >> 8 & 255;
        int fy = cy >> 8 & 255;
        int right = fx * (256 - fy);
        int left = (256 - fx) * (256 - fy);
        int lowRight = fx * fy;
        int lowLeft = (256 - fx) * fy;
        int u = (chroma[i] & 255) * left
                + (chroma[i + 2] & 255) * right
                + (chroma[i + wide] & 255) * lowLeft
                + (chroma[i + wide + 2] & 255) * lowRight;
        int v = (chroma[i + 1] & 255) * left
                + (chroma[i + 3] & 255) * right
                + (chroma[i + wide + 1] & 255) * lowLeft
                + (chroma[i + wide + 3] & 255) * lowRight;
        into.u[to] = over(into.u[to], u + 32768 >> 16, share);
        into.v[to] = over(into.v[to], v + 32768 >> 16, share);
    }

    private static byte over(byte below, int above, int share) {
        if (share == 255) return (byte) above;
        int from = below & 255;
        return (byte) (from + ((above - from) * share + 127) / 255);
    }
}
