package reverie.media;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reverie.platform.Problem;

/** Tells by its first bytes what a file is; never by its name or by what the sender says of it. */
final class Sniff {
    /** So much of the beginning is enough for each of them. */
    static final int HEAD_BYTES = 4096;

    private static final Set<String> HEIC = Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1");
    private static final Set<String> AVIF = Set.of("avif", "avis");
    private static final Set<String> SOUND_BRANDS = Set.of("M4A ", "M4B ", "M4P ", "F4A ");
    private static final Set<String> OLD_MOV_BOXES = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");
    private static final List<String[]> REFUSED = List.of(
            new String[] {"%PDF-", "PDF"},
            new String[] {"BM", "BMP"},
            new String[] {"II*\0", "TIFF"},
            new String[] {"MM\0*", "TIFF"},
            new String[] {"II+\0", "TIFF"},
            new String[] {"\0\0\0\fJXL ", "JPEG XL"},
            new String[] {"\u00ff\n", "JPEG XL"},
            new String[] {"\0\0\0\fjP  ", "JPEG 2000"},
            new String[] {"8BPS", "PSD"},
            new String[] {"\0\0\1\0", "ICO"},
            new String[] {"PK\3\4", "ZIP"},
            new String[] {"\u001f\u008b", "GZIP"},
            new String[] {"Rar!", "RAR"},
            new String[] {"7z\u00bc\u00af", "7Z"},
            new String[] {"fLaC", "FLAC"},
            new String[] {"FLV", "FLV"},
            new String[] {"\u007fELF", "ELF"},
            new String[] {"MZ", "EXE"},
            new String[] {"#!AMR", "AMR"},
            new String[] {"0&\u00b2u", "WMV"});

    private Sniff() {}

    /** @throws Problem broken_file if there is nothing; unsupported_type, with its name, for what we don't open */
    static FileType type(byte[] head) {
        if (head.length == 0) throw Problem.of(422, "broken_file");
        String start = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) return FileType.JPEG;
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) return FileType.PNG;
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return FileType.GIF;
        if (start.startsWith("OggS")) return FileType.OGG;
        if (start.startsWith("ID3")) return FileType.MP3;
        if (start.startsWith("RIFF") && start.length() >= 12) return riff(start.substring(8, 12));
        if (start.startsWith("\u001aE\u00df\u00a3")) return matroska(head);
        if (start.length() >= 12 && start.startsWith("ftyp", 4)) return brands(head);
        if (start.length() >= 8 && OLD_MOV_BOXES.contains(start.substring(4, 8))) return FileType.MOV;
        for (String[] refused : REFUSED) if (start.startsWith(refused[0])) throw unsupported(refused[1]);
        String text = text(head);
        if (text != null) throw unsupported(textKind(text));
        if (isMp3Frame(head)) return FileType.MP3;
        throw unsupported("?");
    }

    /** The remedy for this very kind stands in the texts beside the general one. */
    static Problem unsupported(String name) {
        String key = switch (name) {
            case "HEIC" -> "heic";
            case "AVIF", "JPEG XL", "JPEG 2000", "BMP", "TIFF", "PSD", "ICO" -> "picture";
            case "SVG" -> "svg";
            case "PDF" -> "pdf";
            case "TXT", "HTML", "M3U8" -> "text";
            case "MKV", "AVI", "FLV", "WMV" -> "film";
            case "FLAC", "AAC", "AMR" -> "sound";
            default -> "other";
        };
        return Problem.of(415, "unsupported_type")
                .with("type", name)
                .extra("found", name)
                .field("file", "media_type." + key, java.util.Map.of("type", name));
    }

    private static FileType riff(String form) {
        return switch (form) {
            case "WEBP" -> FileType.WEBP;
            case "WAVE" -> FileType.WAV;
            case "AVI " -> throw unsupported("AVI");
            default -> throw unsupported("RIFF");
        };
    }

    /** The document type stands in the first element; without one it is Matroska. */
    private static FileType matroska(byte[] head) {
        String first = new String(head, 0, Math.min(head.length, 128), StandardCharsets.ISO_8859_1);
        if (first.contains("webm")) return FileType.WEBM;
        throw unsupported("MKV");
    }

    private static FileType brands(byte[] head) {
        int size = ((head[0] & 0xFF) << 24) | ((head[1] & 0xFF) << 16) | ((head[2] & 0xFF) << 8) | (head[3] & 0xFF);
        int end = Math.min(head.length, Math.clamp(size, 12, 256));
        String major = new String(head, 8, 4, StandardCharsets.ISO_8859_1);
        boolean avif = AVIF.contains(major);
        boolean heic = HEIC.contains(major);
        for (int at = 16; at + 4 <= end; at += 4) {
            String brand = new String(head, at, 4, StandardCharsets.ISO_8859_1);
            avif |= AVIF.contains(brand);
        }
        if (avif) throw unsupported("AVIF");
        if (heic) throw unsupported("HEIC");
        if (major.equals("crx ")) throw unsupported("CR3");
        if (SOUND_BRANDS.contains(major)) return FileType.M4A;
        return major.equals("qt  ") ? FileType.MOV : FileType.MP4;
    }

    /** A frame header of MPEG audio layer 1–3: sync, then values of which some mean “reserved”. */
    private static boolean isMp3Frame(byte[] head) {
        if (head.length < 4 || (head[0] & 0xFF) != 0xFF || (head[1] & 0xE0) != 0xE0) return false;
        int version = (head[1] >> 3) & 3;
        int layer = (head[1] >> 1) & 3;
        int bitrate = (head[2] >> 4) & 15;
        int rate = (head[2] >> 2) & 3;
        return version != 1 && layer != 0 && bitrate != 15 && bitrate != 0 && rate != 3;
    }

    private static @Nullable String text(byte[] head) {
        boolean little = head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE;
        boolean big = head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF;
        Charset charset = little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        // The head may end within a character.
        int length = head.length < HEAD_BYTES ? head.length : wholeCharacters(head, little || big);
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(java.nio.ByteBuffer.wrap(head, 0, length))
                    .toString();
            boolean binary = text.chars().anyMatch(c -> c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f');
            return binary ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int wholeCharacters(byte[] head, boolean wide) {
        if (wide) return head.length & ~3;
        int end = head.length;
        while (end > head.length - 4 && (head[end - 1] & 0xC0) == 0x80) end--;
        return end - 1;
    }

    private static String textKind(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("<svg") || lower.contains("<!doctype svg")) return "SVG";
        if (lower.contains("<html") || lower.contains("<!doctype html")) return "HTML";
        if (lower.strip().startsWith("#extm3u")) return "M3U8";
        return "TXT";
    }
}
