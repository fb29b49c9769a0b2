package reverie.media;

import reverie.platform.Problem;

/** Width and height in pixels. */
record Size(int width, int height) {
    /** @throws Problem {@code too_many_pixels} or {@code too_small} */
    void mustBeWithinLimits() {
        if (StillHeader.tooLarge(width, height)) {
            throw Problem.of(422, "too_many_pixels")
                    .with("width", width)
                    .with("height", height)
                    .with("megapixels", Limits.PIXELS_MAX / 1_000_000);
        }
        if (Math.min(width, height) < Limits.SIDE_MIN) {
            throw Problem.of(422, "too_small")
                    .with("width", width)
                    .with("height", height)
                    .with("min", Limits.SIDE_MIN);
        }
    }

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
