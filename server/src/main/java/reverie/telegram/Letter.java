package reverie.telegram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something to be sent, as it waits in the outbox. */
record Letter(
        long chat,
        Kind kind,
        int priority,
        @Nullable UUID job,
        @Nullable UUID delivery,
        Map<String, Object> body,
        boolean atContact) {
    /** What is sent, and how careful one has to be with it. */
    enum Kind {
        MESSAGE,
        EDIT,
        /** The message in which a job is followed: sent the first time, then edited. */
        STATUS,
        /** The same, but the next one replaces it while it waits. */
        PROGRESS,
        /** What a job made. */
        RESULT,
        /** A medium again, or in another form. */
        FILE,
        /** What a film could be like: sent while there is room for it, and soon; else never. */
        PREVIEW;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }

        /** Nobody misses it: one try, and only when nothing else needs the room. */
        boolean isOptional() {
            return this == PROGRESS || this == PREVIEW;
        }
    }

    static final int ANSWER = 0;
    static final int RESULT = 1;
    static final int LAST_WORD = 2;
    static final int PROGRESS = 3;

    static Letter message(long chat, Screen screen) {
        return new Letter(chat, Kind.MESSAGE, ANSWER, null, null, body(screen), false);
    }

    static Letter edit(long chat, long message, Screen screen) {
        Map<String, Object> body = new HashMap<>(body(screen));
        body.put("message", message);
        return new Letter(chat, Kind.EDIT, ANSWER, null, null, body, false);
    }

    static Letter status(long chat, UUID job, Screen screen, int priority) {
        return new Letter(chat, Kind.STATUS, priority, job, null, body(screen), false);
    }

    static Letter preview(long chat, Map<String, Object> body) {
        return new Letter(chat, Kind.PREVIEW, PROGRESS, null, null, body, false);
    }

    static Letter file(long chat, Kind kind, @Nullable UUID job, @Nullable UUID delivery, Map<String, Object> body) {
        return new Letter(chat, kind, RESULT, job, delivery, body, false);
    }

    /** Told as soon as the person is heard of again. */
    static Letter atContact(long chat, UUID job, Screen screen) {
        return new Letter(chat, Kind.MESSAGE, ANSWER, job, null, body(screen), true);
    }

    static Map<String, Object> body(Screen screen) {
        return Map.of("html", screen.html(), "rows", List.copyOf(screen.rows()));
    }
}
