package reverie.telegram;

import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reverie.telegram.api.Incoming;

/** Finds who answers what came in. In groups only what is meant for the bot is answered. */
@Component
class Routing {
    private final Registry registry;
    private final Bots bots;
    private final PhotoCommand photos;
    private final Menu menu;
    private final Words words;

    Routing(Registry registry, Bots bots, PhotoCommand photos, Menu menu, Words words) {
        this.registry = registry;
        this.bots = bots;
        this.photos = photos;
        this.menu = menu;
        this.words = words;
    }

    void route(Talk talk) {
        switch (talk.incoming()) {
            case Incoming.Words words -> words(talk, words);
            case Incoming.Picture picture -> {
                if (isMeant(talk, picture.caption(), picture.toBot())) photos.photo(talk, picture);
            }
            case Incoming.Other other -> {
                if (isMeant(talk, other.caption(), other.toBot())) other(talk, other);
            }
            case Incoming.Tap tap -> tap(talk, tap);
            case Incoming.Membership _ -> {}
        }
    }

    private void words(Talk talk, Incoming.Words words) {
        String text = words.text().strip();
        if (text.startsWith("/")) {
            command(talk, text);
            return;
        }
        if (isMeant(talk, text, words.toBot())) photos.words(talk, withoutMention(text));
    }

    private void command(Talk talk, String text) {
        String[] parts = text.substring(1).split("\\s+", 2);
        String[] name = parts[0].split("@", 2);
        // In a group a command may be meant for another bot.
        if (name.length > 1 && !name[1].equalsIgnoreCase(bots.username())) return;
        Optional<Command.Typed> command = registry.of(name[0]);
        if (command.isPresent()) {
            Command.Typed known = command.get();
            if (isOverheard(talk, known)) inPrivate(talk);
            else known.typed(talk, parts.length > 1 ? parts[1].strip() : "");
        } else if (!talk.who().group() || name.length > 1) {
            talk.account();
            talk.say(menu.home(talk, talk.html("unknown_command") + registry.lines(words, talk.language())));
        }
    }

    private void tap(Talk talk, Incoming.Tap tap) {
        Optional<Action.Press> read = Action.read(tap.data());
        if (read.isEmpty()) {
            talk.say(menu.home(talk, talk.html("stale")));
            return;
        }
        Action.Press press = read.get();
        if (!press.action().isForStrangers()) talk.account();
        Command command = registry.of(press.action());
        if (isOverheard(talk, command)) inPrivate(talk);
        else command.pressed(talk, press);
    }

    private static void inPrivate(Talk talk) {
        talk.account();
        talk.say(Screen.of(talk.html("in_private")));
    }

    private static boolean isOverheard(Talk talk, Command command) {
        return talk.who().group() && command instanceof Command.Private;
    }

    private void other(Talk talk, Incoming.Other other) {
        talk.account();
        talk.say(menu.home(talk, talk.html("not_a_photo." + kind(other.what()))));
    }

    private static String kind(String what) {
        return switch (what) {
            case "video", "animation", "video_note" -> "film";
            case "voice", "audio" -> "sound";
            case "document" -> "file";
            default -> "other";
        };
    }

    private boolean isMeant(Talk talk, String text, boolean reply) {
        return !talk.who().group() || reply || text.toLowerCase(Locale.ROOT).contains(mention());
    }

    private String mention() {
        return "@" + bots.username().toLowerCase(Locale.ROOT);
    }

    private String withoutMention(String text) {
        return text.replaceAll("(?i)" + java.util.regex.Pattern.quote(mention()), "")
                .strip();
    }
}
