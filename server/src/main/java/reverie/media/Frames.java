package reverie.media;

import org.jspecify.annotations.Nullable;

/**
 * Small grey pictures, one after the other: what brightness and motion are told by.
 *
 * @param apart how many pictures lie a second apart
 */
record Frames(byte[] pixels, int width, int height, int apart) {
    int count() {
        return pixels.length / (width * height);
    }

    /** Mean brightness, 0–255. */
    double luma() {
        long sum = 0;
        for (byte pixel : pixels) sum += pixel & 0xFF;
        return (double) sum / pixels.length;
    }

    double lumaSpread() {
        double mean = luma();
        double sum = 0;
        for (byte pixel : pixels) {
            double off = (pixel & 0xFF) - mean;
            sum += off * off;
        }
        return Math.sqrt(sum / pixels.length);
    }

    /** Mean absolute difference of pictures a second apart; null where there are not two. */
    @Nullable
    Double motion() {
        int frame = width * height;
        int step = Math.min(apart, count() - 1);
        if (step < 1) return null;
        long sum = 0;
        int pairs = count() - step;
        for (int i = 0; i < pairs * frame; i++) {
            sum += Math.abs((pixels[i] & 0xFF) - (pixels[i + step * frame] & 0xFF));
        }
        return (double) sum / ((long) pairs * frame);
    }
}
