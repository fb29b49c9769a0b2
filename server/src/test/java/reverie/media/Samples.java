package reverie.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import reverie.platform.box.Ffmpeg;

/** Files of every kind, good and bad, made on the spot. */
public final class Samples {
    static final Path FOLDER = folder();

    private Samples() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "samples")), "made")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its four quarters are red, green, blue and white (left to right, top to bottom), so that turning shows. */
    public static BufferedImage picture(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < 4; i++) {
            pen.setColor(colours[i]);
            pen.fillRect(i % 2 * width / 2, i / 2 * height / 2, width - width / 2, height - height / 2);
        }
        pen.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return encoded(picture(width, height), "jpg");
    }

    public static byte[] png(int width, int height) {
        return encoded(picture(width, height), "png");
    }

    /** As large as asked, because noise can't be packed. */
    static byte[] noisePng(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new SplittableRandom(7).ints((long) width * height).toArray();
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return encoded(image, "png");
    }

    static byte[] transparentPng(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(255, 0, 0, 128));
        pen.fillOval(0, 0, width, height);
        pen.dispose();
        return encoded(image, "png");
    }

    static byte[] encoded(BufferedImage image, String format) {
        try {
            var out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) throw new IllegalStateException("No writer for " + format);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A photo as a phone writes it: with an orientation, and with where it was taken. */
    static byte[] jpegWithExif(int width, int height, int orientation, String place) {
        byte[] photo = jpeg(width, height);
        byte[] exif = exif(orientation, place);
        ByteBuffer out = ByteBuffer.allocate(photo.length + exif.length + 10);
        out.put(photo, 0, 2).put((byte) 0xFF).put((byte) 0xE1).putShort((short) (exif.length + 8));
        out.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(exif).put(photo, 2, photo.length - 2);
        return out.array();
    }

    private static byte[] exif(int orientation, String place) {
        byte[] text = (place + "\0").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(200 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("II".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 42).putInt(8);
        out.putShort((short) 2);
        entry(out, 0x0112, 3, 1, orientation);
        entry(out, 0x8825, 4, 1, 50);
        out.putInt(0);
        out.position(50);
        out.putShort((short) 2);
        entry(out, 0x0000, 1, 4, 0x0302);
        entry(out, 0x001B, 7, text.length, 100);
        out.putInt(0);
        out.position(100);
        out.put(text);
        return out.array();
    }

    private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
        out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    /** A PNG that says it is so large, and ends there: nobody has to look further to refuse it. */
    static byte[] pngBomb(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(33);
        out.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        out.putInt(13).put("IHDR".getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        var crc = new java.util.zip.CRC32();
        crc.update(out.array(), 12, 17);
        return out.putInt((int) crc.getValue()).array();
    }

    static byte[] animatedGif(int width, int height, int frames) {
        try {
            byte[] one = encoded(picture(width, height), "gif");
            // Everything between the first picture's extension and the trailer is one frame: say it many times.
            int from = 13 + (3 << ((one[10] & 7) + 1));
            var out = new ByteArrayOutputStream();
            out.write(one, 0, from);
            for (int i = 0; i < frames; i++) out.write(one, from, one.length - from - 1);
            out.write(0x3B);
            return out.toByteArray();
        } catch (RuntimeException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] ftyp(String brand) {
        ByteBuffer out = ByteBuffer.allocate(1024);
        out.putInt(24)
                .put(("ftyp" + brand).getBytes(StandardCharsets.ISO_8859_1))
                .putInt(0);
        out.put(("mif1" + brand).getBytes(StandardCharsets.ISO_8859_1));
        return out.array();
    }

    /** What ffmpeg makes of these arguments; the name decides the container. */
    static byte[] made(String name, String... arguments) {
        return bytes(madeFile(name, arguments));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path madeFile(String name, String... arguments) {
        Path file = FOLDER.resolve(name);
        List<String> command = new ArrayList<>();
        command.add(Ffmpeg.find().orElseThrow().program().toString());
        command.addAll(List.of("-v", "error", "-y"));
        command.addAll(List.of(arguments));
        command.add(file.toString());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(said);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Five seconds with sound, 30 pictures a second. */
    public static Path film(String name, int width, int height, double seconds) {
        return madeFile(
                name,
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=" + width + "x" + height + ":r=30",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440",
                "-t",
                String.valueOf(seconds),
                "-c:v",
                "libopenh264",
                "-b:v",
                "3M",
                "-c:a",
                "aac");
    }
}
