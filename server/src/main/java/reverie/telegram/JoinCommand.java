package reverie.telegram;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;

/**
 * A code from the web came in with {@code /start}. Whoever made somebody else open that link would become them; so the
 * person sees what they agree to, and nothing happens until they say yes.
 */
@Component
class JoinCommand implements Command {
    private final Accounts accounts;
    private final Menu menu;

    JoinCommand(Accounts accounts, Menu menu) {
        this.accounts = accounts;
        this.menu = menu;
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.JOIN, Action.DECLINE);
    }

    /** Not before the person has an account of their own: a tab may bring one along. */
    void ask(Talk talk, String code) {
        Optional<Accounts.Waiting> waiting = accounts.waitingFor(code);
        if (waiting.isEmpty()) {
            talk.account();
            talk.say(menu.home(talk, talk.html("link_expired")));
            return;
        }
        String html = switch (waiting.get()) {
            case Accounts.Waiting.Browser(String program) ->
                talk.html(program.isEmpty() ? "join_unknown_browser" : "join_browser", Map.of("program", program));
            case Accounts.Waiting.Person(String name, String email) ->
                talk.html(email.isEmpty() ? "join_person" : "join_person_email", Map.of("name", name, "email", email));
        };
        talk.say(Screen.of(html)
                .row(
                        Action.JOIN.button(talk.label("button.join"), code).primary(),
                        Action.DECLINE.button(talk.label("button.decline"), code)));
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        if (press.action() == Action.DECLINE) {
            accounts.refuseLink(press.key());
            talk.account();
            talk.show(menu.home(talk, talk.html("join_declined")));
            return;
        }
        Accounts.Linked linked = accounts.redeemLink(press.key(), talk.external());
        talk.forgetPerson();
        talk.account();
        talk.show(
                switch (linked) {
                    case Accounts.Linked.Done _ ->
                        menu.home(
                                talk,
                                talk.html("linked", Map.of("name", talk.who().name())));
                    case Accounts.Linked.Expired _ -> menu.home(talk, talk.html("link_expired"));
                    case Accounts.Linked.MergeLater _ -> menu.home(talk, talk.html("merge_later"));
                });
    }
}
