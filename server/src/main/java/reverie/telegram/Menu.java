package reverie.telegram;

import java.util.Map;
import org.springframework.stereotype.Component;
import reverie.platform.Credits;
import reverie.platform.Problem;
import reverie.telegram.api.Button;
import reverie.wallet.Wallet;

/** The screens that several commands lead to. */
@Component
class Menu {
    private final Words words;
    private final Wallet wallet;

    Menu(Words words, Wallet wallet) {
        this.words = words;
        this.wallet = wallet;
    }

    Credits available(Talk talk) {
        return wallet.balance(talk.account()).available();
    }

    Screen home(Talk talk) {
        return home(talk, talk.html("home"));
    }

    /** In a group without what is only the person's own. */
    Screen home(Talk talk, String html) {
        if (talk.who().group()) {
            return Screen.of(html)
                    .row(
                            Action.HOW.button(talk.label("button.animate")).primary(),
                            Action.HELP.button(talk.label("button.help")));
        }
        Credits available = available(talk);
        return Screen.of(html + "\n\n" + talk.html("available", amount(available)))
                .row(Action.HOW.button(talk.label("button.animate")).primary())
                .row(
                        Action.BALANCE.button(talk.label("button.balance", amount(available))),
                        Action.HISTORY.button(talk.label("button.history")))
                .row(Action.WEB.button(talk.label("button.web")), Action.LANGUAGE.button(talk.label("button.language")))
                .row(Action.HELP.button(talk.label("button.help")));
    }

    Button homeButton(Talk talk) {
        return Action.HOME.button(talk.label("button.home"));
    }

    /** In words, with what can be done about it. */
    Screen problem(Talk talk, Problem problem) {
        return Screen.of(words.problem(talk.language(), problem)).row(homeButton(talk));
    }

    /** For plurals and for reading. */
    static Map<String, Object> amount(Credits credits) {
        return Map.of("count", credits.toDecimal(), "credits", credits.toString());
    }
}
