package reverie.media;

import java.time.Duration;

/** What a file may be, and what keeping it may cost. Sizes are in bytes. */
final class Limits {
    static final long PHOTO_BYTES_MAX = 25L << 20;
    static final long FILM_BYTES_MAX = 500L << 20;
    static final long VOICE_BYTES_MAX = 25L << 20;
    static final long PIXELS_MAX = 100_000_000;
    /** JPEG can't be wider; nothing on a screen is. */
    static final int SIDE_MAX = 32_000;

    static final int SIDE_MIN = 64;
    static final double FILM_SECONDS_MAX = 600;
    /** What a container rounds up to must not refuse a film of ten minutes. */
    static final double FILM_SECONDS_SLACK = 0.5;

    static final int THUMB_SIDE_MAX = 480;
    static final int POSTER_SIDE_MAX = 1280;

    /** Below this much room nothing is taken any more: the database and running jobs need it. */
    static final long FREE_BYTES_MIN = 1L << 30;
    /** How often the room is looked at again while an upload comes in. */
    static final long FREE_CHECK_EVERY_BYTES = 32L << 20;
    /** Boundaries and headers of a multipart body beside the file itself. */
    static final long MULTIPART_OVERHEAD_BYTES_MAX = 64L << 10;
    /** A browser shows our answer only after it has sent everything: so much too much is read and thrown away. */
    static final long DRAIN_BYTES_MAX = 64L << 20;

    static final Duration LINK_VALID = Duration.ofHours(24);
    static final Duration LINK_SAME_FOR = Duration.ofHours(1);
    static final Duration TRASH_KEPT = Duration.ofDays(30);
    static final Duration TEMPORARY_KEPT = Duration.ofHours(1);
    static final Duration UNTAKEN_KEPT = Duration.ofHours(24);
    static final Duration PASSING_KEPT = Duration.ofHours(24);

    /** Uploads in parts that are not finished, of one account. */
    static final int UNFINISHED_MAX = 10;

    static final int PARTS_PER_MINUTE = 600;
    static final Duration UNFINISHED_KEPT = Duration.ofHours(24);

    static final int VISITOR_UPLOADS_PER_MINUTE = 10;
    static final int UPLOADS_PER_MINUTE = 60;
    /** Pictures of a page are fetched by link, so they count by address: a family behind one router. */
    static final int CONTENTS_PER_MINUTE = 3000;

    private Limits() {}
}
