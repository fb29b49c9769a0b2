package reverie.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.media.MediaInfo;
import reverie.media.MediaStore;
import reverie.platform.Credits;
import reverie.studio.Looks;
import reverie.telegram.api.BotApi;
import reverie.telegram.api.Button;
import reverie.telegram.api.Incoming;

/** From a photo to a film that is being made: suggestions, an own idea, format and length, the priced button. */
@Component
class PhotoCommand implements Command {
    private static final Logger log = LoggerFactory.getLogger(PhotoCommand.class);
    private static final String OWN = "own";
    private static final int BUTTONS_IN_ROW = 4;
    private static final long NEW_MESSAGE = 0;

    private final BotApi api;
    private final MediaStore media;
    private final Looks looks;
    private final Previews previews;
    private final Dialogues dialogues;
    private final Film film;
    private final Orders orders;
    private final Menu menu;

    PhotoCommand(
            BotApi api,
            MediaStore media,
            Looks looks,
            Previews previews,
            Dialogues dialogues,
            Film film,
            Orders orders,
            Menu menu) {
        this.api = api;
        this.media = media;
        this.looks = looks;
        this.previews = previews;
        this.dialogues = dialogues;
        this.film = film;
        this.orders = orders;
        this.menu = menu;
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(
                Action.CARD, Action.TAKE, Action.OWN, Action.PREVIEW, Action.FORMAT, Action.ASPECT, Action.SECONDS);
    }

    /** A photo came: it is kept, looked at, and answered with what could be made of it. */
    void photo(Talk talk, Incoming.Picture picture) {
        talk.account();
        if (picture.bytes() > BotApi.DOWNLOAD_BYTES_MAX) {
            talk.say(Screen.of(talk.html("photo_too_large")).row(menu.homeButton(talk)));
            return;
        }
        Thread.startVirtualThread(() -> api.chatAction(talk.chat(), "typing"));
        MediaInfo photo;
        try (InputStream bytes = api.download(picture.fileId())) {
            photo = media.upload(talk.account(), bytes);
        } catch (IOException e) {
            log.warn("A photo could not be fetched: {}", e.getMessage());
            talk.say(Screen.of(talk.html("photo_not_fetched")).row(menu.homeButton(talk)));
            return;
        }
        String idea = talk.who().group() ? "" : picture.caption().strip();
        offer(talk, photo.id(), Card.AS_PHOTO, Card.SECONDS_USUAL, idea);
    }

    /** Also for a photo that is known already: what could be made of it, as a new message. */
    void offer(Talk talk, UUID photo, String aspect, int seconds, String idea) {
        Looks.Look look = looks.look(talk.asker(), photo);
        List<Card.Suggestion> suggestions = look.suggestions().stream()
                .map(s -> new Card.Suggestion(s.title(), s.idea()))
                .toList();
        Card card = new Card(photo, look.subject(), suggestions, null, aspect, seconds);
        String key = dialogues.newKey();
        if (!idea.isEmpty()) card = card.withOwn(idea.substring(0, Math.min(idea.length(), Limits.IDEA_LENGTH_MAX)));
        talk.say(idea.isEmpty() ? card(talk, key, card) : own(talk, key, card));
        keep(talk, key, card, true);
        if (idea.isEmpty()) previews.follow(talk, key, card);
    }

    private void keep(Talk talk, String key, Card card, boolean listen) {
        long chat = talk.chat();
        long person = talk.who().person();
        talk.note(() -> {
            dialogues.keep(key, chat, person, card);
            if (listen) dialogues.listen(key, chat, person);
        });
    }

    /** Words without a command: an idea, where one is waited for; else a kind hint. */
    void words(Talk talk, String text) {
        talk.account();
        Optional<Dialogues.Listening> listening =
                dialogues.listening(talk.chat(), talk.who().person());
        if (listening.isEmpty()) {
            talk.say(menu.home(talk, talk.html("no_photo_yet")));
            return;
        }
        String key = listening.get().key();
        if (listening.get().over()) {
            talk.note(() -> dialogues.stopListening(talk.chat(), talk.who().person()));
            talk.say(menu.home(talk, talk.html("waited_too_long")));
            return;
        }
        if (text.length() > Limits.IDEA_LENGTH_MAX) {
            talk.say(Screen.of(talk.html("idea_too_long", Map.of("max", Limits.IDEA_LENGTH_MAX))));
            return;
        }
        Card card = listening.get().card().withOwn(text);
        talk.say(own(talk, key, card));
        keep(talk, key, card, true);
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        String key = press.key();
        Optional<Card> found = dialogues.find(key, talk.chat(), talk.who().person());
        if (found.isEmpty()) {
            notTheirs(talk, key, press);
            return;
        }
        Card card = found.get();
        switch (press.action()) {
            case TAKE -> take(talk, key, card, press.more(), talk.tappedMessage());
            case OWN -> {
                talk.say(Screen.of(talk.html(talk.who().group() ? "write_own_group" : "write_own")));
                keep(talk, key, card, true);
            }
            case PREVIEW -> preview(talk, card, press.more());
            case FORMAT -> talk.show(format(talk, key, card));
            case ASPECT -> change(talk, key, card.withAspect(known(press.more(), card)));
            case SECONDS -> change(talk, key, card.withSeconds(seconds(talk, press.more(), card)));
            case CARD -> talk.show(card(talk, key, card));
            case HOME,
                    HOW,
                    BALANCE,
                    HISTORY,
                    LANGUAGE,
                    SPEAK,
                    HELP,
                    TOPIC,
                    WEB,
                    CANCEL,
                    AGAIN,
                    CHANGE,
                    ORIGINAL,
                    SHOW,
                    CLAIM -> throw new IllegalStateException("This is not for photos: " + press.action());
        }
    }

    /** In a group all see the card: whoever taps pays, and the film is theirs, from their own copy of the photo. */
    private void notTheirs(Talk talk, String key, Action.Press press) {
        Optional<Card> seen = talk.who().group() ? dialogues.findHere(key, talk.chat()) : Optional.empty();
        if (seen.isEmpty()) {
            talk.say(menu.home(talk, talk.html("stale")));
        } else if (press.action() != Action.TAKE) {
            talk.say(Screen.of(talk.html("not_your_photo")));
        } else if (!orders.justPlaced(talk, origin(talk, key, press.more()))) {
            take(talk, key, seen.get(), press.more(), NEW_MESSAGE);
        }
    }

    private UUID copy(Talk talk, UUID photo) {
        try (InputStream bytes = Files.newInputStream(media.file(photo))) {
            return media.upload(talk.account(), bytes).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String origin(Talk talk, String key, String more) {
        return key + ":" + more + ":" + talk.who().person();
    }

    private void change(Talk talk, String key, Card card) {
        keep(talk, key, card, false);
        talk.show(format(talk, key, card));
    }

    /** What stands on the wire for a format: a colon would divide it. */
    private static String wire(String aspect) {
        return aspect.replace(':', 'x');
    }

    private String known(String wire, Card card) {
        return film.aspects().stream()
                .filter(a -> wire(a).equals(wire))
                .findFirst()
                .orElse(card.aspect());
    }

    private int seconds(Talk talk, String wire, Card card) {
        return film.lengths(talk.account()).stream()
                .filter(s -> String.valueOf(s).equals(wire))
                .findFirst()
                .orElse(card.seconds());
    }

    /**
     * {@code which@price}: nothing is bought at another price than the one that was read.
     *
     * @param message {@link #NEW_MESSAGE} for a photo of somebody else, which is copied once it can be paid for
     */
    private void take(Talk talk, String key, Card card, String more, long message) {
        String[] parts = more.split("@", 2);
        Optional<Card.Suggestion> offer = offer(card, parts[0]);
        if (offer.isEmpty() || parts.length < 2) {
            talk.say(menu.home(talk, talk.html("stale")));
            return;
        }
        Credits price = Credits.of(parts[1]);
        boolean others = message == NEW_MESSAGE;
        if (others && !orders.canPay(talk, price)) {
            talk.say(Screen.of(talk.html("not_enough_group")));
            return;
        }
        Card theirs = others ? card.withPhoto(copy(talk, card.photo())) : card;
        String choice = key + ":" + parts[0] + ":" + wire(card.aspect()) + ":" + card.seconds();
        Orders.Wish wish = new Orders.Wish(
                offer.get().title(),
                film.inputs(theirs, offer.get().idea()),
                price,
                origin(talk, key, more),
                // A copy of somebody else's photo is another one each time.
                others ? choice + ":" + talk.update() : choice,
                message);
        if (orders.place(talk, wish)) {
            talk.note(() -> {
                dialogues.stopListening(talk.chat(), talk.who().person());
                previews.chosen(talk.chat());
            });
        } else if (talk.who().group()) {
            talk.say(Screen.of(talk.html("not_enough_group")));
        } else {
            Button preview = Action.PREVIEW.button(talk.label("button.preview"), key, parts[0]);
            talk.say(orders.notEnough(talk, wish).row(preview).row(menu.homeButton(talk)));
        }
    }

    private static Optional<Card.Suggestion> offer(Card card, String which) {
        if (which.equals(OWN)) {
            String own = card.own();
            return own == null ? Optional.empty() : Optional.of(new Card.Suggestion(Card.shortened(own), own));
        }
        try {
            int index = Integer.parseInt(which);
            return index >= 0 && index < card.suggestions().size()
                    ? Optional.of(card.suggestions().get(index))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void preview(Talk talk, Card card, String which) {
        Optional<Card.Suggestion> offer = offer(card, which);
        if (offer.isEmpty()) {
            talk.say(menu.home(talk, talk.html("stale")));
            return;
        }
        Thread.startVirtualThread(() -> api.chatAction(talk.chat(), "record_video"));
        talk.send(previews.asked(talk, card.photo(), offer.get()));
    }

    /** Length, format, price, time and what the person has: in a group that is nobody's business. */
    private String facts(Talk talk, Card card) {
        Credits price = film.price(card);
        Map<String, Object> facts = Map.of(
                "count", price.toDecimal(),
                "price", price.toString(),
                "available", menu.available(talk).toString(),
                "seconds", film.expectedSeconds(card),
                "length", card.seconds(),
                "format", format(talk, card.aspect()));
        return talk.html(talk.who().group() ? "facts_group" : "facts", facts);
    }

    private static String format(Talk talk, String aspect) {
        return aspect.equals(Card.AS_PHOTO) ? talk.label("as_photo") : aspect;
    }

    /** The suggestions, each with its price: each is the confirmation. */
    Screen card(Talk talk, String key, Card card) {
        String price = film.price(card).toString();
        Screen screen = Screen.of(talk.html("subject." + card.subject()) + "\n\n" + facts(talk, card));
        for (int i = 0; i < card.suggestions().size(); i++) {
            String label = talk.label(
                    "button.priced", Map.of("title", card.suggestions().get(i).title(), "price", price));
            screen = screen.row(Action.TAKE.button(label, key, i + "@" + price));
        }
        String words = card.own();
        if (words != null) {
            String label = talk.label("button.priced", Map.of("title", Card.shortened(words), "price", price));
            screen = screen.row(Action.TAKE.button(label, key, OWN + "@" + price));
        }
        return screen.row(
                        Action.OWN.button(talk.label("button.own"), key),
                        Action.FORMAT.button(talk.label("button.format"), key))
                .row(menu.homeButton(talk));
    }

    /** One idea in the person's own words and one button. */
    private Screen own(Talk talk, String key, Card card) {
        String price = film.price(card).toString();
        String title = Card.shortened(String.valueOf(card.own()));
        String html = talk.html("own", Map.of("title", title)) + "\n\n" + facts(talk, card);
        return Screen.of(html)
                .row(Action.TAKE
                        .button(talk.label("button.make", Map.of("price", price)), key, OWN + "@" + price)
                        .primary())
                .row(
                        Action.PREVIEW.button(talk.label("button.preview"), key, OWN),
                        Action.FORMAT.button(talk.label("button.format"), key))
                .row(Action.CARD.button(talk.label("button.ideas"), key), menu.homeButton(talk));
    }

    private Screen format(Talk talk, String key, Card card) {
        List<Button> aspects = new ArrayList<>();
        for (String aspect : film.aspects()) {
            String label = format(talk, aspect);
            aspects.add(Action.ASPECT.button(chosen(label, aspect.equals(card.aspect())), key, wire(aspect)));
        }
        List<Button> lengths = new ArrayList<>();
        for (int seconds : film.lengths(talk.account())) {
            String label = talk.label("seconds", Map.of("seconds", seconds));
            lengths.add(Action.SECONDS.button(chosen(label, seconds == card.seconds()), key, seconds));
        }
        return Screen.of(talk.html("format") + "\n\n" + facts(talk, card))
                .row(aspects.subList(0, Math.min(BUTTONS_IN_ROW, aspects.size()))
                        .toArray(Button[]::new))
                .row(lengths.toArray(Button[]::new))
                .row(Action.CARD.button(talk.label("button.back"), key), menu.homeButton(talk));
    }

    private static String chosen(String label, boolean chosen) {
        return chosen ? "✓ " + label : label;
    }
}
