package reverie.engine.film;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sees the stage from where the camera is. Near things move more than far ones. People are a layer
 * of their own, with what was behind them filled in; nothing else is ever torn from what is beside it.
 */
final class Lens {
    private static final double BREATH_SECONDS = 3.9;
    private static final double BREATH_HEIGHT = 0.0030;

    private final Stage stage;
    private final Camera camera;
    private final double margin;
    private final int width;
    private final int height;
    private final double pivotX;
    private final double pivotY;
    private final Water water;
    private final double breath;
    private final Layer plate;
    private final float[] plateNear;
    private final float[] plateHeld;
    private final @Nullable Layer people;
    private final float[] peopleNear;
    private final float[] peopleHeld;

    /** @param breath how strongly people breathe, 1 as usual */
    Lens(Stage stage, Camera camera, Water water, double breath) {
        this.stage = stage;
        this.camera = camera;
        this.water = water;
        this.breath = breath;
        this.margin = camera.margin();
        this.width = stage.format().width();
        this.height = stage.format().height();
        Faces.Face face = stage.faces().isEmpty() ? null : stage.faces().getFirst();
        this.pivotX = face == null ? width / 2.0 : width * Math.clamp(face.centreX(), 0.2, 0.8);
        this.pivotY = face == null ? height * 0.52 : height * Math.clamp(face.centreY() + 0.05, 0.25, 0.75);
        Depth depth = stage.depth();
        this.plate = new Layer(stage.format(), stage.plate(), null);
        this.plateNear = plate.onGrid(depth.near());
        this.plateHeld = plate.onGrid(depth.held());
        Stage.People persons = stage.people();
        this.people = persons == null ? null : new Layer(stage.format(), persons.picture(), persons.cover());
        this.peopleNear = persons == null ? plateNear : plate.onGrid(persons.near());
        this.peopleHeld = new float[plateHeld.length];
        Arrays.fill(peopleHeld, 1);
    }

    /** How the camera moves things of that nearness at this moment, in pixels of the film. For what flies about. */
    double[] shift(Camera.Pose pose, double near) {
        return new double[] {
            (pose.parallaxX() * near + pose.panX()) * -width, (pose.parallaxY() * near + pose.panY()) * -height
        };
    }

    /** All but the people; call it before {@link #people}. */
    void world(Camera.Pose pose, double seconds, Frame into) {
        if (people != null) place(people, peopleNear, peopleHeld, pose, seconds);
        place(plate, plateNear, plateHeld, pose, seconds);
        plate.draw(into, people);
    }

    /** The people as they were placed last, over what was drawn since. */
    void people(Frame into) {
        if (people != null) people.draw(into, null);
    }

    /**
     * Where in its picture each node of a layer comes from.
     *
     * @param held how much a place breathes with people, and does not ripple as water
     */
    private void place(Layer layer, float[] near, float[] held, Camera.Pose pose, double seconds) {
        double scale = stage.scale();
        double zoom = pose.zoom() - 1;
        double panX = pose.panX() * width;
        double panY = pose.panY() * height;
        double sideX = pose.parallaxX() * width;
        double sideY = pose.parallaxY() * height;
        for (int gy = 0; gy < layer.gridHeight; gy++) {
            double py = (gy - 1) * Layer.STEP + 1.5;
            double chest = chest(py, seconds);
            for (int gx = 0; gx < layer.gridWidth; gx++) {
                int i = gy * layer.gridWidth + gx;
                double px = (gx - 1) * Layer.STEP + 1.5;
                double size = 1 + zoom * (camera.zoomFar() + (camera.zoomNear() - camera.zoomFar()) * near[i]);
                double atX = pivotX + (px - pivotX) / size + panX + sideX * near[i];
                double atY = pivotY + (py - pivotY) / size + panY + sideY * near[i] + chest * held[i];
                if (water.moves()) {
                    double wet = (1 - held[i]) * height;
                    double fx = atX / width;
                    double fy = atY / height;
                    atX += water.dx(fx, fy, seconds) * wet;
                    atY += water.dy(fx, fy, seconds) * wet;
                }
                layer.x[i] = (float) ((width / 2.0 + (atX - width / 2.0) / margin + 0.5) * scale - 0.5);
                layer.y[i] = (float) ((height / 2.0 + (atY - height / 2.0) / margin + 0.5) * scale - 0.5);
            }
        }
    }

    /** A breath lifts the chest most, the head a little, and the feet not at all. */
    private double chest(double y, double seconds) {
        if (stage.faces().isEmpty()) return 0;
        Faces.Face face = stage.faces().getFirst();
        double faces = (y / height - face.y() - face.height()) / face.height();
        double part = faces < 1.2 ? 0.25 + 0.75 * Depth.smooth(faces / 1.2) : 1 - Depth.smooth((faces - 1.5) / 3.5);
        return breath * BREATH_HEIGHT * height * part * Math.sin(seconds * 2 * Math.PI / BREATH_SECONDS);
    }
}
