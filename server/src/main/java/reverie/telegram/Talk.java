package reverie.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reverie.identity.Accounts;
import reverie.job.Jobs;
import reverie.platform.AccountId;
import reverie.platform.Problem;
import reverie.platform.Texts;
import reverie.telegram.api.Incoming;

/**
 * One turn of a chat: what came in, from whom, and what is answered. Answers and notes are written in one transaction
 * with the mark that the update is handled; so they are there once, or not at all.
 */
final class Talk {
    static final String PROVIDER = "telegram";
    private static final String SURFACE = "telegram";

    private final Incoming incoming;
    private final long update;
    private final Accounts accounts;
    private final Words words;
    private final List<Letter> letters = new ArrayList<>();
    private final List<Runnable> notes = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private Accounts.@Nullable Account account;

    Talk(Incoming incoming, long update, Accounts accounts, Words words) {
        this.incoming = incoming;
        this.update = update;
        this.accounts = accounts;
        this.words = words;
    }

    Incoming incoming() {
        return incoming;
    }

    Incoming.Who who() {
        return incoming.who();
    }

    long chat() {
        return who().chat();
    }

    long update() {
        return update;
    }

    Accounts.External external() {
        return new Accounts.External(
                PROVIDER,
                String.valueOf(who().person()),
                who().username(),
                who().name(),
                Texts.language(who().languageCode()));
    }

    /** Made at the first meeting. @throws Problem account_suspended */
    Accounts.Account person() {
        Accounts.Account known = account;
        if (known == null) {
            known = accounts.ofExternal(external());
            account = known;
            if (known.suspended()) throw Problem.of(403, "account_suspended");
        }
        return known;
    }

    /** Whether there was a meeting before. */
    boolean isKnown() {
        return account != null
                || accounts.findExternal(PROVIDER, String.valueOf(who().person()))
                        .isPresent();
    }

    AccountId account() {
        return person().id();
    }

    /** What was just changed about the person shall be read again. */
    void forgetPerson() {
        account = null;
    }

    /** The person's own; before they are known, that of their app. */
    String language() {
        Accounts.Account known = account;
        return known == null ? Texts.language(who().languageCode()) : known.locale();
    }

    Jobs.Asker asker() {
        return new Jobs.Asker(account(), SURFACE, language());
    }

    String html(String key, Map<String, ?> values) {
        return words.html(language(), key, values);
    }

    String html(String key) {
        return words.html(language(), key);
    }

    String label(String key, Map<String, ?> values) {
        return words.label(language(), key, values);
    }

    String label(String key) {
        return words.label(language(), key);
    }

    /** A new message. */
    void say(Screen screen) {
        letters.add(Letter.message(chat(), screen));
    }

    void send(Letter letter) {
        letters.add(letter);
    }

    /** The message whose button was pressed turns into this; without one it is a new message. */
    void show(Screen screen) {
        if (incoming instanceof Incoming.Tap tap) letters.add(Letter.edit(chat(), tap.message(), screen));
        else say(screen);
    }

    /** Written with the answers. */
    void note(Runnable write) {
        notes.add(write);
    }

    /** Done when the answers are on their way, and only then; lost with this node, so nothing that matters. */
    void afterwards(Runnable work) {
        afterwards.add(work);
    }

    void goOn() {
        afterwards.forEach(Runnable::run);
    }

    /** In the transaction that ends the update. */
    void write(Outbox outbox) {
        notes.forEach(Runnable::run);
        outbox.put(letters);
    }

    /** Nothing of what was said so far: something else is to be said. */
    void unsay() {
        letters.clear();
        notes.clear();
        afterwards.clear();
    }

    long tappedMessage() {
        return incoming instanceof Incoming.Tap tap ? tap.message() : 0;
    }

    @Override
    public String toString() {
        return "update " + update + " of chat " + Objects.hashCode(chat());
    }
}
