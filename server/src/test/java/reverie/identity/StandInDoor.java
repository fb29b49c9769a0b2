package reverie.identity;

import java.util.Optional;
import org.springframework.stereotype.Component;
import reverie.TestWorld;

/** The bot's side of {@link OtherDoor}; shut unless a test opens it, so that it is not in a real bot's way. */
@Component
class StandInDoor implements OtherDoor, TestWorld.Resettable {
    private volatile boolean open;

    void open() {
        open = true;
    }

    @Override
    public void reset() {
        open = false;
    }

    @Override
    public String provider() {
        return "telegram";
    }

    @Override
    public Optional<String> username() {
        return open ? Optional.of("reverie_test_bot") : Optional.empty();
    }

    @Override
    public String deepLink(String code) {
        return "https://t.me/reverie_test_bot?start=" + code;
    }
}
