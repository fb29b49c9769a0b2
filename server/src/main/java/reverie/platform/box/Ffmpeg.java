package reverie.platform.box;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg and ffprobe programs of this machine. Looked for once: the configured path, then the {@code PATH}, then
 * the programs inside our own jar. A program counts only if it starts.
 */
public final class Ffmpeg {
    /** Names the ffmpeg to use; its ffprobe lies beside it. */
    public static final String VARIABLE = "REVERIE_FFMPEG";

    private static final String NATIVES_PROPERTY = "org.bytedeco.javacpp.cachedir";
    private static final Logger log = LoggerFactory.getLogger(Ffmpeg.class);
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Pattern VERSION = Pattern.compile("version (\\S+)");
    private static final Pattern ENCODER = Pattern.compile("(?m)^ [VAS][F.][S.][X.][B.][D.] (\\S+)");
    private static @Nullable Optional<Ffmpeg> found;
    private static @Nullable Path preferred;

    private final Path program;
    private final Path probe;
    private final String version;
    private final String licence;
    private final List<String> encoders;

    private Ffmpeg(Path program, Path probe, String version, String licence, List<String> encoders) {
        this.program = program;
        this.probe = probe;
        this.version = version;
        this.licence = licence;
        this.encoders = encoders;
    }

    /**
     * Where native programs and libraries out of our jar are unpacked: inside the data folder. Call it before anything
     * of them is used; the first call in a process decides.
     */
    public static synchronized Path natives(Path home) {
        String before = System.getProperty(NATIVES_PROPERTY);
        if (before != null) return Path.of(before);
        Path folder = home.resolve("cache").resolve("natives").toAbsolutePath();
        System.setProperty(NATIVES_PROPERTY, folder.toString());
        return folder;
    }

    /** The one the host names, in the environment or in a file of settings. Call it before anybody looks for one. */
    public static synchronized void prefer(Path program) {
        preferred = program;
    }

    /** The programs of this machine; empty if none starts. The first call may take two seconds, later ones none. */
    public static synchronized Optional<Ffmpeg> find() {
        if (found == null) {
            String home = System.getenv("REVERIE_HOME");
            if (home != null && !home.isBlank()) natives(Path.of(home));
            found = find(preferred, System.getenv("PATH"));
            found.ifPresent(it -> log.info("ffmpeg {} ({}) at {}", it.version, it.licence, it.program));
        }
        return found;
    }

    static Optional<Ffmpeg> find(@Nullable Path configured, @Nullable String searchPath) {
        List<Path> candidates = new ArrayList<>();
        if (configured != null) candidates.add(configured);
        for (String folder : (searchPath == null ? "" : searchPath).split(File.pathSeparator)) {
            Path candidate = Path.of(folder, "ffmpeg");
            if (!folder.isEmpty() && Files.isExecutable(candidate)) candidates.add(candidate);
        }
        for (Path candidate : candidates) {
            Optional<Ffmpeg> usable = tryOut(candidate);
            if (usable.isPresent()) return usable;
        }
        return unpacked().flatMap(Ffmpeg::ours);
    }

    /** Those in the folder, also where the desktop is missing that they were built on. */
    static Optional<Ffmpeg> ours(Path home) {
        try {
            starter(home, "ffprobe");
            Path program = starter(home, "ffmpeg");
            Optional<Ffmpeg> asItIs = tryOut(program);
            if (asItIs.isPresent()) return asItIs;
            try (DirectoryStream<Path> devices = Files.newDirectoryStream(home, "libavdevice.*")) {
                for (Path library : devices) WithoutDesktop.patch(library);
            }
            return tryOut(program);
        } catch (IOException e) {
            log.warn("The ffmpeg inside our jar can't be used: {}", e.toString());
            return Optional.empty();
        }
    }

    public Path program() {
        return program;
    }

    public Path probe() {
        return probe;
    }

    public String version() {
        return version;
    }

    /** The licence this build is under: {@code LGPL-3.0-or-later}, {@code GPL-2.0-or-later} … */
    public String licence() {
        return licence;
    }

    public boolean encodes(String encoder) {
        return encoders.contains(encoder);
    }

    /**
     * The arguments that open a stranger's file: nothing but this one file is read, whatever it says inside, and its
     * kind is what we found it to be, so that no playlist or script can pose as a picture.
     *
     * @param demuxer ffmpeg's name of the kind, for example {@code mov}; lists of other files are refused
     */
    public static List<String> input(String demuxer, Path file) {
        if (List.of("concat", "hls", "dash", "lavfi", "tee", "image2", "ffmetadata")
                .contains(demuxer)) {
            throw new IllegalArgumentException(demuxer + " opens other files");
        }
        return List.of("-protocol_whitelist", "file,pipe", "-f", demuxer, "-i", "file:" + file.toAbsolutePath());
    }

    private static Optional<Ffmpeg> tryOut(Path program) {
        Path probe = program.resolveSibling("ffprobe");
        if (!Files.isExecutable(program) || !Files.isExecutable(probe)) return Optional.empty();
        Optional<String> banner = says(program, "-version");
        if (banner.isEmpty() || says(probe, "-version").isEmpty()) return Optional.empty();
        Matcher version = VERSION.matcher(banner.get());
        if (!version.find()) return Optional.empty();
        Matcher encoder = ENCODER.matcher(says(program, "-encoders").orElse(""));
        List<String> encoders = encoder.results().map(it -> it.group(1)).toList();
        return Optional.of(new Ffmpeg(program, probe, version.group(1), licence(banner.get()), List.copyOf(encoders)));
    }

    /** What the build was configured with decides its licence. */
    private static String licence(String banner) {
        String flags = banner.toLowerCase(Locale.ROOT);
        if (flags.contains("--enable-nonfree")) return "not redistributable";
        boolean gpl = flags.contains("--enable-gpl");
        boolean three = flags.contains("--enable-version3");
        if (gpl) return three ? "GPL-3.0-or-later" : "GPL-2.0-or-later";
        return three ? "LGPL-3.0-or-later" : "LGPL-2.1-or-later";
    }

    private static Optional<String> says(Path program, String argument) {
        try {
            Process process = new ProcessBuilder(program.toString(), "-hide_banner", argument)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            var text = new String[1];
            Thread reader = Thread.ofVirtual().start(() -> text[0] = read(process));
            boolean ended = process.waitFor(START_MAX);
            if (!ended) Box.kill(process);
            reader.join(Duration.ofSeconds(2));
            return ended && process.exitValue() == 0 ? Optional.ofNullable(text[0]) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String read(Process process) {
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Where the programs and their libraries out of our jar lie now; none of it is loaded into this process. */
    private static Optional<Path> unpacked() {
        String folder = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/";
        if (Ffmpeg.class.getResource(folder + "ffmpeg") == null) return Optional.empty();
        try {
            for (File cached : Loader.cacheResources(Ffmpeg.class, folder)) {
                Path home = cached.toPath();
                if (Files.exists(home.resolve("ffmpeg"))) return Optional.of(home);
            }
            return Optional.empty();
        } catch (IOException e) {
            log.warn("The ffmpeg inside our jar could not be unpacked: {}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * The program finds the libraries it names, but those do not find the ones they name themselves: they have to be
     * told the folder. So what is run is a starter that does, and hands on its arguments untouched.
     */
    private static Path starter(Path home, String name) throws IOException {
        Path program = home.resolve(name);
        if (!program.toFile().setExecutable(true)) throw new IOException(name + " cannot be made a program");
        String script =
                "#!/bin/sh\nhere=\"${0%/*}/..\"\nLD_LIBRARY_PATH=\"$here\" exec \"$here/" + name + "\" \"$@\"\n";
        Path starter = Files.createDirectories(home.resolve("bin")).resolve(name);
        if (Files.exists(starter) && Files.readString(starter).equals(script)) return starter;
        Path fresh = Files.createTempFile(starter.getParent(), name, ".new");
        Files.writeString(fresh, script);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(fresh, starter, StandardCopyOption.ATOMIC_MOVE);
    }
}
