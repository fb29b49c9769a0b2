package reverie.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The data folder: what lies where, and the secret that is made and kept on the first run. */
public final class Home {
    private final Path folder;
    private final String secret;

    public Home(Path folder, @Nullable String givenSecret) {
        try {
            this.folder = Files.createDirectories(folder);
            this.secret = givenSecret != null ? givenSecret : keptSecret();
        } catch (IOException e) {
            throw new SettingsException("REVERIE_HOME " + folder + " can't be written to: " + e.getMessage() + ".", e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** A folder below the home, made if it is missing. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String secret() {
        return secret;
    }

    private String keptSecret() throws IOException {
        Path file = folder.resolve("secret");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Path fresh = Files.createTempFile(
                    folder,
                    "secret",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, Base64.getEncoder().encodeToString(bytes));
            try {
                // A link is made or refused as a whole: of two processes that begin together, one wins.
                Files.createLink(file, fresh);
            } catch (java.nio.file.FileAlreadyExistsException e) {
                Files.deleteIfExists(fresh);
                return Files.readString(file).strip();
            }
            Files.deleteIfExists(fresh);
        }
        return Files.readString(file).strip();
    }
}
