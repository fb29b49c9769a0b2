package reverie.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** New ids. They are UUIDv7: their order is that of their making, within one process strictly. */
@Component
public class Ids {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** Milliseconds in the upper 52 bits, a counter of 12 bits below: what makes ids of one process strictly grow. */
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        long now = clock.millis() << 12;
        long tick = last.updateAndGet(before -> before >= now ? before + 1 : now);
        long high = ((tick >>> 12) << 16) | 0x7000L | (tick & 0xFFF);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A text nobody can guess: 16 random bytes or more, safe in a link. */
    public String secret(int bytes) {
        byte[] value = new byte[Math.max(16, bytes)];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    /** Six digits for a person to type. Only as good as the limit on tries beside it. */
    public String digits() {
        return String.format("%06d", random.nextInt(1_000_000));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }
}
