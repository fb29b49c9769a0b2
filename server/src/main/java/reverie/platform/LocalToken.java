package reverie.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What proves that a call comes from this machine, by somebody who may read the data folder: a token in
 * {@code run/token}, readable by its owner only, the same for all processes that share the folder. Good on loopback
 * alone. It is sent only to who proved to know it already: where a server of this home once listened may be anybody.
 */
@Component
public class LocalToken {
    public static final String HEADER = "X-Reverie-Local";
    /** What the server is to prove itself with: something random, in a request without the token. */
    public static final String NONCE = "X-Reverie-Local-Nonce";
    /** The server's answer to it. */
    public static final String PROOF = "X-Reverie-Local-Proof";

    private static final int NONCE_CHARS_MAX = 100;

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

    public boolean matches(String given) {
        return isSame(token, given);
    }

    /** In constant time. */
    public static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** That this server knows the token, for who asked at this port; none for what can't be a nonce. */
    public Optional<String> proof(@Nullable String nonce, int port) {
        return nonce == null || nonce.length() > NONCE_CHARS_MAX
                ? Optional.empty()
                : Optional.of(proof(token, nonce, port));
    }

    /** @param port good for this one alone, so that nobody can pass on what a server elsewhere said */
    public static String proof(String token, String nonce, int port) {
        byte[] mac = Secrets.hmac(
                token.getBytes(StandardCharsets.UTF_8), (port + ":" + nonce).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
