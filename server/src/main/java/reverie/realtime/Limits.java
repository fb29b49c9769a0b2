package reverie.realtime;

import java.time.Duration;
import reverie.platform.Limiter;

/** How much of everything. */
final class Limits {
    /** On one node. */
    static final int CONNECTIONS_MAX = 20_000;

    /** Tabs and devices of one account on one node. */
    static final int SOCKETS_PER_ACCOUNT_MAX = 40;

    /** From one address; many people may share one. */
    static final Limiter.Rate HANDSHAKES = Limiter.Rate.perMinute(1_200);

    /** What a client sends is a token or a number. */
    static final int BODY_BYTES_MAX = 100_000;

    static final int PACKET_CHARS_MAX = 8_192;
    static final int PACKETS_PER_TEN_SECONDS = 100;

    /** Below this a connection is given more from the log; above it first has to read what it was given. */
    static final int ROOMY_PACKETS = 100;

    static final int ROOMY_CHARS = 200_000;

    /** Beyond this it is cut: it does not read. */
    static final int WAITING_PACKETS_MAX = 5_000;

    static final int WAITING_CHARS_MAX = 8_000_000;

    /** Events read from the log at once, for one socket, and for an answer to {@code sync}. */
    static final int PAGE = 200;

    /** Accounts whose logs are read in one statement. */
    static final int ACCOUNTS_PER_READ = 256;

    static final int PING_EVERY_SECONDS = 25;
    static final int PONG_WITHIN_SECONDS = 20;
    static final int CONNECT_WITHIN_SECONDS = 10;
    static final int POLL_SECONDS_MAX = 50;
    static final int HEAD_EVERY_SECONDS = 10;

    /** How long a socket outlives its token, so that it can be given the next one. */
    static final Duration TOKEN_GRACE = Duration.ofSeconds(60);

    static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);
    static final Duration FAREWELL_TIMEOUT = Duration.ofSeconds(2);

    /** The log keeps this long, and this many of each account. */
    static final Duration LOG_KEEPS = Duration.ofDays(7);

    static final int LOG_KEEPS_EVENTS = 10_000;

    private Limits() {}
}
