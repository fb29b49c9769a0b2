package reverie.telegram;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;

/** The welcome; with a code behind it, the browser tab that made the code turns into this person. */
@Component
class StartCommand implements Command.Typed {
    private final Accounts accounts;
    private final Menu menu;

    StartCommand(Accounts accounts, Menu menu) {
        this.accounts = accounts;
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
            // Before the person has an account of their own: a tab may bring one along.
            Accounts.Linked linked = accounts.redeemLink(words, talk.external());
            talk.forgetPerson();
            talk.account();
            talk.say(
                    switch (linked) {
                        case Accounts.Linked.Done _ ->
                            menu.home(
                                    talk,
                                    talk.html(
                                            "linked", Map.of("name", talk.who().name())));
                        case Accounts.Linked.Expired _ -> menu.home(talk, talk.html("link_expired"));
                        case Accounts.Linked.MergeLater _ -> menu.home(talk, talk.html("merge_later"));
                    });
            return;
        }
        talk.account();
        talk.say(menu.home(talk, talk.html("welcome", Map.of("name", talk.who().name()))));
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        if (press.action() == Action.HOW) talk.show(Screen.of(talk.html("how")).row(menu.homeButton(talk)));
        else talk.show(menu.home(talk));
    }
}
