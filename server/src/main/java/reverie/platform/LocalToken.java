package reverie.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/**
 * What proves that a call comes from this machine, by somebody who may read the data folder: a token in
 * {@code run/token}, readable by its owner only, the same for all processes that share the folder. Good on loopback
 * alone.
 */
@Component
public class LocalToken {
    public static final String HEADER = "X-Reverie-Local";

    private final String token;

    LocalToken(Home home, Secrets secrets) {
        token = secrets.sign("local", "terminal");
        Path folder = home.folder("run");
        try {
            Path fresh = Files.createTempFile(
                    folder,
                    "token",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, token);
            Files.move(fresh, folder.resolve("token"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In constant time. */
    public boolean matches(String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
