package reverie.engine.film;

/**
 * The frame of a film in pixels. Both sides are multiples of four: chroma is half as wide, and the motion is computed
 * on every fourth pixel.
 */
public record Format(int width, int height) {
    public static final int FRAMES_PER_SECOND = 24;
    private static final double LONG_SIDE_FACTOR = 16.0 / 9;
    /** Of the longer side to the shorter: of a panorama or a tower the middle is shown, not a strip. */
    private static final double RATIO_MAX = 2.4;

    /**
     * @param aspect {@code photo}, or two numbers: {@code 9:16}
     * @param shortSide the most lines across the shorter side
     */
    public static Format of(String aspect, int shortSide, int photoWidth, int photoHeight) {
        double ratio = (double) photoWidth / photoHeight;
        if (!aspect.equals("photo")) {
            String[] sides = aspect.split(":");
            ratio = Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]);
        }
        ratio = Math.clamp(ratio, 1 / RATIO_MAX, RATIO_MAX);
        double longSide = Math.rint(shortSide * LONG_SIDE_FACTOR);
        double high = ratio >= 1 ? Math.min(shortSide, longSide / ratio) : Math.min(longSide, shortSide / ratio);
        return new Format(even(high * ratio), even(high));
    }

    private static int even(double side) {
        return Math.max(64, (int) Math.round(side / 4) * 4);
    }

    double ratio() {
        return (double) width / height;
    }

    int shortSide() {
        return Math.min(width, height);
    }
}
