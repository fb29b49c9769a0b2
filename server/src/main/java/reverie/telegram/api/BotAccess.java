package reverie.telegram.api;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reverie.platform.Settings;
import reverie.platform.SettingsException;
import reverie.platform.SettingsReader;

/**
 * Which bot this is and which server it talks to: what {@code TELEGRAM_BOT_TOKEN} and {@code TELEGRAM_API_URL} say.
 * With {@code --sandbox} and without a token it is the stand-in on this server's own port, known once that is open.
 */
@Component
public class BotAccess {
    private static final String TELEGRAM = "https://api.telegram.org";
    private static final String STAND_IN_TOKEN = "sandbox";

    /** @param standIn where people chat with a bot that Telegram does not know; null for a real one */
    record Address(URI server, String token, @Nullable URI standIn) {
        URI method(String name) {
            return URI.create(server + "/bot" + token + "/" + name);
        }

        URI file(String path) {
            return URI.create(server + "/file/bot" + token + "/" + path);
        }

        /** The token has no business in a log. */
        @Override
        public String toString() {
            return server.toString();
        }
    }

    private final boolean standInWanted;
    private volatile @Nullable Address address;

    BotAccess(SettingsReader settings, Settings all) {
        String token = settings.value("TELEGRAM_BOT_TOKEN");
        String server = settings.value("TELEGRAM_API_URL");
        standInWanted = token == null && all.sandbox();
        if (token == null) return;
        if (!token.matches("[A-Za-z0-9:_-]{5,100}")) {
            throw new SettingsException("TELEGRAM_BOT_TOKEN doesn't look like a token from @BotFather (123456:ABC…).");
        }
        address = new Address(server(server == null ? TELEGRAM : server), token, null);
    }

    private static URI server(String given) {
        try {
            URI uri = URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())))
                return uri;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("TELEGRAM_API_URL must be an address such as " + TELEGRAM + ".", e);
        }
        throw new SettingsException("TELEGRAM_API_URL must be an address such as " + TELEGRAM + ".");
    }

    @EventListener
    void doorIsOpen(WebServerInitializedEvent event) {
        boolean main = event.getApplicationContext().getServerNamespace() == null;
        if (standInWanted && main)
            useStandIn(URI.create("http://localhost:" + event.getWebServer().getPort()));
    }

    /** Talks to the stand-in that a server of ours carries. */
    public void useStandIn(URI host) {
        address = new Address(
                URI.create(host + "/sandbox/telegram-api"), STAND_IN_TOKEN, URI.create(host + "/sandbox/telegram"));
    }

    /** No bot any more. */
    public void none() {
        address = null;
    }

    public boolean isSetUp() {
        return address != null;
    }

    Optional<Address> address() {
        return Optional.ofNullable(address);
    }
}
