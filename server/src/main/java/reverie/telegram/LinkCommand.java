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
        if (!settings.isKnownOutside()) {
            return Screen.of(username == null ? talk.html("web_no_username") : digits(talk, username))
                    .row(home);
        }
        String url = Objects.requireNonNull(settings.publicUrl()) + "/link/" + accounts.webSignIn(talk.account());
        // By hand too: the browser may be on another device than this chat.
        String html = talk.html("web_open") + (username == null ? "" : "\n\n" + digits(talk, username));
        return Screen.of(html).row(Button.opens(talk.label("button.open"), url)).row(home);
    }

    private String digits(Talk talk, String username) {
        return talk.html("web_digits", Map.of("username", username, "digits", accounts.digitsFor(talk.external())));
    }
}
