package reverie.sandbox;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** What Telegram's apps make of a picture that is sent as a photo: smaller JPEGs. */
final class Photos {
    private static final int[] SIDES = {90, 320, 800, 1280};
    private static final long PIXELS_MAX = 60_000_000;

    private Photos() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** By the first bytes, as far as a chat cares; else by the name. */
    static String type(byte[] bytes, String name) {
        if (begins(bytes, 0, 0xFF, 0xD8, 0xFF)) return "image/jpeg";
        if (begins(bytes, 0, 0x89, 'P', 'N', 'G')) return "image/png";
        if (begins(bytes, 0, 'G', 'I', 'F')) return "image/gif";
        if (begins(bytes, 8, 'W', 'E', 'B', 'P')) return "image/webp";
        if (begins(bytes, 4, 'f', 't', 'y', 'p', 'h', 'e', 'i')) return "image/heic";
        if (begins(bytes, 4, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f')) return "image/avif";
        if (begins(bytes, 4, 'f', 't', 'y', 'p')) return "video/mp4";
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (end) {
            case "jpg", "jpeg" -> "image/jpeg";
            case "png", "gif", "webp", "heic", "avif" -> "image/" + end;
            case "svg" -> "image/svg+xml";
            case "txt" -> "text/plain";
            default -> "application/octet-stream";
        };
    }

    private static boolean begins(byte[] bytes, int at, int... with) {
        if (bytes.length < at + with.length) return false;
        for (int i = 0; i < with.length; i++) {
            if ((bytes[at + i] & 0xFF) != with[i]) return false;
        }
        return true;
    }

    /** Its sizes, the largest last; as it is where it can't be read. */
    static List<Post.Kept> sizes(Town town, String name, byte[] bytes) {
        try {
            BufferedImage whole = read(bytes);
            if (whole == null) return List.of(town.keep(name, type(bytes, name), bytes, 0, 0));
            int longest = Math.max(whole.getWidth(), whole.getHeight());
            List<Post.Kept> sizes = new ArrayList<>();
            for (int side : SIDES) {
                sizes.add(size(town, name, whole, Math.min(side, longest)));
                if (side >= longest) break;
            }
            return sizes;
        } catch (IOException e) {
            throw Refusal.bad("IMAGE_PROCESS_FAILED");
        }
    }

    private static @org.jspecify.annotations.Nullable BufferedImage read(byte[] bytes) throws IOException {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return null;
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > PIXELS_MAX) throw Refusal.bad("PHOTO_INVALID_DIMENSIONS");
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Post.Kept size(Town town, String name, BufferedImage whole, int side) throws IOException {
        double scale = side / (double) Math.max(whole.getWidth(), whole.getHeight());
        int width = Math.max(1, (int) Math.round(whole.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(whole.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = small.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        brush.drawImage(whole, 0, 0, width, height, null);
        brush.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(small, "jpg", jpeg);
        return town.keep(name, "image/jpeg", jpeg.toByteArray(), width, height);
    }
}
