package reverie.job;

import java.time.Duration;

/** Every limit of this module, by name. */
final class Limits {
    static final Duration QUOTE = Duration.ofMinutes(10);
    /** Jobs of one person that have not ended. */
    static final int LINE_PER_PERSON = 2_000;

    static final Duration LEASE = Duration.ofSeconds(20);
    static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** Nobody has to be told of work: this often everyone looks for it. */
    static final Duration POLL = Duration.ofMillis(500);

    static final int ATTEMPTS = 5;
    static final int ATTEMPTS_IF_UNKNOWN = 3;
    static final int ATTEMPTS_IF_RESULT_BAD = 2;
    /** Trouble that passes within this is not shown. */
    static final Duration SILENT = Duration.ofSeconds(30);

    static final Duration DEADLINE_QUEUED = Duration.ofHours(2);
    static final Duration DEADLINE_ELSEWHERE = Duration.ofMinutes(30);
    static final Duration DEADLINE_CANCEL = Duration.ofSeconds(60);
    static final Duration DEADLINE_DELIVERY = Duration.ofHours(24);
    static final Duration DEADLINE_CLAIM = Duration.ofDays(7);
    static final Duration TRASH = Duration.ofDays(30);

    private static final Duration RUN_MIN = Duration.ofMinutes(2);
    private static final Duration RUN_MAX = Duration.ofMinutes(15);
    private static final Duration RUN_GRACE = Duration.ofSeconds(60);
    private static final int RUN_TIMES_EXPECTED = 10;

    /** How long an end is told again while the database is away, and how often. */
    static final Duration SETTLE_WITHIN = Duration.ofSeconds(60);

    static final Duration SETTLE_AGAIN = Duration.ofMillis(500);
    /** Longer than any run: see {@link #deadlineRunning}. */
    static final Duration SCRATCH_KEPT = Duration.ofHours(1);

    static final Duration PROGRESS_EVERY = Duration.ofMillis(250);
    static final Duration LIFT_AFTER = Duration.ofMinutes(2);
    /** How long a run of ours is waited for, when one asks for it now. */
    static final Duration NOW_WAITS = Duration.ofSeconds(10);

    static final Duration NOW_REMEMBERED = Duration.ofMinutes(5);
    static final int NOW_REMEMBERED_MAX = 500;
    static final Duration KEY_KEPT = Duration.ofHours(24);

    private Limits() {}

    /** How long one attempt may take. */
    static Duration run(Duration expected) {
        Duration asked = expected.multipliedBy(RUN_TIMES_EXPECTED);
        if (asked.compareTo(RUN_MIN) < 0) return RUN_MIN;
        return asked.compareTo(RUN_MAX) > 0 ? RUN_MAX : asked;
    }

    /** When a running job is given up by itself. */
    static Duration deadlineRunning(Duration expected) {
        return run(expected).plus(RUN_GRACE);
    }
}
