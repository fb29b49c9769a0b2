package reverie.identity;

import java.util.Optional;

/** Another door at which people are known, and the way there from the web. */
public interface OtherDoor {
    /** As in {@link Accounts.External#provider}. */
    String provider();

    /** How the door is called there, for example the bot's username; empty while it is shut. */
    Optional<String> username();

    /** An address that carries the code there. Asked only while there is a {@link #username}. */
    String deepLink(String code);
}
