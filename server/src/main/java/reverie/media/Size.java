package reverie.media;

/** Width and height in pixels. */
record Size(int width, int height) {
    /** The same shape with no side longer than asked; never larger than it is. */
    Size within(int sideMax) {
        double by = Math.min(1, (double) sideMax / Math.max(width, height));
        return new Size(Math.max(1, (int) Math.round(width * by)), Math.max(1, (int) Math.round(height * by)));
    }

    /** As ffmpeg's scale filter takes it. */
    String scale() {
        return "scale=" + width + ":" + height + ":flags=area";
    }
}
