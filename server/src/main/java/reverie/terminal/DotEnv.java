package reverie.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import reverie.platform.SettingsException;

/** Settings from a file {@code .env} in the folder Reverie is started in. The environment wins. */
final class DotEnv {
    private static final String EXPORT = "export ";

    private DotEnv() {}

    static Map<String, String> under(Map<String, String> environment) {
        return under(environment, Path.of(".env"));
    }

    static Map<String, String> under(Map<String, String> environment, Path file) {
        if (!Files.isRegularFile(file)) return environment;
        Map<String, String> all = new HashMap<>();
        try {
            int number = 0;
            for (String raw : Files.readAllLines(file)) {
                number++;
                String line = raw.strip();
                if (line.isEmpty() || line.startsWith("#")) continue;
                int equals = line.indexOf('=');
                if (equals < 1) throw new SettingsException("Line " + number + " of .env is not NAME=value.");
                String name = line.substring(0, equals).strip();
                // As where the same file is also read by a shell.
                all.put(
                        name.startsWith(EXPORT)
                                ? name.substring(EXPORT.length()).strip()
                                : name,
                        unquoted(line.substring(equals + 1).strip()));
            }
        } catch (IOException e) {
            throw new SettingsException(".env can't be read: " + e.getMessage(), e);
        }
        all.putAll(environment);
        return all;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
