package reverie.platform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reverie.platform.box.Ffmpeg;

/** Reads {@link Settings} from the environment. Unknown or wrong: one clear sentence, and the start stops. */
public final class SettingsReader {
    private static final int SECRET_CHARS_MIN = 32;

    private final Map<String, String> environment;

    public SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws SettingsException with the sentence for the host */
    public Settings read(boolean sandbox) {
        for (String name : environment.keySet()) {
            if (name.startsWith("REVERIE_") && SettingsTable.find(name) == null) {
                List<String> known = SettingsTable.ALL.stream()
                        .map(SettingsTable.Setting::name)
                        .filter(n -> n.startsWith("REVERIE_"))
                        .toList();
                throw new SettingsException(
                        name + " is not a setting of Reverie. Known are: " + String.join(", ", known) + ".");
            }
        }
        secret();
        ffmpeg();
        return new Settings(home(), port(), roles(), publicUrl(), value("DATABASE_URL"), rateLimits(), sandbox);
    }

    /**
     * One setting as it was given, without spaces around it; null when it is absent or empty.
     *
     * @throws IllegalArgumentException for a name that is not in the {@link SettingsTable}
     */
    public @Nullable String value(String name) {
        if (SettingsTable.find(name) == null) throw new IllegalArgumentException(name + " is not in the table");
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * What everything is signed with, if the host brings their own.
     *
     * @throws SettingsException for one that can be guessed
     */
    @Nullable
    String secret() {
        String given = value("REVERIE_SECRET");
        if (given != null && given.length() < SECRET_CHARS_MIN) {
            throw new SettingsException("REVERIE_SECRET is too short to keep anything secret: it needs at least "
                    + SECRET_CHARS_MIN + " random characters.");
        }
        return given;
    }

    private void ffmpeg() {
        String given = value(Ffmpeg.VARIABLE);
        if (given != null && !Files.isExecutable(Path.of(given))) {
            throw new SettingsException(Ffmpeg.VARIABLE + " is no program that can be run: “" + given + "”.");
        }
    }

    private Path home() {
        String given = value("REVERIE_HOME");
        return given != null
                ? Path.of(given).toAbsolutePath().normalize()
                : Path.of(System.getProperty("user.home"), ".reverie");
    }

    private int port() {
        String name = value("REVERIE_PORT") != null ? "REVERIE_PORT" : "PORT";
        String given = value(name);
        if (given == null) return 8080;
        try {
            int port = Integer.parseInt(given);
            if (port >= 0 && port <= 65_535) return port;
        } catch (NumberFormatException e) {
            throw new SettingsException(name + " must be a number from 0 to 65535, not “" + given + "”.", e);
        }
        throw new SettingsException(name + " must be a number from 0 to 65535, not “" + given + "”.");
    }

    private Set<Roles> roles() {
        String given = value("REVERIE_ROLES");
        if (given == null) return EnumSet.allOf(Roles.class);
        Set<Roles> roles = EnumSet.noneOf(Roles.class);
        for (String part : given.split(",")) {
            try {
                roles.add(Roles.valueOf(part.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(
                        "REVERIE_ROLES holds “" + part.strip() + "”. A role is one of "
                                + Arrays.toString(Roles.values()).toLowerCase(Locale.ROOT) + ".",
                        e);
            }
        }
        return roles;
    }

    private @Nullable URI publicUrl() {
        String given = value("REVERIE_PUBLIC_URL");
        if (given == null) return null;
        String trimmed = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        try {
            URI uri = URI.create(trimmed);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (uri.getHost() != null && web) return uri;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("REVERIE_PUBLIC_URL must be an address such as https://reverie.example.", e);
        }
        throw new SettingsException("REVERIE_PUBLIC_URL must be an address such as https://reverie.example.");
    }

    private boolean rateLimits() {
        String given = value("REVERIE_RATE_LIMITS");
        if (given == null || given.equals("on")) return true;
        if (given.equals("off")) return false;
        throw new SettingsException("REVERIE_RATE_LIMITS is “on” or “off”, not “" + given + "”.");
    }
}
