package reverie.telegram;

import java.util.Optional;
import org.springframework.stereotype.Component;
import reverie.identity.OtherDoor;
import reverie.platform.web.Status;
import reverie.telegram.api.Me;

/** The bot as others point to it: from the web with a code, and on the host's status. */
@Component
class TelegramDoor implements OtherDoor, Status.Part {
    private final Bots bots;

    TelegramDoor(Bots bots) {
        this.bots = bots;
    }

    @Override
    public String provider() {
        return Talk.PROVIDER;
    }

    @Override
    public Optional<String> username() {
        return bots.bot().map(Me::username);
    }

    @Override
    public String deepLink(String code) {
        String link = bots.bot().map(Me::link).orElseThrow(() -> new IllegalStateException("There is no bot"));
        return link + "?start=" + code;
    }

    @Override
    public Status in(Status so) {
        return bots.bot()
                .map(me -> so.withBot(new Status.Bot(me.username(), me.link())))
                .orElse(so);
    }
}
