package reverie.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.Problem;
import reverie.platform.box.Box;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens films and sounds: one look at the header, then one pass in which small grey pictures, the loudest sample, the
 * poster and, for what a person sends, a copy without any notes (place, device, names) come out together.
 */
@Component
class Films {
    private static final Duration PROBE_WALL = Duration.ofSeconds(10);
    private static final Duration WALL = Duration.ofMinutes(2);
    /** Longer films are told by their key frames, or a long one would take minutes. */
    private static final double EVERY_FRAME_SECONDS_MAX = 60;

    private static final int GREY_SIDE_MAX = 160;
    private static final Pattern PEAK =
            Pattern.compile("Parsed_volumedetect\\S* @ \\S+] max_volume: (-?[0-9.]+|-inf) dB");
    private static final double SILENCE_DBFS = -91;

    private static final Set<String> FILM_CODECS =
            Set.of("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mjpeg", "prores");
    private static final Set<String> SOUND_CODECS =
            Set.of("aac", "mp3", "opus", "vorbis", "alac", "flac", "ac3", "eac3");
    private static final Set<String> IN_MP4 = Set.of("h264", "hevc", "av1", "vp9", "mpeg4");
    private static final Set<String> SOUND_IN_MP4 = Set.of("aac", "mp3", "opus", "alac", "flac", "ac3", "eac3");

    /** What the header says. {@code sound} and {@code film} are names of codecs; absent where there is none. */
    private record Header(
            @Nullable String film,
            @Nullable String sound,
            int width,
            int height,
            @Nullable Double seconds) {}

    private final Programs programs;
    private final JsonMapper json;

    Films(Programs programs, JsonMapper json) {
        this.programs = programs;
        this.json = json;
    }

    /** @param asItIs keeps the file's bytes: for results of our own, which carry their mark inside */
    Decoded open(Path file, FileType sniffed, boolean asItIs, Path scratch) throws IOException {
        Header header = probe(file, sniffed, scratch);
        FileType type = header.film() == null ? sniffed.asSound() : sniffed.asFilm();
        check(header, type, java.nio.file.Files.size(file));
        FileType kept = asItIs ? type : container(header, type);
        Path copy = scratch.resolve("whole." + kept.extension);
        if (header.film() == null) return sound(file, header, kept, asItIs ? null : copy, scratch);
        return film(file, header, kept, asItIs ? null : copy, scratch);
    }

    private Header probe(Path file, FileType type, Path scratch) {
        Box.Result result = programs.ffprobe(
                type,
                file,
                List.of(
                        "-show_entries",
                        "format=duration:stream=codec_type,codec_name,width,height"
                                + ":stream_disposition=attached_pic:stream_side_data=rotation",
                        "-of",
                        "json"),
                scratch,
                PROBE_WALL);
        JsonNode root = json.readTree(result.output());
        String film = null;
        String sound = null;
        int width = 0;
        int height = 0;
        for (JsonNode stream : root.path("streams")) {
            String codec = stream.path("codec_name").asString("unknown");
            switch (stream.path("codec_type").asString("")) {
                case "video" -> {
                    // The cover of a song is no film.
                    boolean cover =
                            stream.path("disposition").path("attached_pic").asInt(0) == 1;
                    if (film != null || cover || !mayMove(type)) continue;
                    film = codec;
                    boolean turned = turned(stream);
                    width = stream.path(turned ? "height" : "width").asInt(0);
                    height = stream.path(turned ? "width" : "height").asInt(0);
                }
                case "audio" -> sound = sound == null ? codec : sound;
                default -> {
                    // Subtitles, time codes, places: left behind.
                }
            }
        }
        double seconds = root.path("format").path("duration").asDouble(Double.NaN);
        return new Header(film, sound, width, height, Double.isFinite(seconds) ? seconds : null);
    }

    private static boolean mayMove(FileType type) {
        return type.kind.equals("video") || type == FileType.M4A;
    }

    private static boolean turned(JsonNode stream) {
        for (JsonNode data : stream.path("side_data_list")) {
            if (Math.abs(data.path("rotation").asInt(0)) % 180 == 90) return true;
        }
        return false;
    }

    private static void check(Header header, FileType type, long bytes) {
        if (header.film() == null && header.sound() == null) throw Problem.of(422, "broken_file");
        if (bytes > type.bytesMax) throw TakeMedia.tooLarge(type);
        String film = header.film();
        if (film != null && !FILM_CODECS.contains(film))
            throw Sniff.unsupported(film.toUpperCase(java.util.Locale.ROOT));
        String sound = header.sound();
        if (sound != null && !SOUND_CODECS.contains(sound) && !sound.startsWith("pcm_")) {
            throw Sniff.unsupported(sound.toUpperCase(java.util.Locale.ROOT));
        }
        if (film == null) return;
        Double seconds = header.seconds();
        if (seconds != null && seconds > Limits.FILM_SECONDS_MAX + Limits.FILM_SECONDS_SLACK) throw tooLong(seconds);
        new Size(header.width(), header.height()).mustBeWithinLimits();
    }

    private static Problem tooLong(double seconds) {
        return Problem.of(422, "too_long")
                .with("minutes", Math.round(Limits.FILM_SECONDS_MAX / 60))
                .with("seconds", Math.round(seconds));
    }

    /** MP4 plays everywhere: a MOV becomes one where what is in it allows. */
    private static FileType container(Header header, FileType type) {
        if (type != FileType.MOV && type != FileType.MP4) return type;
        boolean fits = header.film() != null
                && IN_MP4.contains(header.film())
                && (header.sound() == null || SOUND_IN_MP4.contains(header.sound()));
        return fits ? FileType.MP4 : FileType.MOV;
    }

    private Decoded film(Path file, Header header, FileType kept, @Nullable Path copy, Path scratch) {
        Size size = new Size(header.width(), header.height());
        Size grey = size.within(GREY_SIDE_MAX);
        Size poster = size.within(Limits.POSTER_SIDE_MAX);
        Size thumb = size.within(Limits.THUMB_SIDE_MAX);
        Path posterFile = scratch.resolve("poster.jpg");
        Path thumbFile = scratch.resolve("thumb.jpg");
        Double told = header.seconds();
        boolean everyFrame = told != null && told <= EVERY_FRAME_SECONDS_MAX;
        int apart = everyFrame ? 2 : 1;
        String graph = "[0:v:0]split=2[a][b];"
                + "[a]select=isnan(prev_selected_t)+gte(t-prev_selected_t\\," + (everyFrame ? "0.499" : "0.999") + "),"
                + grey.scale() + ",format=gray[grey];"
                + "[b]trim=duration=2," + poster.scale() + ",thumbnail=24,sidedata=delete,split=2[poster][t];"
                + "[t]" + thumb.scale() + "[thumb]"
                + (header.sound() == null ? "" : ";[0:a:0]volumedetect[peak]");
        List<String> arguments = new ArrayList<>(List.of("-filter_complex", graph));
        arguments.addAll(List.of("-map", "[grey]", "-fps_mode:v", "passthrough", "-f", "rawvideo", "pipe:1"));
        arguments.addAll(picture("[poster]", posterFile, "3"));
        arguments.addAll(picture("[thumb]", thumbFile, "4"));
        if (header.sound() != null) arguments.addAll(List.of("-map", "[peak]", "-f", "null", "-"));
        if (copy != null) arguments.addAll(copying(header, kept, copy));

        List<String> open = everyFrame ? List.of() : List.of("-skip_frame", "nokey");
        Box.Result result = programs.ffmpeg(kept, file, open, arguments, scratch, WALL);
        int frame = grey.width() * grey.height();
        if (result.output().length < frame || result.output().length % frame != 0) throw Problem.of(422, "broken_file");
        Frames frames = new Frames(result.output(), grey.width(), grey.height(), apart);
        Double seconds =
                told == null && copy != null ? probe(copy, kept, scratch).seconds() : told;
        if (seconds != null && seconds > Limits.FILM_SECONDS_MAX + Limits.FILM_SECONDS_SLACK) throw tooLong(seconds);
        return new Decoded(
                copy == null ? file : copy,
                kept,
                size,
                new MediaInfo.Facts(seconds, frames.luma(), frames.lumaSpread(), frames.motion(), peak(header, result)),
                List.of(
                        new Decoded.Variant("thumb", thumbFile, FileType.JPEG, thumb),
                        new Decoded.Variant("poster", posterFile, FileType.JPEG, poster)));
    }

    private Decoded sound(Path file, Header header, FileType kept, @Nullable Path copy, Path scratch) {
        List<String> arguments = new ArrayList<>(List.of("-map", "0:a:0", "-af", "volumedetect", "-f", "null", "-"));
        if (copy != null) arguments.addAll(copying(header, kept, copy));
        Box.Result result = programs.ffmpeg(kept, file, List.of(), arguments, scratch, WALL);
        Double peak = peak(header, result);
        if (peak == null) throw Problem.of(422, "broken_file");
        Double seconds = header.seconds() == null && copy != null
                ? probe(copy, kept, scratch).seconds()
                : header.seconds();
        var facts = new MediaInfo.Facts(seconds, null, null, null, peak);
        return new Decoded(copy == null ? file : copy, kept, null, facts, List.of());
    }

    private static List<String> picture(String from, Path to, String quality) {
        return List.of(
                "-map",
                from,
                "-frames:v",
                "1",
                "-map_metadata",
                "-1",
                "-fflags",
                "+bitexact",
                "-flags:v",
                "+bitexact",
                "-pix_fmt",
                "yuvj420p",
                "-c:v",
                "mjpeg",
                "-q:v",
                quality,
                "-f",
                "image2",
                "-update",
                "1",
                to.toString());
    }

    /** The same picture and sound in a fresh container: notes and other tracks stay behind. */
    private static List<String> copying(Header header, FileType kept, Path to) {
        List<String> arguments = new ArrayList<>();
        if (header.film() != null) arguments.addAll(List.of("-map", "0:v:0"));
        if (header.sound() != null) arguments.addAll(List.of("-map", "0:a:0"));
        arguments.addAll(List.of("-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"));
        String muxer = switch (kept) {
            case MP4, M4A -> "mp4";
            case MOV -> "mov";
            case WEBM, WEBA -> "webm";
            case MP3 -> "mp3";
            case OGG -> "ogg";
            case WAV -> "wav";
            case JPEG, PNG, WEBP, GIF -> throw new IllegalArgumentException(kept + " is no film or sound");
        };
        if (muxer.equals("mp4") || muxer.equals("mov")) arguments.addAll(List.of("-movflags", "+faststart"));
        if (muxer.equals("mp3")) arguments.addAll(List.of("-id3v2_version", "0"));
        // Apple plays HEVC only under this name.
        if ("hevc".equals(header.film()) && kept == FileType.MP4) arguments.addAll(List.of("-tag:v", "hvc1"));
        arguments.addAll(List.of("-f", muxer, to.toString()));
        return arguments;
    }

    private static @Nullable Double peak(Header header, Box.Result result) {
        if (header.sound() == null) return null;
        Matcher found = PEAK.matcher(result.errors());
        Double peak = null;
        while (found.find()) peak = found.group(1).equals("-inf") ? SILENCE_DBFS : Double.valueOf(found.group(1));
        return peak;
    }
}
