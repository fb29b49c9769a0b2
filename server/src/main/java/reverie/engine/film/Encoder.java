package reverie.engine.film;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import reverie.platform.box.Box;

/**
 * Writes frames into an H.264 MP4 while the next ones are made. The same frames give the same bytes: the number of
 * threads is fixed, and nothing of time or machine goes into the file.
 */
final class Encoder implements AutoCloseable {
    static final int THREADS = 2;
    /** A key frame looks a little different from the one before it; in a short film one is enough. */
    private static final int KEY_EVERY_SECONDS = 5;

    private static final int FRAMES_WAITING_MAX = 3;
    private static final Duration WALL = Duration.ofMinutes(10);
    private static final Box.Limits LIMITS = new Box.Limits(WALL, WALL, 6L << 30, 1 << 20);

    private final Process process;
    private final BlockingQueue<Frame> free = new ArrayBlockingQueue<>(FRAMES_WAITING_MAX);
    private final BlockingQueue<Frame> full = new ArrayBlockingQueue<>(FRAMES_WAITING_MAX + 1);
    private final Frame end;
    private final Thread writer;
    private final Thread listener;
    private volatile String errors = "";
    private volatile boolean broken;

    /** @param folder where the file goes */
    Encoder(Tool tool, Format format, Path folder, Path file) {
        this.end = new Frame(new Format(4, 4));
        for (int i = 0; i < FRAMES_WAITING_MAX; i++) free.add(new Frame(format));
        process = Box.start(command(tool, format, file), folder, LIMITS, Map.of());
        listener = Thread.ofVirtual().start(this::listen);
        writer = Thread.ofPlatform().daemon().name("film writer").start(this::write);
    }

    private static List<String> command(Tool tool, Format format, Path file) {
        List<String> command = new ArrayList<>(List.of(
                tool.program(),
                "-hide_banner",
                "-nostdin",
                "-y",
                "-loglevel",
                "error",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-color_range",
                "tv",
                "-colorspace",
                "bt709",
                "-color_primaries",
                "bt709",
                "-color_trc",
                "bt709",
                "-s",
                format.width() + "x" + format.height(),
                "-r",
                String.valueOf(Format.FRAMES_PER_SECOND),
                "-i",
                "pipe:0",
                "-an",
                "-threads",
                String.valueOf(THREADS)));
        command.addAll(tool.options(format));
        command.addAll(List.of(
                "-g",
                String.valueOf(KEY_EVERY_SECONDS * Format.FRAMES_PER_SECOND),
                "-pix_fmt",
                "yuv420p",
                "-color_range",
                "tv",
                "-colorspace",
                "bt709",
                "-color_primaries",
                "bt709",
                "-color_trc",
                "bt709",
                "-fflags",
                "+bitexact",
                "-flags:v",
                "+bitexact",
                "-map_metadata",
                "-1",
                "-metadata",
                "comment=" + Mark.COMMENT,
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
                "file:" + file.toAbsolutePath()));
        return command;
    }

    /** @param encoder {@code libx264}, or {@code libopenh264} where the ffmpeg at hand has no other */
    record Tool(String program, String version, String encoder) {
        private List<String> options(Format format) {
            double share = format.width() * format.height() / (1280.0 * 720);
            if (encoder.equals("libx264")) {
                return List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-profile:v", "high");
            }
            long bits = Math.round(5_200_000 * Math.max(0.25, Math.pow(share, 0.8)));
            return List.of("-c:v", encoder, "-b:v", String.valueOf(bits), "-maxrate", String.valueOf(bits * 2));
        }
    }

    /** A frame to draw on; give it back with {@link #put}. */
    Frame blank() {
        return take(free);
    }

    void put(Frame frame) {
        if (broken) throw failed();
        full.add(frame);
    }

    /** Ends the film. Only then is the file whole. */
    void finish() {
        full.add(end);
        try {
            writer.join();
            if (!process.waitFor(60, TimeUnit.SECONDS)) Box.kill(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (broken || process.exitValue() != 0) throw failed();
    }

    @Override
    public void close() {
        if (process.isAlive()) Box.kill(process);
        writer.interrupt();
    }

    private Frame take(BlockingQueue<Frame> queue) {
        try {
            while (true) {
                Frame frame = queue.poll(250, TimeUnit.MILLISECONDS);
                if (frame != null) return frame;
                if (broken) throw failed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void write() {
        try (OutputStream out = process.getOutputStream()) {
            while (true) {
                Frame frame = full.take();
                if (frame == end) return;
                out.write(frame.y);
                out.write(frame.u);
                out.write(frame.v);
                free.add(frame);
            }
        } catch (IOException e) {
            broken = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (var said = process.getErrorStream()) {
            errors = new String(said.readNBytes(8 << 10), StandardCharsets.UTF_8);
            said.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            errors = new UncheckedIOException(e).toString();
        }
    }

    private Trouble failed() {
        awaitLastWords();
        return Trouble.ofWriting("encoder_failed", "ffmpeg: " + errors.strip());
    }

    /** A program that breaks off says why a moment before its pipe closes, but on another thread. */
    private void awaitLastWords() {
        try {
            listener.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
