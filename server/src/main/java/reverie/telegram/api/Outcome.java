package reverie.telegram.api;

import java.time.Duration;

/** What came of asking Telegram to do something. */
public sealed interface Outcome {
    /** @param message that was made or changed; 0 where there is none */
    record Done(long message) implements Outcome {}

    /** Nothing was to be changed: it is as it should be already. */
    record Unchanged() implements Outcome {}

    /** Too much at once: the whole token is to be quiet for so long. */
    record TooFast(Duration pause) implements Outcome {}

    /** This person does not want to hear from the bot, or is gone. */
    record Unwanted(String why) implements Outcome {}

    /** The message to change is not there any more, or was never there. */
    record Gone(String why) implements Outcome {}

    /** Refused, and will be refused again. */
    record Refused(int code, String why) implements Outcome {}

    /** It did not work this time and certainly had no effect. */
    record Failed(String why) implements Outcome {}

    /** No answer came: it may have had its effect, or not. */
    record Unsure(String why) implements Outcome {}
}
