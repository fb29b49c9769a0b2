package reverie.telegram.api;

import org.jspecify.annotations.Nullable;

/** One update, as far as this bot understands it. */
public sealed interface Incoming {
    /**
     * Where and from whom.
     *
     * @param group true where others listen too
     */
    record Who(
            long chat,
            boolean group,
            long person,
            @Nullable String username,
            String name,
            @Nullable String languageCode) {}

    Who who();

    /** @param toBot whether a reply to one of the bot's own messages */
    record Words(Who who, String text, boolean toBot) implements Incoming {}

    /**
     * @param bytes 0 where Telegram does not say
     * @param toBot whether a reply to one of the bot's own messages
     */
    record Picture(Who who, String fileId, long bytes, String caption, boolean toBot) implements Incoming {}

    /** A file that is no picture as far as Telegram knows. */
    record Other(Who who, String what, String caption, boolean toBot) implements Incoming {}

    /** @param message under which the button was; @param id to answer it by */
    record Tap(Who who, String id, String data, long message) implements Incoming {}

    /** The person let the bot in, or showed it the door. */
    record Membership(Who who, boolean welcome) implements Incoming {}
}
