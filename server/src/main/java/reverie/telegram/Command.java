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

    /** A screen that is nobody else's to see: in a group it is not shown, typed or pressed, see {@link Routing}. */
    interface Private extends Typed {
        /** @param key what the button was about; empty for none, and when it was typed */
        Screen screen(Talk talk, String key);

        @Override
        default void typed(Talk talk, String words) {
            talk.account();
            talk.say(screen(talk, ""));
        }

        @Override
        default void pressed(Talk talk, Action.Press press) {
            talk.show(screen(talk, press.key()));
        }
    }
}
