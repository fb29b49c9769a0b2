package reverie.telegram;

import java.util.Set;

/** Something a person can ask the bot for, by buttons. */
interface Command {
    /** The buttons that lead here. */
    Set<Action> buttons();

    void pressed(Talk talk, Action.Press press);

    /** A command that can also be typed: {@code /name}; its help stands in the texts: {@code bot.command.<name>}. */
    interface Typed extends Command {
        String name();

        /** @param words behind the name; empty for none: then it asks for what it needs */
        void typed(Talk talk, String words);
    }
}
