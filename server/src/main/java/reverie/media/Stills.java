package reverie.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reverie.platform.Problem;
import reverie.platform.box.Box;

/**
 * Opens pictures. What a person sends is written anew, upright, with nothing in it but the picture: as JPEG, or as PNG
 * where something may be transparent. Of moving pictures the first frame counts.
 */
@Component
class Stills {
    private static final Duration WALL = Duration.ofMinutes(1);
    private static final int GREY_SIDE_MAX = 256;
    private static final List<String> NOTHING_ELSE =
            List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact");
    private static final List<String> ONE_FILE = List.of("-frames:v", "1", "-f", "image2", "-update", "1");

    private final Programs programs;

    Stills(Programs programs) {
        this.programs = programs;
    }

    /** @param asItIs keeps the file's bytes: for results of our own, which carry their mark inside */
    Decoded open(Path file, FileType type, boolean asItIs, Path scratch) throws IOException {
        StillHeader header = StillHeader.read(file, type);
        new Size(header.width(), header.height()).mustBeWithinLimits();
        Path source = header.firstFrame() == null ? file : firstFrame(file, header, scratch);
        Size size = new Size(header.shownWidth(), header.shownHeight());
        Size thumb = size.within(Limits.THUMB_SIDE_MAX);
        Size grey = size.within(GREY_SIDE_MAX);
        FileType kept = asItIs ? type : header.alpha() ? FileType.PNG : FileType.JPEG;
        FileType thumbType = header.alpha() ? FileType.WEBP : FileType.JPEG;
        Path whole = scratch.resolve("whole." + kept.extension);
        Path small = scratch.resolve("thumb." + thumbType.extension);

        String ways = asItIs ? "split=2[t][g]" : "split=3[w][t][g]";
        List<String> arguments = new ArrayList<>(List.of(
                "-filter_complex",
                "[0:v:0]" + turn(header.orientation()) + "sidedata=delete," + ways + ";[t]" + thumb.scale()
                        + "[thumb];[g]" + grey.scale() + ",format=gray[grey]"));
        if (!asItIs) {
            arguments.addAll(List.of("-map", "[w]"));
            arguments.addAll(NOTHING_ELSE);
            arguments.addAll(encode(kept, true));
            arguments.addAll(ONE_FILE);
            arguments.add(whole.toString());
        }
        arguments.addAll(List.of("-map", "[thumb]"));
        arguments.addAll(NOTHING_ELSE);
        arguments.addAll(encode(thumbType, false));
        arguments.addAll(ONE_FILE);
        arguments.add(small.toString());
        arguments.addAll(List.of("-map", "[grey]", "-frames:v", "1", "-f", "rawvideo", "pipe:1"));

        Box.Result result = programs.ffmpeg(type, source, List.of("-noautorotate"), arguments, scratch, WALL);
        if (result.output().length != grey.width() * grey.height()) throw Problem.of(422, "broken_file");
        Frames frames = new Frames(result.output(), grey.width(), grey.height(), 1);
        var facts = new MediaInfo.Facts(null, frames.luma(), frames.lumaSpread(), null, null);
        var variant = new Decoded.Variant("thumb", small, thumbType, thumb);
        return new Decoded(asItIs ? file : whole, kept, size, facts, List.of(variant));
    }

    /** What undoes each orientation of EXIF. */
    private static String turn(int orientation) {
        return switch (orientation) {
            case 2 -> "hflip,";
            case 3 -> "hflip,vflip,";
            case 4 -> "vflip,";
            case 5 -> "transpose=cclock_flip,";
            case 6 -> "transpose=clock,";
            case 7 -> "transpose=clock_flip,";
            case 8 -> "transpose=cclock,";
            default -> "";
        };
    }

    private List<String> encode(FileType type, boolean whole) {
        return switch (type) {
            // 2 of 2 to 31 is about what others call 92 of 100. Colours keep the fineness they had.
            case JPEG -> List.of("-c:v", "mjpeg", "-q:v", whole ? "2" : "4");
            case PNG -> List.of("-pix_fmt", "rgba", "-c:v", "png", "-pred", "mixed");
            case WEBP -> List.of("-c:v", "libwebp", "-quality", "80");
            case GIF, MP4, MOV, WEBM, M4A, WEBA, MP3, OGG, WAV ->
                throw new IllegalArgumentException("We don't write " + type);
        };
    }

    /** An animated WebP's first frame as a WebP of its own: ffmpeg doesn't open the animated kind. */
    private static Path firstFrame(Path file, StillHeader header, Path scratch) throws IOException {
        StillHeader.Span span = java.util.Objects.requireNonNull(header.firstFrame());
        Path still = scratch.resolve("first.webp");
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(still, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long length = span.to() - span.from();
            // With a transparency channel of its own (ALPH before VP8) the extended header has to announce it.
            ByteBuffer name = ByteBuffer.allocate(4);
            in.read(name, span.from());
            boolean extended = new String(name.array(), StandardCharsets.ISO_8859_1).equals("ALPH");
            ByteBuffer head = ByteBuffer.allocate(extended ? 30 : 12).order(ByteOrder.LITTLE_ENDIAN);
            head.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt((int) (head.capacity() - 8 + length));
            head.put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
            if (extended) {
                head.put("VP8X".getBytes(StandardCharsets.ISO_8859_1))
                        .putInt(10)
                        .putInt(0x10);
                threeBytes(head, header.width() - 1);
                threeBytes(head, header.height() - 1);
            }
            out.write(head.flip());
            in.transferTo(span.from(), length, out);
        }
        if (Files.size(still) == 0) throw Problem.of(422, "broken_file");
        return still;
    }

    private static void threeBytes(ByteBuffer out, int value) {
        out.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }
}
