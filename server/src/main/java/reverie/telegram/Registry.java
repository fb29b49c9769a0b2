package reverie.telegram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which command answers which button and which typed word. Each has exactly one, or the server does not start. */
@Component
class Registry {
    /** Those that are listed first, in this order; others follow by name. */
    private static final List<String> FIRST = List.of("start", "balance", "history", "language", "help");

    private final Map<Action, Command> byButton = new EnumMap<>(Action.class);
    private final Map<String, Command.Typed> byName = new HashMap<>();

    Registry(List<Command> commands) {
        for (Command command : commands) {
            for (Action action : command.buttons()) {
                Command before = byButton.put(action, command);
                if (before != null) throw new IllegalStateException(action + " leads to two commands");
            }
            if (command instanceof Command.Typed typed && byName.put(typed.name(), typed) != null) {
                throw new IllegalStateException("/" + typed.name() + " leads to two commands");
            }
        }
        for (Action action : Action.values()) {
            if (!byButton.containsKey(action)) throw new IllegalStateException(action + " leads nowhere");
        }
    }

    Command of(Action action) {
        return java.util.Objects.requireNonNull(byButton.get(action));
    }

    Optional<Command.Typed> of(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    List<String> names() {
        List<String> names = new ArrayList<>(byName.keySet());
        names.sort(Comparator.<String>comparingInt(n -> FIRST.contains(n) ? FIRST.indexOf(n) : FIRST.size())
                .thenComparing(Comparator.naturalOrder()));
        return names;
    }

    /** The same for reading: one a line. */
    String lines(Words words, String language) {
        StringBuilder lines = new StringBuilder();
        listed(words, language)
                .forEach((name, what) ->
                        lines.append("\n/").append(name).append(" — ").append(Words.escape(what)));
        return lines.toString();
    }

    /** As Telegram's menu lists them. */
    Map<String, String> listed(Words words, String language) {
        Map<String, String> listed = new LinkedHashMap<>();
        names().forEach(name -> listed.put(name, words.label(language, "command." + name)));
        return listed;
    }
}
