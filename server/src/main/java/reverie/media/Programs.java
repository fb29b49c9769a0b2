package reverie.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.platform.Home;
import reverie.platform.Problem;
import reverie.platform.box.Box;
import reverie.platform.box.Ffmpeg;

/** Runs ffmpeg and ffprobe over a stranger's file: in a box, one file only, as the kind we found it to be. */
@Component
class Programs {
    private static final Logger log = LoggerFactory.getLogger(Programs.class);

    /** A picture of 100 megapixels with alpha, turned: four bytes a pixel, a few times over. */
    private static final long MEMORY_BYTES = 3L << 30;

    private static final long OUTPUT_BYTES_MAX = 64L << 20;
    private static final int LOG_CHARACTERS_MAX = 300;
    private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(60);
    /** 128 + SIGKILL: not the file's fault but ours, most likely a machine without memory. */
    private static final int KILLED = 137;

    /** The decoders a stranger's file may wake. All others stay asleep, whatever holes they have. */
    private static final String DECODERS = "mjpeg,png,webp,gif,h264,hevc,vp8,vp9,libvpx-vp9,libdav1d,libaom-av1,av1,"
            + "mpeg4,prores,aac,mp3,mp3float,opus,libopus,vorbis,alac,flac,ac3,eac3,"
            + "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_alaw,pcm_mulaw";

    private final Semaphore turns =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
    private final Home home;

    Programs(Home home) {
        this.home = home;
    }

    /** @throws Problem broken_file if the file can't be opened; busy if it could not be tried */
    Box.Result ffmpeg(FileType type, Path file, List<String> open, List<String> arguments, Path folder, Duration wall) {
        List<String> command = new ArrayList<>();
        command.add(program().program().toString());
        command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-y", "-v", "info"));
        command.addAll(open);
        command.addAll(List.of("-codec_whitelist", DECODERS));
        command.addAll(Ffmpeg.input(type.demuxer, file));
        command.addAll(arguments);
        return run(command, folder, wall);
    }

    Box.Result ffprobe(FileType type, Path file, List<String> arguments, Path folder, Duration wall) {
        List<String> command = new ArrayList<>();
        command.add(program().probe().toString());
        command.addAll(List.of("-v", "error", "-codec_whitelist", DECODERS));
        command.addAll(arguments);
        command.addAll(Ffmpeg.input(type.demuxer, file));
        return run(command, folder, wall);
    }

    private Ffmpeg program() {
        Ffmpeg.natives(home.folder());
        return Ffmpeg.find().orElseThrow(() -> Problem.of(503, "media_unavailable"));
    }

    private Box.Result run(List<String> command, Path folder, Duration wall) {
        try {
            if (!turns.tryAcquire(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.of(503, "busy").retryAfter(10);
            }
            try {
                // The CPU may take longer than the clock on the wall (threads); the wall decides.
                Duration cpu = wall.multipliedBy(4);
                return checked(Box.run(command, folder, new Box.Limits(wall, cpu, MEMORY_BYTES, OUTPUT_BYTES_MAX)));
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "busy").retryAfter(2);
        }
    }

    private static Box.Result checked(Box.Result result) {
        if (result.ok()) return result;
        boolean killed = result.exit() == KILLED && !result.timedOut() && !result.tooMuch();
        String ended = result.timedOut() ? "took too long" : result.tooMuch() ? "said too much" : "" + result.exit();
        log.info("Decoding ended: {}: {}", ended, lastLine(result.errors()));
        if (killed) throw Problem.of(503, "busy").retryAfter(5);
        throw Problem.of(422, "broken_file");
    }

    /** The file may have put anything into it: one line, without anything that acts on a terminal. */
    private static String lastLine(String errors) {
        String line = errors.strip().lines().reduce((a, b) -> b).orElse("");
        return line.substring(0, Math.min(line.length(), LOG_CHARACTERS_MAX)).replaceAll("\\p{Cntrl}", " ");
    }
}
