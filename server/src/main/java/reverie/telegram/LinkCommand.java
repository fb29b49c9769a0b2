package reverie.telegram;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;
import reverie.platform.Settings;
import reverie.telegram.api.Button;

/**
 * From the chat to the site: one tap where the site has a public https address; else by hand, with six digits. An
 * address that only this machine knows is never shown.
 */
@Component
class LinkCommand implements Command.Private {
    private final Accounts accounts;
    private final Settings settings;
    private final Menu menu;

    LinkCommand(Accounts accounts, Settings settings, Menu menu) {
        this.accounts = accounts;
        this.settings = settings;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "link";
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.WEB);
    }

    @Override
    public Screen screen(Talk talk, String key) {
        Button home = menu.homeButton(talk);
        String username = talk.who().username();
        if (settings.isKnownOutside()) {
            String url = Objects.requireNonNull(settings.publicUrl()) + "/link/" + accounts.webSignIn(talk.account());
            Screen screen = Screen.of(talk.html("web_open")).row(Button.opens(talk.label("button.open"), url));
            return screen.row(home);
        }
        if (username == null) return Screen.of(talk.html("web_no_username")).row(home);
        String digits = accounts.digitsFor(talk.external());
        return Screen.of(talk.html("web_digits", Map.of("username", username, "digits", digits)))
                .row(home);
    }
}
