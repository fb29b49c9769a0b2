package reverie.engine.film;

import java.util.Map;
import reverie.engine.words.Effect;
import reverie.engine.words.Idea;

/**
 * Where the camera is at each moment.
 *
 * @param zoomFrom size of the picture at the first frame, 1 as it is
 * @param sideways how far near things pass before far ones, in widths of the film over its whole length
 * @param upwards the same in heights
 * @param panX how far the whole picture moves, in widths
 * @param zoomNear how strongly near things take part in the zoom, beside {@code zoomFar} for far ones
 * @param sway of a hand, in widths
 */
record Camera(
        double zoomFrom,
        double zoomTo,
        double sideways,
        double upwards,
        double panX,
        double panY,
        double zoomFar,
        double zoomNear,
        double sway) {
    private static final double ZOOM = 0.105;
    private static final double PARALLAX = 0.034;
    private static final double PAN = 0.045;
    private static final double PARALLAX_MAX = 0.055;
    private static final double ZOOM_MAX = 0.16;

    /** Relative to the middle of the way: x and y in widths and heights, near things move fully, far ones do not. */
    record Pose(double zoom, double parallaxX, double parallaxY, double panX, double panY) {}

    private interface Move {
        /** @param reach how far, 1 as usual */
        Camera on(Camera c, double reach, double side);
    }

    /** A camera at rest has no move. */
    private static final Map<Effect, Move> MOVES = Map.of(
            Effect.ZOOM_IN, (c, reach, side) -> c.zoom(1, 1 + ZOOM * reach),
            Effect.ZOOM_OUT, (c, reach, side) -> c.zoom(1 + ZOOM * reach, 1),
            Effect.PAN_LEFT, (c, reach, side) -> c.slide(-PARALLAX * reach, 0, -PAN * reach, 0),
            Effect.PAN_RIGHT, (c, reach, side) -> c.slide(PARALLAX * reach, 0, PAN * reach, 0),
            Effect.TILT_UP, (c, reach, side) -> c.slide(0, -PARALLAX * 0.7 * reach, 0, -PAN * reach),
            Effect.TILT_DOWN, (c, reach, side) -> c.slide(0, PARALLAX * 0.7 * reach, 0, PAN * reach),
            Effect.ORBIT, (c, reach, side) -> c.slide(side * PARALLAX * 1.45 * reach, 0, 0, 0),
            Effect.VERTIGO, (c, reach, side) -> c.vertigo(1 + 1.3 * ZOOM * reach),
            Effect.HANDHELD, (c, reach, side) -> c.hand(0.0035));

    static Camera of(Idea idea, double seconds, long seed) {
        double speed = idea.wants(Effect.FAST) ? 1.45 : idea.wants(Effect.SLOW) ? 0.8 : 1;
        double reach = speed * Math.clamp(0.75 + seconds / 20, 0.9, 1.25);
        // A camera that does nothing else still drifts to one side; which one is the seed's choice.
        double side = (seed & 1) == 0 ? 1 : -1;
        Camera c = new Camera(1, 1, 0, 0, 0, 0, 0.62, 1.12, 0);
        boolean moved = false;
        for (Effect effect : idea.effects().keySet()) {
            if (effect.group() != Effect.Group.CAMERA) continue;
            moved = true;
            Move move = MOVES.get(effect);
            if (move != null) c = move.on(c, reach, side);
        }
        boolean onlyHand = idea.wants(Effect.HANDHELD)
                && idea.effects().keySet().stream()
                                .filter(it -> it.group() == Effect.Group.CAMERA)
                                .count()
                        == 1;
        if (!moved || onlyHand) c = c.zoom(1, 1 + ZOOM * 0.8 * reach);
        boolean slides = c.sideways != 0 || c.upwards != 0;
        boolean drifts = !slides && !idea.wants(Effect.STILL) && !idea.wants(Effect.VERTIGO);
        return (drifts ? c.slide(side * PARALLAX * 0.6 * reach, 0, 0, 0) : c).withinLimits();
    }

    /** Several moves at once, fast and long, would bend what is beside people until it folds. */
    private Camera withinLimits() {
        double side = Math.clamp(sideways, -PARALLAX_MAX, PARALLAX_MAX);
        double up = Math.clamp(upwards, -PARALLAX_MAX, PARALLAX_MAX);
        double from = Math.min(zoomFrom, 1 + ZOOM_MAX);
        double to = Math.min(zoomTo, 1 + ZOOM_MAX);
        return new Camera(from, to, side, up, panX, panY, zoomFar, zoomNear, sway);
    }

    private Camera zoom(double from, double to) {
        return new Camera(from, to, sideways, upwards, panX, panY, zoomFar, zoomNear, sway);
    }

    private Camera slide(double side, double up, double x, double y) {
        return new Camera(zoomFrom, zoomTo, sideways + side, upwards + up, panX + x, panY + y, zoomFar, zoomNear, sway);
    }

    /** What is near keeps its size while what is far grows. */
    private Camera vertigo(double to) {
        return new Camera(1, to, sideways, upwards, panX, panY, 1.0, 0.05, sway);
    }

    private Camera hand(double by) {
        return new Camera(zoomFrom, zoomTo, sideways, upwards, panX, panY, zoomFar, zoomNear, by);
    }

    /** @param t 0–1 over the film */
    Pose at(double t, double seconds) {
        double e = ease(t);
        double s = t * seconds;
        double swayX = sway * (Math.sin(s * 1.9) * 0.6 + Math.sin(s * 3.1 + 1) * 0.4);
        double swayY = sway * (Math.sin(s * 1.6 + 2) * 0.6 + Math.sin(s * 2.7) * 0.4);
        return new Pose(
                zoomFrom + (zoomTo - zoomFrom) * e,
                sideways * (e - 0.5),
                upwards * (e - 0.5),
                panX * (e - 0.5) + swayX,
                panY * (e - 0.5) + swayY);
    }

    /** How much larger the picture has to be so that its edge never shows. */
    double margin() {
        double x = Math.abs(sideways) + Math.abs(panX) + 2 * sway;
        double y = Math.abs(upwards) + Math.abs(panY) + 2 * sway;
        return 1.012 + Math.max(x, y);
    }

    /** Starts and ends softly, but does not stand: a film that begins at rest seems to be late. */
    static double ease(double t) {
        double smooth = t * t * (3 - 2 * t);
        return 0.78 * smooth + 0.22 * t;
    }
}
