package reverie.telegram;

import java.util.ArrayList;
import java.util.List;
import reverie.telegram.api.Button;

/** A message as it will look: its words (Telegram's HTML) and rows of buttons. */
record Screen(String html, List<List<Button>> rows) {
    static Screen of(String html) {
        return new Screen(html, List.of());
    }

    Screen row(Button... buttons) {
        List<List<Button>> more = new ArrayList<>(rows);
        more.add(List.of(buttons));
        return new Screen(html, List.copyOf(more));
    }
}
