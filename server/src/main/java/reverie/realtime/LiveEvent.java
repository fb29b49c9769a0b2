package reverie.realtime;

import java.time.Instant;

/**
 * One line of an account's log as sockets tell it.
 *
 * @param json an object, without {@code id} and {@code at}
 */
record LiveEvent(long id, String name, String json, Instant at) {
    /** Tells a socket to read everything again; as a line of the log, also one that comes back later. */
    static final String RESYNC = "resync";

    static final String RESYNC_FRAME = frame(RESYNC, "{}");

    /** The object with its number and time. */
    String data() {
        return with("\"id\":" + id + ",\"at\":\"" + at + "\"", json);
    }

    String frame() {
        return frame(name, data());
    }

    boolean isResync() {
        return name.equals(RESYNC);
    }

    /** A Socket.IO event; {@code name} is one of ours and needs no escaping. */
    static String frame(String name, String data) {
        return "42[\"" + name + "\"," + data + "]";
    }

    static String head(long head) {
        return frame("head", "{\"head\":" + head + "}");
    }

    private static String with(String members, String object) {
        boolean empty = object.substring(1, object.length() - 1).isBlank();
        return "{" + members + (empty ? "" : ",") + object.substring(1);
    }
}
