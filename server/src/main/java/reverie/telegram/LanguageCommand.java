package reverie.telegram;

import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import reverie.identity.Accounts;
import reverie.platform.Texts;
import reverie.telegram.api.Button;

/** Which language the bot speaks; the site speaks it too. */
@Component
class LanguageCommand implements Command.Typed {
    private final Accounts accounts;
    private final Menu menu;

    LanguageCommand(Accounts accounts, Menu menu) {
        this.accounts = accounts;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "language";
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.LANGUAGE, Action.SPEAK);
    }

    @Override
    public void typed(Talk talk, String words) {
        talk.account();
        String asked = words.toLowerCase(Locale.ROOT);
        if (Texts.LANGUAGES.contains(asked)) {
            speak(talk, asked);
            talk.say(menu.home(talk, talk.html("language_set")));
        } else {
            talk.say(screen(talk));
        }
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        if (press.action() == Action.SPEAK && Texts.LANGUAGES.contains(press.key())) {
            speak(talk, press.key());
            talk.show(menu.home(talk, talk.html("language_set")));
        } else {
            talk.show(screen(talk));
        }
    }

    private void speak(Talk talk, String language) {
        accounts.setLocale(talk.account(), language);
        talk.forgetPerson();
        talk.account();
    }

    private Screen screen(Talk talk) {
        Button[] languages = Texts.LANGUAGES.stream()
                .map(l -> Action.SPEAK.button(l.equals(talk.language()) ? "✓ " + name(l) : name(l), l))
                .toArray(Button[]::new);
        return Screen.of(talk.html("language")).row(languages).row(menu.homeButton(talk));
    }

    /** In the language itself: whoever looks for it can read that. */
    private static String name(String language) {
        Locale locale = Locale.forLanguageTag(language);
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
