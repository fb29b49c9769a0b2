package reverie.telegram;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Short answers to what people ask. */
@Component
class HelpCommand implements Command.Typed {
    private static final List<String> TOPICS = List.of("photos", "ideas", "credits", "failed", "private", "ai");

    private final Registry registry;
    private final Words words;
    private final Menu menu;

    HelpCommand(@org.springframework.context.annotation.Lazy Registry registry, Words words, Menu menu) {
        this.registry = registry;
        this.words = words;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.HELP, Action.TOPIC);
    }

    @Override
    public void typed(Talk talk, String text) {
        talk.account();
        talk.say(screen(talk));
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        if (press.action() == Action.TOPIC && TOPICS.contains(press.key())) {
            talk.show(Screen.of("<b>" + talk.html("help." + press.key() + ".q") + "</b>\n"
                            + talk.html("help." + press.key() + ".a"))
                    .row(Action.HELP.button(talk.label("button.back")), menu.homeButton(talk)));
        } else {
            talk.show(screen(talk));
        }
    }

    private Screen screen(Talk talk) {
        Screen screen = Screen.of(talk.html("help.head") + "\n" + registry.lines(words, talk.language()));
        for (int i = 0; i + 1 < TOPICS.size(); i += 2) {
            screen = screen.row(topic(talk, TOPICS.get(i)), topic(talk, TOPICS.get(i + 1)));
        }
        return screen.row(menu.homeButton(talk));
    }

    private static reverie.telegram.api.Button topic(Talk talk, String topic) {
        return Action.TOPIC.button(talk.label("help." + topic + ".label"), topic);
    }
}
