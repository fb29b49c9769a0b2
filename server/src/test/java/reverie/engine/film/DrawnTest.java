package reverie.engine.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.platform.box.Ffmpeg;

/** What is drawn into a frame, seen in its brightness. */
class DrawnTest {
    @TempDir
    static Path home;

    @BeforeAll
    static void unpack() {
        Ffmpeg.natives(home);
    }

    @Test
    void a_blurred_petal_fades_out_on_every_side() {
        Frame frame = black("16:9");

        new Brush(frame).leaf(480, 270, 60, 40, 0.4, 0.8, 1, Brush.PETALS[0]);

        int steepest = IntStream.range(1, frame.y.length)
                .map(i -> Math.abs((frame.y[i] & 255) - (frame.y[i - 1] & 255)))
                .max()
                .orElseThrow();
        assertThat(steepest).isBetween(1, 14);
    }

    @Test
    void the_mark_of_a_preview_is_at_the_top_right() {
        for (String aspect : new String[] {"16:9", "9:16"}) {
            Frame frame = black(aspect);

            Badge.of(Format.of(aspect, 540, 1920, 1080)).put(frame);

            int[] drawn = IntStream.range(0, frame.y.length)
                    .filter(i -> (frame.y[i] & 255) > 60)
                    .toArray();
            assertThat(drawn).hasSizeGreaterThan(50);
            assertThat(Arrays.stream(drawn).map(i -> i % frame.width).min().orElseThrow())
                    .isGreaterThan(frame.width / 2);
            assertThat(Arrays.stream(drawn).map(i -> i / frame.width).max().orElseThrow())
                    .isLessThan(30);
        }
    }

    private static Frame black(String aspect) {
        return new Frame(Format.of(aspect, 540, 1920, 1080));
    }
}
