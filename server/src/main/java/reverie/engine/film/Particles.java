package reverie.engine.film;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import reverie.engine.words.Effect;

/**
 * Things in the air. Each has its own distance: far ones are small, slow and many and pass behind people; near ones
 * are large, fast, few and out of focus.
 */
final class Particles {
    private record One(double x, double y, double z, double size, double phase, double turn, double tone) {}

    private static final double TWO_PI = 2 * Math.PI;
    /** Nearer than this passes before people. */
    private static final double BEFORE_PEOPLE = 0.85;

    private interface Drawn {
        void draw(Particles of, Brush brush, One it, double seconds, double[] shift);
    }

    /** How many there are at each distance of a film of usual shape, and how one of them is drawn. */
    private record Kind(int far, int middle, int near, Drawn drawn) {}

    private static final Map<Effect, Kind> KINDS = Map.of(
            Effect.SNOW, new Kind(260, 210, 34, Particles::snow),
            Effect.RAIN, new Kind(300, 220, 30, Particles::rain),
            Effect.PETALS, new Kind(36, 44, 11, (of, brush, it, s, shift) -> of.leaf(brush, it, s, shift, true)),
            Effect.LEAVES, new Kind(24, 28, 8, (of, brush, it, s, shift) -> of.leaf(brush, it, s, shift, false)),
            Effect.DUST, new Kind(90, 110, 22, Particles::dust),
            Effect.SPARKS, new Kind(60, 90, 12, Particles::spark),
            Effect.FIREFLIES, new Kind(22, 24, 5, Particles::firefly));

    private final Drawn drawn;
    private final List<One> all = new ArrayList<>();
    /** Sizes are given for a film of 720 lines. */
    private final double unit;

    Particles(Effect effect, double strength, Format format, long seed) {
        Kind kind = KINDS.get(effect);
        if (kind == null) throw new IllegalArgumentException(effect + " is nothing that flies");
        this.drawn = kind.drawn;
        this.unit = format.shortSide() / 720.0;
        var random = new SplittableRandom(seed * 31 + effect.ordinal());
        double area = format.ratio() > 1 ? format.ratio() : 1 / format.ratio();
        double many = strength * area / 1.78;
        add(random, (int) Math.round(kind.far * many), 0.35, 0.8);
        add(random, (int) Math.round(kind.middle * many), 0.86, 1.5);
        add(random, (int) Math.round(kind.near * Math.sqrt(many)), 1.9, 3.4);
    }

    static boolean are(Effect effect) {
        return KINDS.containsKey(effect);
    }

    private void add(SplittableRandom random, int count, double nearest, double farthest) {
        for (int i = 0; i < count; i++) {
            all.add(new One(
                    random.nextDouble(),
                    random.nextDouble(),
                    nearest + (farthest - nearest) * random.nextDouble(),
                    0.6 + 0.9 * Math.pow(random.nextDouble(), 2),
                    random.nextDouble() * TWO_PI,
                    random.nextDouble() * 2 - 1,
                    random.nextDouble()));
        }
    }

    /** Draws those behind, or those before, people. */
    void draw(Brush brush, Lens lens, Camera.Pose pose, double seconds, boolean before) {
        for (One it : all) {
            if (it.z > BEFORE_PEOPLE != before) continue;
            drawn.draw(this, brush, it, seconds, lens.shift(pose, it.z));
        }
    }

    private static double wrap(double v) {
        return v - Math.floor(v);
    }

    /** From just outside one edge to just outside the other. */
    private static double across(double v, double beyond, double length) {
        return (wrap(v) * (1 + 2 * beyond) - beyond) * length;
    }

    /** What is far from the plane of focus is larger and paler. */
    private static double blur(double z) {
        return Math.max(0, z - 1.5);
    }

    private void snow(Brush brush, One it, double s, double[] shift) {
        double sway = 0.012 * it.z * Math.sin(s * (0.8 + 0.5 * it.tone) + it.phase);
        double x = across(it.x + sway + s * 0.011 * it.z, 0.06, brush.width()) + shift[0];
        double y = across(it.y + s * 0.085 * it.z * (0.8 + 0.4 * it.tone), 0.06, brush.height()) + shift[1];
        double blur = blur(it.z);
        double radius = unit * it.size * (1.2 + 2.5 * it.z + 6.0 * blur);
        double pale = it.z < 0.8 ? 0.78 : 1.0 / (1 + 1.5 * blur);
        brush.spot(x, y, radius, blur > 0 ? 0.55 : 0.9, pale * (0.5 + 0.5 * it.tone), Brush.SNOW);
    }

    private void rain(Brush brush, One it, double s, double[] shift) {
        double fall = 1.15 * it.z * (0.85 + 0.3 * it.tone);
        double slant = -0.10;
        double x = across(it.x + s * fall * slant, 0.1, brush.width()) + shift[0];
        double y = across(it.y + s * fall, 0.12, brush.height()) + shift[1];
        double length = fall * brush.height() / Format.FRAMES_PER_SECOND * 0.85;
        double thick = unit * (0.9 + 0.65 * it.z + 0.6 * blur(it.z));
        double pale = it.z < 0.8 ? 0.30 : 0.46 / (1 + 1.1 * blur(it.z));
        brush.streak(x, y, slant * length, length, thick, pale * (0.7 + 0.5 * it.tone), Brush.RAIN);
    }

    private void leaf(Brush brush, One it, double s, double[] shift, boolean petal) {
        double swing = Math.sin(s * (0.9 + 0.6 * it.tone) + it.phase);
        double fall = petal ? 0.060 : 0.075;
        double x = across(it.x + 0.035 * it.z * swing - s * 0.030 * it.z, 0.08, brush.width()) + shift[0];
        double y = across(it.y + s * fall * it.z * (0.85 + 0.3 * it.tone), 0.08, brush.height()) + shift[1];
        double angle = it.phase + s * it.turn * 1.4 + 0.6 * swing;
        double tilt = 0.42 + 0.58 * Math.abs(Math.sin(s * (1.1 + it.tone) + it.phase * 2));
        double blur = blur(it.z);
        double longSide = unit * it.size * ((petal ? 12 : 18) * it.z + 5 * blur);
        double solid = (it.z < 0.8 ? 0.8 : 0.92) / (1 + 1.3 * blur);
        int[][] colours = petal ? Brush.PETALS : Brush.LEAVES;
        int[] colour = colours[(int) (it.tone * colours.length)];
        brush.leaf(x, y, longSide, longSide * (petal ? 0.66 : 0.58) * tilt, angle, 0.12 + 0.5 * blur, solid, colour);
    }

    private void dust(Brush brush, One it, double s, double[] shift) {
        double x = across(it.x + 0.02 * Math.sin(s * 0.5 + it.phase) + s * 0.008 * it.turn, 0.05, brush.width())
                + shift[0];
        double y = across(it.y - s * 0.022 * it.z * (0.6 + 0.8 * it.tone), 0.05, brush.height()) + shift[1];
        double twinkle = Math.pow(0.5 + 0.5 * Math.sin(s * (1.2 + it.tone) + it.phase * 3), 2);
        double blur = blur(it.z);
        double radius = unit * it.size * (2.1 + 1.9 * it.z + 8 * blur);
        double glow = blur > 0 ? 0.20 : 0.9;
        brush.spot(x, y, radius, blur > 0 ? 0.35 : 1, glow * (0.25 + 0.75 * twinkle), Brush.GOLD);
        if (blur == 0 && it.z > 1.1) brush.spot(x, y, radius * 3.6, 1, 0.36 * twinkle, Brush.GOLD);
    }

    private void spark(Brush brush, One it, double s, double[] shift) {
        double rise = wrap(it.y + s * (0.13 + 0.10 * it.tone) * it.z);
        double drift = 0.035 * Math.sin(s * 1.7 + it.phase) + 0.02 * Math.sin(s * 3.9 + it.phase * 2);
        double x = (it.x + drift * it.z) * brush.width() + shift[0];
        double y = (1.05 - rise * 1.1) * brush.height() + shift[1];
        double life = Math.sin(Math.PI * Math.min(1, rise * 1.15)) * (0.6 + 0.4 * Math.sin(s * 9 + it.phase));
        if (life <= 0) return;
        double radius = unit * it.size * (1.5 + 1.7 * it.z + 4.5 * blur(it.z));
        double glow = life / (1 + 1.8 * blur(it.z));
        brush.spot(x, y, radius * 4.2, 1, 0.55 * glow, Brush.EMBER);
        brush.spot(x, y, radius, 0.9, 0.9 * glow, Brush.FLAME);
    }

    private void firefly(Brush brush, One it, double s, double[] shift) {
        double x =
                (it.x + 0.05 * Math.sin(s * 0.5 + it.phase) + 0.02 * Math.sin(s * 1.3 + it.phase * 2)) * brush.width();
        double y = (0.25 + 0.75 * it.y + 0.04 * Math.sin(s * 0.7 + it.phase * 3)) * brush.height();
        double blink = Math.pow(Math.max(0, Math.sin(s * (1.1 + 0.6 * it.tone) + it.phase)), 1.5);
        double radius = unit * it.size * (1.6 + it.z * 1.2);
        double blur = 1 + 1.5 * blur(it.z);
        brush.spot(x + shift[0], y + shift[1], radius * 5 * blur, 1, 0.34 * blink / blur, Brush.FIREFLY);
        brush.spot(x + shift[0], y + shift[1], radius * blur, 1, 0.95 * blink / blur, Brush.FIREFLY_HEART);
    }
}
