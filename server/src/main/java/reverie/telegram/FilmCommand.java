package reverie.telegram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reverie.job.JobView;
import reverie.job.Jobs;
import reverie.media.MediaView;
import reverie.platform.Credits;
import reverie.platform.Problem;
import reverie.telegram.api.Button;

/** What can be done with a film: stop it, once more, otherwise, as a file, taken after all. */
@Component
class FilmCommand implements Command {
    private static final int SEED_MAX = Integer.MAX_VALUE;

    private final Jobs jobs;
    private final Watches watches;
    private final Orders orders;
    private final PhotoCommand photos;
    private final Menu menu;

    FilmCommand(Jobs jobs, Watches watches, Orders orders, PhotoCommand photos, Menu menu) {
        this.jobs = jobs;
        this.watches = watches;
        this.orders = orders;
        this.photos = photos;
        this.menu = menu;
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.CANCEL, Action.AGAIN, Action.CHANGE, Action.ORIGINAL, Action.SHOW, Action.CLAIM);
    }

    @Override
    public void pressed(Talk talk, Action.Press press) {
        UUID id;
        try {
            id = UUID.fromString(press.key());
        } catch (IllegalArgumentException e) {
            talk.say(menu.home(talk, talk.html("stale")));
            return;
        }
        Optional<JobView> own = own(talk, id);
        if (own.isEmpty()) {
            talk.say(Screen.of(talk.html("not_your_film")));
            return;
        }
        JobView job = own.get();
        switch (press.action()) {
            case CANCEL -> cancel(talk, job);
            case AGAIN -> again(talk, job, press.more());
            case CHANGE -> change(talk, job);
            case CLAIM -> claim(talk, job);
            case ORIGINAL -> show(talk, job, "document");
            case SHOW -> show(talk, job, "video");
            case HOME,
                    HOW,
                    BALANCE,
                    HISTORY,
                    LANGUAGE,
                    SPEAK,
                    HELP,
                    TOPIC,
                    WEB,
                    CARD,
                    TAKE,
                    OWN,
                    PREVIEW,
                    FORMAT,
                    ASPECT,
                    SECONDS -> throw new IllegalStateException("This is not for films: " + press.action());
        }
    }

    /** Empty for one that others in this group may see, but that is somebody else's. */
    private Optional<JobView> own(Talk talk, UUID id) {
        try {
            return Optional.of(jobs.get(talk.account(), id, talk.language()));
        } catch (Problem refused) {
            if (talk.who().group() && refused.status() == 404) return Optional.empty();
            throw refused;
        }
    }

    private void cancel(Talk talk, JobView job) {
        if (job.isOver()) talk.say(Screen.of(talk.html("over_already")).row(menu.homeButton(talk)));
        else jobs.cancel(talk.asker(), job.id());
    }

    private void again(Talk talk, JobView job, String price) {
        String origin = "again:" + job.id();
        if (orders.justPlaced(talk, origin)) return;
        Map<String, Object> inputs = new HashMap<>(inputs(job));
        // Another seed, but the same one should this update be handled a second time.
        inputs.put("seed", (int) (talk.update() % SEED_MAX));
        Credits most = price.isEmpty() ? job.quoted() : Credits.of(price);
        Orders.Wish wish = new Orders.Wish(title(job), inputs, most, origin, origin + ":" + talk.update(), 0);
        if (!orders.place(talk, wish)) {
            talk.say(orders.notEnough(talk, wish).row(menu.homeButton(talk)));
        }
    }

    private static Map<String, Object> inputs(JobView job) {
        Map<String, Object> inputs = job.inputs();
        if (inputs == null || !job.model().equals(Film.MODEL)) throw Problem.notFound();
        return inputs;
    }

    private void change(Talk talk, JobView job) {
        Map<String, Object> inputs = inputs(job);
        int seconds = inputs.get("seconds") instanceof Number n ? n.intValue() : Card.SECONDS_USUAL;
        photos.offer(
                talk,
                UUID.fromString(String.valueOf(inputs.get("photo"))),
                String.valueOf(inputs.getOrDefault("aspect", Card.AS_PHOTO)),
                seconds,
                String.valueOf(inputs.getOrDefault("idea", "")));
    }

    private void claim(Talk talk, JobView job) {
        if (!"claim".equals(job.waitingFor())) {
            show(talk, job, "video");
            return;
        }
        try {
            show(talk, jobs.claim(talk.asker(), job.id()), "video");
        } catch (Problem refused) {
            if (!refused.code().equals("not_enough_credits")) throw refused;
            Orders.Wish wish = new Orders.Wish(title(job), Map.of(), job.quoted(), "claim", "claim", 0);
            talk.say(orders.notEnough(talk, wish).row(menu.homeButton(talk)));
        }
    }

    private void show(Talk talk, JobView job, String as) {
        if (job.outputs().isEmpty()) {
            talk.say(Screen.of(talk.html("nothing_to_show")).row(menu.homeButton(talk)));
            return;
        }
        MediaView film = job.outputs().getFirst();
        if (Boolean.TRUE.equals(film.locked())) {
            Map<String, Object> price = Menu.amount(job.quoted());
            Button claim = Action.CLAIM.button(talk.label("button.claim", price), job.id());
            talk.say(Screen.of(talk.html("locked", price)).row(claim).row(menu.homeButton(talk)));
            return;
        }
        String caption = Words.escape(title(job)) + "\n" + talk.html("made_here");
        List<List<Button>> rows = as.equals("video") ? Following.filmButtons(talk::label, job) : List.of();
        talk.send(Letter.file(
                talk.chat(),
                Letter.Kind.FILE,
                job.id(),
                null,
                Map.of("media", film.id().toString(), "as", as, "html", caption, "rows", rows)));
    }

    /** As it was called in the chat, or by its idea. */
    String title(JobView job) {
        return watches.find(job.id()).map(Watches.Watch::title).orElseGet(() -> {
            Map<String, Object> inputs = job.inputs();
            Object idea = inputs == null ? null : inputs.get("idea");
            return idea instanceof String words && !words.isBlank() ? Card.shortened(words) : job.title();
        });
    }
}
