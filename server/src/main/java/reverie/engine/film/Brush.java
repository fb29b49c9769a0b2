package reverie.engine.film;

/** Draws soft small things into a frame, placed between pixels so that nothing jumps. */
final class Brush {
    static final int[] SNOW = Frame.colour(0.97, 0.98, 1.0);
    static final int[] RAIN = Frame.colour(0.86, 0.90, 0.95);
    static final int[] GOLD = Frame.colour(1.0, 0.87, 0.55);
    static final int[] EMBER = Frame.colour(1.0, 0.42, 0.10);
    static final int[] FLAME = Frame.colour(1.0, 0.90, 0.66);
    static final int[] FIREFLY = Frame.colour(0.80, 0.95, 0.25);
    static final int[] FIREFLY_HEART = Frame.colour(0.97, 1.0, 0.75);
    static final int[][] PETALS = {
        Frame.colour(0.98, 0.78, 0.85), Frame.colour(0.96, 0.70, 0.79), Frame.colour(1.0, 0.88, 0.91)
    };
    static final int[][] LEAVES = {
        Frame.colour(0.80, 0.42, 0.12),
        Frame.colour(0.86, 0.60, 0.18),
        Frame.colour(0.62, 0.24, 0.10),
        Frame.colour(0.72, 0.52, 0.20)
    };

    private final Frame frame;

    Brush(Frame frame) {
        this.frame = frame;
    }

    int width() {
        return frame.width;
    }

    int height() {
        return frame.height;
    }

    private interface Shape {
        /** @return how much of a place is covered, 0–1 */
        double cover(double dx, double dy);
    }

    /** @param soft share of the radius over which the edge fades, 0–1 */
    void spot(double x, double y, double radius, double soft, double alpha, int[] colour) {
        double r = Math.max(radius, 0.9);
        // A spot smaller than a pixel is a paler one.
        double a = alpha * Math.min(1, radius / r);
        double from = 1 - soft;
        draw(x, y, r, r, a, colour, (dx, dy) -> {
            double d = Math.sqrt(dx * dx + dy * dy) / r;
            return d <= from ? 1 : fade((1 - d) / (1 - from));
        });
    }

    void leaf(
            double x,
            double y,
            double longSide,
            double shortSide,
            double angle,
            double soft,
            double alpha,
            int[] colour) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double b = Math.max(shortSide, 0.9);
        double edge = Math.max(soft, 1.2 / longSide);
        double reach = longSide * (1 + edge) + 1;
        draw(x, y, reach, reach, alpha, colour, (dx, dy) -> {
            double along = (dx * cos + dy * sin) / longSide;
            double side = (dy * cos - dx * sin) / b;
            // Narrower towards one end, with a lighter half: a petal, not a lens.
            double width = 0.55 + 0.45 * along;
            double d = Math.sqrt(along * along + side * side / Math.max(0.05, width));
            double shade = 0.82 + 0.18 * fade(0.5 + side);
            return d >= 1 + edge ? 0 : fade((1 + edge - d) / (2 * edge)) * shade;
        });
    }

    /** A line from a point along a way, thin at its end. */
    void streak(double x, double y, double wayX, double wayY, double thick, double alpha, int[] colour) {
        double length = Math.hypot(wayX, wayY);
        double uy = wayY / length;
        double half = Math.max(0.8, thick / 2 + 0.4);
        double a = alpha * Math.min(1, thick / 1.2);
        int from = (int) Math.floor(Math.max(0, y));
        int to = (int) Math.ceil(Math.min(frame.height - 1, y + wayY));
        for (int row = from; row <= to; row++) {
            double share = (row - y) / wayY;
            if (share < 0 || share > 1) continue;
            double middle = x + wayX * share;
            double fades = Math.sin(Math.PI * Math.min(1, 0.08 + share * 0.92)) * a;
            int left = (int) Math.max(0, Math.floor(middle - half - 1));
            int right = (int) Math.min(frame.width - 1, Math.ceil(middle + half + 1));
            for (int col = left; col <= right; col++) {
                double across = Math.abs((col - middle) * uy);
                double cover = fade(1 - across / half) * fades;
                if (cover > 0) luma(row * frame.width + col, cover, colour[0]);
            }
        }
    }

    private void draw(double x, double y, double rx, double ry, double alpha, int[] colour, Shape shape) {
        int left = (int) Math.max(0, Math.floor(x - rx));
        int right = (int) Math.min(frame.width - 1, Math.ceil(x + rx));
        int top = (int) Math.max(0, Math.floor(y - ry));
        int bottom = (int) Math.min(frame.height - 1, Math.ceil(y + ry));
        for (int row = top; row <= bottom; row++) {
            for (int col = left; col <= right; col++) {
                double cover = shape.cover(col - x, row - y) * alpha;
                if (cover > 0.004) luma(row * frame.width + col, cover, colour[0]);
            }
        }
        for (int row = top / 2; row <= bottom / 2; row++) {
            for (int col = left / 2; col <= right / 2; col++) {
                double cover = shape.cover(col * 2 + 0.5 - x, row * 2 + 0.5 - y) * alpha;
                if (cover <= 0.004) continue;
                int i = row * (frame.width / 2) + col;
                frame.u[i] = mixed(frame.u[i], cover, colour[1]);
                frame.v[i] = mixed(frame.v[i], cover, colour[2]);
            }
        }
    }

    private void luma(int i, double cover, int to) {
        frame.y[i] = mixed(frame.y[i], cover, to);
    }

    private static byte mixed(byte from, double cover, int to) {
        int below = from & 255;
        return (byte) (int) (below + (to - below) * cover + 0.5);
    }

    private static double fade(double t) {
        if (t <= 0) return 0;
        return t >= 1 ? 1 : t * t * (3 - 2 * t);
    }
}
