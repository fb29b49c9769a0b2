package reverie.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What an MP4 file must be made of (ISO/IEC 14496-12): boxes, each with its length and name, up to the last byte. */
final class Mp4 {
    private static final int HEAD = 8;
    private static final int LONG_HEAD = 16;
    private static final int BOXES_MAX = 10_000;

    private Mp4() {}

    /** Whether it begins as one, says how it is to be played, holds what is to be played, and is all there. */
    static boolean isWhole(Path file) throws IOException {
        Set<String> found = new HashSet<>();
        try (FileChannel in = FileChannel.open(file)) {
            long at = 0;
            for (int i = 0; at < in.size() && i < BOXES_MAX; i++) {
                ByteBuffer head = ByteBuffer.allocate(LONG_HEAD);
                in.read(head, at);
                if (head.position() < HEAD) return false;
                long length = Integer.toUnsignedLong(head.getInt(0));
                if (length == 1 && head.position() == LONG_HEAD) length = head.getLong(HEAD);
                if (length < HEAD) return false;
                String name = new String(head.array(), 4, 4, StandardCharsets.ISO_8859_1);
                if (at == 0 && !name.equals("ftyp")) return false;
                found.add(name);
                at += length;
            }
            return at == in.size() && found.containsAll(Set.of("moov", "mdat"));
        }
    }
}
