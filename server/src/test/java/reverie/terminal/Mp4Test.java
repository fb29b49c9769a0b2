package reverie.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp4Test {
    @TempDir
    Path folder;

    private static byte[] box(String name, int content) {
        return ByteBuffer.allocate(8 + content)
                .putInt(8 + content)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    private static byte[] longBox(String name, int content) {
        return ByteBuffer.allocate(16 + content)
                .putInt(1)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putLong(16 + content)
                .array();
    }

    private boolean isWhole(byte[]... parts) throws IOException {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) all.put(part);
        return Mp4.isWhole(Files.write(folder.resolve("film.mp4"), all.array()));
    }

    @Test
    void a_film_begins_as_one_and_is_all_there() throws IOException {
        assertThat(isWhole(box("ftyp", 16), box("moov", 90), box("uuid", 30), box("mdat", 500)))
                .isTrue();
        assertThat(isWhole(box("ftyp", 16), longBox("mdat", 500), box("moov", 90)))
                .isTrue();
    }

    @Test
    void what_is_cut_off_or_something_else_is_none() throws IOException {
        byte[] mdat = box("mdat", 500);

        assertThat(isWhole(box("ftyp", 16), box("moov", 90), Arrays.copyOf(mdat, 400)))
                .isFalse();
        assertThat(isWhole(box("ftyp", 16), box("moov", 90))).isFalse();
        assertThat(isWhole(box("ftyp", 16), mdat)).isFalse();
        assertThat(isWhole(box("moov", 90), box("ftyp", 16), mdat)).isFalse();
        assertThat(isWhole(box("ftyp", 16), box("moov", 90), mdat, new byte[] {0, 0, 0}))
                .isFalse();
        assertThat(isWhole("{\"code\":\"busy\"}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(isWhole(new byte[0])).isFalse();
    }
}
