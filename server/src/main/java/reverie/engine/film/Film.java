package reverie.engine.film;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import reverie.engine.words.Effect;
import reverie.engine.words.Idea;

/** Makes a film of a photo: sets the stage, moves the camera, draws what is in the air, writes the file. */
public final class Film {
    /** Changes whenever the same recipe would give other bytes. */
    public static final String VERSION = "3";

    private static final double SECONDS_MAX = 10;
    /** Of the work of a film of usual length: until the camera runs. */
    private static final double SET = 0.2;

    private static final int PREVIEW_WIDTH_MAX = 480;
    private static final int PREVIEW_LINES = 270;
    private static final double PREVIEW_SECONDS = 2;

    /**
     * What is asked for.
     *
     * @param resolution {@code 720p} or {@code 1080p}
     * @param seed chosen from the photo and the words if absent
     */
    public record Order(
            Path photo,
            String idea,
            double seconds,
            String aspect,
            String resolution,
            @Nullable Long seed,
            boolean preview) {
        public static Order preview(Path photo, String idea) {
            return new Order(photo, idea, PREVIEW_SECONDS, "photo", "preview", null, true);
        }
    }

    /** @param recipe what a later run needs to make the same bytes */
    public record Made(Path file, List<String> understood, List<String> notUsed, Map<String, Object> recipe) {}

    private final Faces faces;
    private final Encoder.Tool tool;

    public Film(Faces faces, String program, String version, String encoder) {
        this.faces = faces;
        this.tool = new Encoder.Tool(program, version, encoder);
    }

    public Made make(Order order, Path folder, Watch watch) {
        String inputs = digest(order);
        long seed = order.seed() != null ? order.seed() : Long.parseLong(inputs.substring(0, 7), 16);
        Idea idea = Idea.of(order.idea());
        Path file = folder.resolve(order.preview() ? "preview.mp4" : "film.mp4");
        double seconds = Math.clamp(order.seconds(), 1, SECONDS_MAX);
        Format format;
        try (var _ = new PointerScope()) {
            Photo photo = Photo.read(order.photo());
            watch.progress(0.02);
            format = format(order, photo);
            Stage stage = Stage.set(photo, faces.in(photo.pixels()), format, idea, watch);
            watch.progress(SET);
            shoot(stage, idea, seconds, seed, order.preview(), folder, file, watch);
        }
        Map<String, Object> recipe = new LinkedHashMap<>();
        recipe.put("engine", "reverie-local/" + VERSION);
        recipe.put("encoder", tool.encoder());
        recipe.put("encoderVersion", tool.version());
        recipe.put("threads", Encoder.THREADS);
        recipe.put("seed", seed);
        recipe.put("inputs", inputs);
        recipe.put("format", format.width() + "x" + format.height() + "@" + Format.FRAMES_PER_SECOND);
        recipe.put("digitalSourceType", Mark.SOURCE_TYPE);
        return new Made(file, idea.understood(idea.language()), idea.notUsed(), recipe);
    }

    private static Format format(Order order, Photo photo) {
        int lines = switch (order.resolution()) {
            case "1080p" -> 1080;
            case "preview" -> PREVIEW_LINES;
            default -> 720;
        };
        Format format = Format.of(order.aspect(), lines, photo.width(), photo.height());
        if (!order.preview() || format.width() >= format.height()) return format;
        // An upright preview may be as wide as it is shown, not only as its shorter side says.
        return Format.of(order.aspect(), Math.min(PREVIEW_WIDTH_MAX, 360), photo.width(), photo.height());
    }

    private void shoot(
            Stage stage, Idea idea, double seconds, long seed, boolean preview, Path folder, Path file, Watch watch) {
        int frames = (int) Math.round(seconds * Format.FRAMES_PER_SECOND);
        Camera camera = Camera.of(idea, seconds, seed);
        Lens lens = new Lens(stage, camera, Water.of(idea, stage.depth()), idea.wants(Effect.BREATH) ? 1.8 : 1);
        Air air = new Air(idea, stage, seed);
        List<Particles> flying = new ArrayList<>();
        idea.effects().forEach((effect, strength) -> {
            if (Particles.are(effect)) flying.add(new Particles(effect, strength, stage.format(), seed));
        });
        Badge badge = preview ? Badge.of(stage.format()) : null;
        try (Encoder encoder = new Encoder(tool, stage.format(), folder, file)) {
            for (int i = 0; i < frames; i++) {
                watch.check();
                Frame frame = encoder.blank();
                double t = frames == 1 ? 0 : i / (double) (frames - 1);
                double s = i / (double) Format.FRAMES_PER_SECOND;
                try (var _ = new PointerScope()) {
                    draw(frame, camera.at(t, seconds), s, i, lens, air, flying);
                }
                if (badge != null) badge.put(frame);
                encoder.put(frame);
                if (i % Math.max(1, frames / 25) == 0) watch.progress(SET + (0.98 - SET) * i / frames);
            }
            encoder.finish();
            Mark.put(file);
        } catch (IOException e) {
            throw Trouble.ofWriting("engine_failed", e.toString());
        }
        watch.progress(1);
    }

    private static void draw(
            Frame frame, Camera.Pose pose, double s, int number, Lens lens, Air air, List<Particles> flying) {
        Brush brush = new Brush(frame);
        lens.world(pose, s, frame);
        air.behind(frame, s);
        for (Particles it : flying) it.draw(brush, lens, pose, s, false);
        lens.people(frame);
        for (Particles it : flying) it.draw(brush, lens, pose, s, true);
        air.before(frame, s);
        air.finish(frame, number);
    }

    /** Of all that decides the film, so that a recipe can be compared. */
    private static String digest(Order order) {
        try (InputStream in = Files.newInputStream(order.photo())) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int n; (n = in.read(buffer)) >= 0; ) sha.update(buffer, 0, n);
            sha.update(order.idea().getBytes(StandardCharsets.UTF_8));
            sha.update((order.aspect() + "|" + order.resolution()).getBytes(StandardCharsets.UTF_8));
            sha.update(ByteBuffer.allocate(8).putDouble(order.seconds()).array());
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
