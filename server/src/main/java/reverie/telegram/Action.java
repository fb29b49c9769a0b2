package reverie.telegram;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import reverie.telegram.api.Button;

/** What a button can ask for. On the wire: its short code, then a key and at most one more word. */
enum Action {
    HOME("h"),
    HOW("w"),
    BALANCE("b"),
    HISTORY("hi"),
    LANGUAGE("l"),
    SPEAK("sp"),
    HELP("?"),
    TOPIC("t"),
    WEB("web"),
    JOIN("j"),
    DECLINE("no"),
    CARD("c"),
    TAKE("tk"),
    OWN("o"),
    PREVIEW("pv"),
    FORMAT("f"),
    ASPECT("as"),
    SECONDS("s"),
    CANCEL("x"),
    AGAIN("a"),
    CHANGE("ch"),
    ORIGINAL("or"),
    SHOW("sh"),
    CLAIM("cl");

    private static final Map<String, Action> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(a -> a.code, Function.identity()));
    private static final String SEPARATOR = ":";

    /** @param key of what it is about; empty where it needs none */
    record Press(Action action, String key, String more) {}

    private final String code;

    Action(String code) {
        this.code = code;
    }

    Button button(String label) {
        return Button.answers(shortened(label), code);
    }

    Button button(String label, Object key) {
        return Button.answers(shortened(label), code + SEPARATOR + key);
    }

    Button button(String label, Object key, Object more) {
        return Button.answers(shortened(label), code + SEPARATOR + key + SEPARATOR + more);
    }

    static Optional<Press> read(String data) {
        String[] parts = data.split(SEPARATOR, 3);
        Action action = BY_CODE.get(parts[0]);
        if (action == null) return Optional.empty();
        return Optional.of(new Press(action, parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : ""));
    }

    /** Pressed by people who have no account yet, and may not get one of their own: a tab may bring one along. */
    boolean isForStrangers() {
        return this == JOIN || this == DECLINE;
    }

    private static String shortened(String label) {
        return label.length() <= Limits.LABEL_LENGTH_MAX
                ? label
                : label.substring(0, Limits.LABEL_LENGTH_MAX - 1) + "…";
    }
}
