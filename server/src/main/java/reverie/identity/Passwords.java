package reverie.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import reverie.platform.Ids;
import reverie.platform.Problem;

/**
 * Argon2id, 19 MiB and two passes (OWASP's first choice). Each hash costs that memory and a core for tens of
 * milliseconds, so only a few run at once; the rest wait their turn, and not for long.
 */
@Component
class Passwords {
    static final int LENGTH_MIN = 10;
    static final int LENGTH_MAX = 256;
    private static final int DISTINCT_MIN = 4;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long WAIT_SECONDS_MAX = 10;
    static final String COMPARED = "reverie.passwords.compared";

    /** Of those that people choose most, the ones that are long enough for us. */
    private static final Set<String> COMMON = Set.of(
            "1234567890",
            "12345678910",
            "123456789a",
            "0123456789",
            "0987654321",
            "9876543210",
            "1q2w3e4r5t",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "qwertyuiop",
            "qwerty1234",
            "qwerty12345",
            "qwerty123456",
            "qwertyuiop123",
            "asdfghjkl1",
            "zaq12wsxcde3",
            "password12",
            "password123",
            "password1234",
            "password12345",
            "passw0rd123",
            "p@ssw0rd123",
            "p@ssword123",
            "mypassword",
            "mypassword1",
            "letmein123",
            "letmein1234",
            "welcome123",
            "welcome1234",
            "iloveyou123",
            "iloveyou12",
            "iloveyou1234",
            "sunshine123",
            "princess123",
            "football123",
            "baseball123",
            "superman123",
            "adminadmin",
            "admin12345",
            "administrator",
            "changeme123",
            "abcdefghij",
            "abcdef1234",
            "abc1234567",
            "abcd123456",
            "abc123abc123",
            "1234qwerty",
            "123qwe123qwe",
            "qweasdzxc123",
            "qazwsxedcrfv",
            "qwe123qwe123",
            "monkey1234",
            "dragon1234",
            "master1234",
            "trustno1trustno1",
            "йцукенгшщз",
            "пароль1234",
            "пароль123456",
            "qwertyйцукен",
            "q1w2e3r4t5",
            "q1w2e3r4t5y6",
            "secret1234",
            "testtest123",
            "1111111111",
            "reverie123",
            "reverie1234",
            "india12345",
            "krishna123",
            "namaste123");

    private final Argon2PasswordEncoder argon =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final Semaphore turn = new Semaphore(AT_ONCE, true);
    /** Of a password that nobody knows: what an unknown mailbox is compared with, so that it takes as long. */
    private final String nobodys;

    private final Counter compared;

    Passwords(Ids ids, MeterRegistry meters) {
        compared = Counter.builder(COMPARED)
                .description("Passwords that were compared with a hash; many of them are somebody who guesses")
                .register(meters);
        nobodys = encoded(ids.secret(SALT_BYTES));
    }

    /** What is wrong with a password that somebody chose: the key of the sentence, under {@code fields}. */
    Optional<String> objection(String password, @Nullable String mailboxKey) {
        String normal = normal(password);
        if (normal.codePointCount(0, normal.length()) < LENGTH_MIN) return Optional.of("password_short");
        if (normal.length() > LENGTH_MAX) return Optional.of("password_long");
        String small = normal.toLowerCase(Locale.ROOT);
        boolean dull = small.codePoints().distinct().count() < DISTINCT_MIN;
        if (dull || COMMON.contains(small)) return Optional.of("password_common");
        if (mailboxKey != null) {
            String local = mailboxKey.substring(0, mailboxKey.lastIndexOf('@'));
            if (small.equals(mailboxKey) || small.equals(local)) return Optional.of("password_is_mailbox");
        }
        return Optional.empty();
    }

    String hash(String password) {
        return inTurn(() -> encoded(normal(password)));
    }

    /** @param hash null for somebody who has none: takes as long, and is false */
    boolean matches(String password, @Nullable String hash) {
        // A longer one was never accepted; nothing is told by refusing it early.
        if (password.length() > LENGTH_MAX) return false;
        compared.increment();
        boolean same = inTurn(() -> argon.matches(normal(password), hash == null ? nobodys : hash));
        return hash != null && same;
    }

    private String encoded(String password) {
        String hash = argon.encode(password);
        if (hash == null) throw new IllegalStateException("Argon2 gave no hash");
        return hash;
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turn.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS))
                throw Problem.of(503, "busy").retryAfter(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "busy").retryAfter(2);
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
