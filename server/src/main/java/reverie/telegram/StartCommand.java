package reverie.telegram;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The welcome; with a code behind it, the question whether the web may go on as this person. */
@Component
class StartCommand implements Command.Typed {
    private final JoinCommand join;
    private final Menu menu;

    StartCommand(JoinCommand join, Menu menu) {
        this.join = join;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.HOME, Action.HOW);
    }

    @Override
    public void typed(Talk talk, String words) {
        if (talk.who().group()) {
            talk.say(Screen.of(talk.html("group")));
            return;
        }
        if (!words.isEmpty()) {
            join.ask(talk, words);
            return;
        }
        boolean again = talk.isKnown();
        talk.account();
        talk.say(menu.home(
                talk,
                talk.html(
                        again ? "welcome_back" : "welcome",
                        Map.of("name", talk.who().name()))));
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        if (press.action() == Action.HOW) talk.show(Screen.of(talk.html("how")).row(menu.homeButton(talk)));
        else talk.show(menu.home(talk));
    }
}
