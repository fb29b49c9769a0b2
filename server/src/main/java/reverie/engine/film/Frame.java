package reverie.engine.film;

/**
 * One frame: brightness for each pixel, the two colour differences for each square of four (I420, BT.709, video range).
 */
final class Frame {
    static final int BLACK = 16;
    static final int WHITE = 235;
    static final int GREY = 128;

    final int width;
    final int height;
    final byte[] y;
    final byte[] u;
    final byte[] v;

    Frame(Format format) {
        width = format.width();
        height = format.height();
        y = new byte[width * height];
        u = new byte[y.length / 4];
        v = new byte[y.length / 4];
    }

    /** @return luma and both colour differences of a colour given 0–1 */
    static int[] colour(double red, double green, double blue) {
        double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        return new int[] {
            (int) Math.round(BLACK + 219 * luma),
            (int) Math.round(GREY + 224 * (blue - luma) / 1.8556),
            (int) Math.round(GREY + 224 * (red - luma) / 1.5748)
        };
    }
}
