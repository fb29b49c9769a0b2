package reverie.media;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reverie.platform.Problem;

/**
 * What the header of a picture says, read without decoding anything: so a bomb is refused before it can go off.
 *
 * @param width before turning
 * @param orientation EXIF's 1 to 8; 1 is as it lies
 * @param alpha whether some of it may be transparent
 * @param firstFrame where the picture data of an animated WebP's first frame begin and end; null for all others
 */
record StillHeader(
        int width,
        int height,
        int orientation,
        boolean alpha,
        @org.jspecify.annotations.Nullable Span firstFrame) {
    record Span(long from, long to) {}

    /** EXIF turns by a quarter from here on: width and height change places. */
    private static final int FIRST_QUARTER_TURN = 5;

    private static final int ORIENTATION_TAG = 0x0112;

    boolean quarterTurned() {
        return orientation >= FIRST_QUARTER_TURN;
    }

    int shownWidth() {
        return quarterTurned() ? height : width;
    }

    int shownHeight() {
        return quarterTurned() ? width : height;
    }

    /** @throws Problem broken_file where it is cut off or not what it began as */
    static StillHeader read(Path file, FileType type) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return switch (type) {
                case JPEG -> jpeg(bytes);
                case PNG -> png(bytes);
                case WEBP -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case GIF -> gif(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case MP4, MOV, WEBM, M4A, WEBA, MP3, OGG, WAV ->
                    throw new IllegalArgumentException(type + " is no still picture");
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw broken();
        }
    }

    private static Problem broken() {
        return Problem.of(422, "broken_file");
    }

    /** Walks from marker to marker up to the end of the image: one that never comes was cut off. */
    private static StillHeader jpeg(ByteBuffer in) {
        int width = 0;
        int height = 0;
        int orientation = 1;
        in.position(2);
        while (true) {
            int marker = nextMarker(in);
            if (marker == 0xD9) break;
            if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) continue;
            int length = in.getShort() & 0xFFFF;
            int end = in.position() + length - 2;
            if (marker == 0xE1 && orientation == 1) orientation = app1(in.slice(in.position(), length - 2));
            if (isFrame(marker)) {
                height = in.getShort(in.position() + 1) & 0xFFFF;
                width = in.getShort(in.position() + 3) & 0xFFFF;
            }
            in.position(end);
            if (marker == 0xDA) skipScan(in);
        }
        if (width == 0 || height == 0) throw broken();
        return new StillHeader(width, height, orientation, false, null);
    }

    private static int nextMarker(ByteBuffer in) {
        if ((in.get() & 0xFF) != 0xFF) throw broken();
        int marker = in.get() & 0xFF;
        while (marker == 0xFF) marker = in.get() & 0xFF;
        return marker;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** In a scan FF is followed by 00, by a restart marker or by the next real one. */
    private static void skipScan(ByteBuffer in) {
        int at = in.position();
        while (true) {
            while (in.get(at) != (byte) 0xFF) at++;
            int next = in.get(at + 1) & 0xFF;
            if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) break;
            at += next == 0xFF ? 1 : 2;
        }
        in.position(at);
    }

    private static int app1(ByteBuffer segment) {
        byte[] name = new byte[6];
        if (segment.remaining() < 14) return 1;
        segment.get(name);
        return new String(name, StandardCharsets.ISO_8859_1).equals("Exif\0\0") ? orientation(segment.slice()) : 1;
    }

    /** The orientation of a TIFF block; 1 where it says none, or nonsense: a bad note must not spoil a good photo. */
    private static int orientation(ByteBuffer tiff) {
        try {
            if (tiff.remaining() < 14) return 1;
            if (tiff.getShort(0) == 0x4949) tiff.order(ByteOrder.LITTLE_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xFFFF;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if ((tiff.getShort(entry) & 0xFFFF) != ORIENTATION_TAG) continue;
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
            return 1;
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static StillHeader png(ByteBuffer in) {
        in.position(8);
        int width = 0;
        int height = 0;
        int orientation = 1;
        boolean alpha = false;
        while (true) {
            int length = in.getInt();
            String name = fourCharacters(in);
            ByteBuffer data = in.slice(in.position(), length);
            switch (name) {
                case "IHDR" -> {
                    width = data.getInt(0);
                    height = data.getInt(4);
                    // Colour types 4 and 6 carry alpha.
                    alpha = (data.get(9) & 4) != 0;
                    // A bomb's data need not be there to be refused for its size.
                    if (tooLarge(width, height)) return new StillHeader(width, height, 1, alpha, null);
                }
                case "tRNS" -> alpha = true;
                case "eXIf" -> orientation = orientation(data);
                case "IEND" -> {
                    if (width <= 0 || height <= 0) throw broken();
                    return new StillHeader(width, height, orientation, alpha, null);
                }
                default -> {
                    if (width == 0) throw broken();
                }
            }
            in.position(in.position() + length + 4);
        }
    }

    static boolean tooLarge(int width, int height) {
        return (long) width * height > Limits.PIXELS_MAX || width > Limits.SIDE_MAX || height > Limits.SIDE_MAX;
    }

    private static StillHeader webp(ByteBuffer in) {
        long end = Math.min(in.limit(), 8 + (in.getInt(4) & 0xFFFFFFFFL));
        if (in.limit() < 8 + (in.getInt(4) & 0xFFFFFFFFL)) throw broken();
        int width = 0;
        int height = 0;
        int orientation = 1;
        boolean alpha = false;
        boolean picture = false;
        Span firstFrame = null;
        in.position(12);
        while (in.position() + 8 <= end) {
            String name = fourCharacters(in);
            int length = in.getInt();
            ByteBuffer data = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            switch (name) {
                case "VP8X" -> {
                    alpha = (data.get(0) & 0x10) != 0;
                    width = 1 + threeBytes(data, 4);
                    height = 1 + threeBytes(data, 7);
                }
                case "VP8 " -> {
                    width = Math.max(width, data.getShort(6) & 0x3FFF);
                    height = Math.max(height, data.getShort(8) & 0x3FFF);
                    picture = true;
                }
                case "VP8L" -> {
                    int bits = data.getInt(1);
                    width = Math.max(width, 1 + (bits & 0x3FFF));
                    height = Math.max(height, 1 + ((bits >> 14) & 0x3FFF));
                    alpha |= ((bits >> 28) & 1) != 0;
                    picture = true;
                }
                case "ANMF" -> {
                    if (firstFrame == null) firstFrame = new Span(in.position() + 16L, in.position() + (long) length);
                    picture = true;
                }
                case "EXIF" -> orientation = webpOrientation(data);
                default -> {
                    // Colour profile, XMP and what may come: nothing we need.
                }
            }
            in.position(Math.min(in.limit(), in.position() + length + (length & 1)));
        }
        if (!picture) throw broken();
        return new StillHeader(width, height, orientation, alpha, firstFrame);
    }

    /** Some writers put JPEG's “Exif” in front of the block. */
    private static int webpOrientation(ByteBuffer data) {
        boolean named = data.remaining() > 6 && data.get(0) == 'E' && data.get(1) == 'x';
        return orientation(named ? data.slice(6, data.remaining() - 6) : data.slice());
    }

    private static int threeBytes(ByteBuffer in, int at) {
        return (in.get(at) & 0xFF) | ((in.get(at + 1) & 0xFF) << 8) | ((in.get(at + 2) & 0xFF) << 16);
    }

    /** The screen's size; whether the first picture on it has a transparent colour. */
    private static StillHeader gif(ByteBuffer in) {
        int width = in.getShort(6) & 0xFFFF;
        int height = in.getShort(8) & 0xFFFF;
        int flags = in.get(10);
        boolean alpha = false;
        in.position(13 + ((flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0));
        while (true) {
            int block = in.get() & 0xFF;
            if (block == 0x2C) return gifPicture(in, width, height, alpha);
            if (block != 0x21) throw broken();
            int label = in.get() & 0xFF;
            if (label == 0xF9) alpha = (in.get(in.position() + 1) & 1) != 0;
            skipBlocks(in);
        }
    }

    private static StillHeader gifPicture(ByteBuffer in, int width, int height, boolean transparent) {
        int left = in.getShort();
        int top = in.getShort();
        int itsWidth = in.getShort() & 0xFFFF;
        int itsHeight = in.getShort() & 0xFFFF;
        int flags = in.get();
        if ((flags & 0x80) != 0) in.position(in.position() + (3 << ((flags & 7) + 1)));
        in.get();
        skipBlocks(in);
        boolean covers = left == 0 && top == 0 && itsWidth >= width && itsHeight >= height;
        return new StillHeader(Math.max(width, itsWidth), Math.max(height, itsHeight), 1, transparent || !covers, null);
    }

    private static void skipBlocks(ByteBuffer in) {
        for (int size = in.get() & 0xFF; size != 0; size = in.get() & 0xFF) in.position(in.position() + size);
    }

    private static String fourCharacters(ByteBuffer in) {
        byte[] name = new byte[4];
        in.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
