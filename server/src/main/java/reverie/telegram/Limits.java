package reverie.telegram;

import java.time.Duration;

/** How much, how long, how often. */
final class Limits {
    /** The one node that polls and sends holds this lease. */
    static final Duration LEASE = Duration.ofSeconds(10);

    static final Duration HEARTBEAT = Duration.ofSeconds(3);
    static final Duration POLL = Duration.ofSeconds(25);
    static final int POLL_UPDATES = 100;
    /** Telegram numbers updates anew, at random, after a week without any. */
    static final Duration NUMBERED_ON = Duration.ofDays(6);

    static final Duration BACK_OFF_MIN = Duration.ofSeconds(1);
    static final Duration BACK_OFF_MAX = Duration.ofSeconds(30);

    /** A bot that was not answered for so long does not run. */
    static final Duration BOT_SEEN = Duration.ofSeconds(90);

    /** Chats handled at the same time on one node. */
    static final int CHATS_AT_ONCE = 16;

    static final Duration HANDLING = Duration.ofMinutes(2);
    static final int HANDLING_TRIES = 3;
    /** Outbox and updates are looked at at least so often; usually somebody rings. */
    static final Duration LOOK = Duration.ofMillis(500);

    /** Telegram's: 30 a second over all chats. So many at a steady pace, and a few more at once. */
    static final int SENDS_PER_SECOND = 25;

    static final int SENDS_BURST = 5;

    static final int SENDS_AT_ONCE = 16;
    static final int SENDS_LOOKED_AT = 200;
    /** Telegram's: one a second in a chat; a short burst passes. */
    static final int CHAT_BURST = 4;

    static final Duration CHAT_REFILL = Duration.ofSeconds(1);
    static final Duration GROUP_REFILL = Duration.ofSeconds(3);
    static final Duration EDITS_APART = Duration.ofSeconds(3);
    /** What is on its way when a node stops may still arrive, and be noted. */
    static final Duration LAST_SENDS = Duration.ofSeconds(5);

    static final Duration SENDING = Duration.ofSeconds(120);
    static final int SEND_TRIES = 3;
    static final Duration SEND_AGAIN = Duration.ofSeconds(3);
    static final Duration SEND_AGAIN_LAST = Duration.ofSeconds(15);
    /** A preview that waited for so long comes too late to help anybody choose. */
    static final Duration PREVIEW_GOOD_FOR = Duration.ofSeconds(8);

    /** So long a message of which nobody knows may still turn up. */
    static final Duration SEND_AGAIN_UNSURE = Duration.ofSeconds(10);

    /** The next words of a person are taken for an answer for so long. */
    static final Duration LISTENING = Duration.ofMinutes(30);
    /** The buttons under a message know what they mean for so long. */
    static final Duration CARD = Duration.ofHours(24);

    static final Duration PRESSED_TWICE = Duration.ofSeconds(5);
    static final int IDEA_LENGTH_MAX = 2_000;
    static final int HISTORY_PAGE = 5;
    static final int TITLE_LENGTH_MAX = 40;
    static final int LABEL_LENGTH_MAX = 48;

    static final Duration UPDATES_KEPT = Duration.ofDays(2);
    static final Duration LETTERS_KEPT = Duration.ofDays(30);
    static final Duration WATCHES_KEPT = Duration.ofDays(30);
    static final int CACHE_MAX = 10_000;

    private Limits() {}
}
