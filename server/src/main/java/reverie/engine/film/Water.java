package reverie.engine.film;

import reverie.engine.words.Effect;
import reverie.engine.words.Idea;

/** Ripples below the horizon: long and slow near the camera, short and flat far away. */
record Water(double strength, double horizon) {
    static Water of(Idea idea, Depth depth) {
        double strength = idea.effects().getOrDefault(Effect.WATER, 0.0);
        return new Water(strength, Math.clamp(depth.horizonSure() ? depth.horizon() + 0.02 : 0.55, 0.3, 0.85));
    }

    boolean moves() {
        return strength > 0;
    }

    /** @return by how much a place of the picture moves, in heights */
    double dx(double x, double y, double seconds) {
        double near = near(y);
        if (near <= 0) return 0;
        double row = phase(near);
        return strength
                * near
                * 0.0042
                * (Math.sin(row - seconds * 1.5 + x * 3) + 0.5 * Math.sin(row * 2.3 + seconds * 2.1 + x * 9));
    }

    double dy(double x, double y, double seconds) {
        double near = near(y);
        if (near <= 0) return 0;
        double row = phase(near);
        return strength
                * near
                * 0.0034
                * (Math.sin(row * 1.3 + seconds * 1.8 - x * 5) + 0.4 * Math.sin(row * 3.1 - seconds * 2.4 + x * 14));
    }

    private double near(double y) {
        double t = Math.clamp((y - horizon) / (1 - horizon), 0, 1);
        return Math.min(1, t * 1.6);
    }

    /** Waves of one size look shorter the farther away they are. */
    private static double phase(double near) {
        return 26 * Math.log(0.06 + near);
    }
}
