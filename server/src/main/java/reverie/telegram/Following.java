package reverie.telegram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.job.JobView;
import reverie.platform.Credits;
import reverie.platform.Settings;
import reverie.telegram.api.Button;

/** How a job looks in a chat, from the place in line to its last word. */
@Component
class Following {
    private static final int CELLS = 10;
    /** Before, how long it takes is no more than a hope. */
    private static final double TIME_TOLD_FROM = 0.02;

    private static final long MINUTE = 60;
    private static final long ABOUT_A_MINUTE = 90;

    private final Words words;
    private final Settings settings;

    Following(Words words, Settings settings) {
        this.words = words;
        this.settings = settings;
    }

    /** @param place in line; null for one that runs */
    Screen going(Watches.Watch watch, @Nullable Integer place, double progress, @Nullable Long etaSeconds) {
        String language = watch.language();
        Map<String, Object> values = new HashMap<>();
        values.put("title", watch.title());
        values.put("time", etaSeconds == null ? "" : time(language, etaSeconds));
        String html;
        if (place != null) {
            values.put("place", place);
            html = words.html(language, etaSeconds == null ? "in_line" : "in_line_time", values);
        } else {
            int percent = (int) Math.floor(Math.clamp(progress, 0, 1) * 100);
            values.put("percent", percent);
            values.put("bar", bar(progress));
            boolean told = etaSeconds != null && progress >= TIME_TOLD_FROM;
            html = words.html(language, told ? "going_time" : "going", values);
        }
        return Screen.of(html).row(Action.CANCEL.button(words.label(language, "button.cancel"), watch.job()));
    }

    Screen begun(Watches.Watch watch) {
        return Screen.of(words.html(watch.language(), "begun", Map.of("title", watch.title())))
                .row(Action.CANCEL.button(words.label(watch.language(), "button.cancel"), watch.job()));
    }

    Screen done(Watches.Watch watch, long seconds) {
        return Screen.of(words.html(watch.language(), "done", Map.of("time", time(watch.language(), seconds))));
    }

    Screen failedLine(Watches.Watch watch) {
        return Screen.of(words.html(watch.language(), "failed_line", Map.of("title", watch.title())));
    }

    /** What happened, that nothing was taken, what to do. */
    Screen failed(Watches.Watch watch, JobView job) {
        String language = watch.language();
        JobView.Failure error = job.error();
        StringBuilder html =
                new StringBuilder("<b>").append(Words.escape(watch.title())).append("</b>\n");
        html.append(Words.escape(error == null ? words.label(language, "failed_unknown") : error.message()));
        html.append(' ').append(words.html(language, "back", Menu.amount(job.quoted())));
        String remedy = error == null ? null : error.remedy();
        if (remedy != null) html.append(' ').append(Words.escape(remedy));
        Button again = Action.AGAIN.button(
                words.label(
                        language,
                        "button.try_again",
                        Map.of("price", job.quoted().toString())),
                job.id(),
                job.quoted());
        return Screen.of(html.toString())
                .row(again, Action.CHANGE.button(words.label(language, "button.change"), job.id()))
                .row(Action.HOME.button(words.label(language, "button.home")));
    }

    Screen canceled(Watches.Watch watch, JobView job) {
        Map<String, Object> values = new HashMap<>(Menu.amount(job.quoted()));
        values.put("title", watch.title());
        return Screen.of(words.html(watch.language(), "canceled", values))
                .row(
                        Action.CHANGE.button(words.label(watch.language(), "button.change"), job.id()),
                        Action.HOME.button(words.label(watch.language(), "button.home")));
    }

    Screen undelivered(Watches.Watch watch, JobView job) {
        String language = watch.language();
        Map<String, Object> values = new HashMap<>(Menu.amount(job.quoted()));
        values.put("title", watch.title());
        values.put("day", day(language, job.deadline()));
        boolean free = !"claim".equals(job.waitingFor());
        Screen screen = Screen.of(words.html(language, free ? "undelivered_free" : "undelivered", values));
        Button button = free
                ? Action.SHOW.button(words.label(language, "button.show"), job.id())
                : Action.CLAIM.button(words.label(language, "button.claim", values), job.id());
        return screen.row(button).row(Action.HOME.button(words.label(language, "button.home")));
    }

    /** Under a film, with what it cost and what is left. */
    String caption(String language, String title, Credits used, Credits left) {
        Map<String, Object> values = Map.of("title", title, "used", used.toString(), "left", left.toString());
        return words.html(language, used.isZero() ? "caption_free" : "caption", values) + "\n"
                + words.html(language, "made_here");
    }

    /** More than Telegram takes from a bot: it is on the web, with a link where a phone can open one. */
    Screen tooLarge(String language, @Nullable UUID job, long bytes) {
        Screen screen = Screen.of(words.html(language, "film_too_large", Map.of("megabytes", bytes >> 20)));
        if (job == null || !settings.isKnownOutside()) return screen;
        return screen.row(Button.opens(words.label(language, "button.open"), settings.publicUrl() + "/jobs/" + job));
    }

    /** Where others read it too. */
    String captionForAll(String language, String title) {
        return words.html(language, "own", Map.of("title", title)) + "\n" + words.html(language, "made_here");
    }

    List<List<Button>> filmButtons(String language, JobView job) {
        return filmButtons((key, values) -> words.label(language, key, values), job);
    }

    /** Finds the label of a button. */
    interface Labels {
        String label(String key, Map<String, ?> values);
    }

    static List<List<Button>> filmButtons(Labels labels, JobView job) {
        Map<String, Object> price = Map.of("price", job.quoted().toString());
        return List.of(
                List.of(
                        Action.AGAIN.button(labels.label("button.again", price), job.id(), job.quoted()),
                        Action.CHANGE.button(labels.label("button.change", Map.of()), job.id())),
                List.of(
                        Action.ORIGINAL.button(labels.label("button.original", Map.of()), job.id()),
                        Action.HOME.button(labels.label("button.home", Map.of()))));
    }

    private static String day(String language, java.time.Instant at) {
        return java.time.format.DateTimeFormatter.ofPattern("d MMMM", java.util.Locale.forLanguageTag(language))
                .format(at.atOffset(java.time.ZoneOffset.UTC));
    }

    /** Words for time: “11 s”, “about a minute”, “about 3 min”. */
    String time(String language, long seconds) {
        if (seconds < MINUTE) return words.html(language, "time.seconds", Map.of("count", Math.max(1, seconds)));
        if (seconds < ABOUT_A_MINUTE) return words.html(language, "time.minute");
        return words.html(language, "time.minutes", Map.of("count", Math.round(seconds / (double) MINUTE)));
    }

    static String bar(double progress) {
        int full = (int) Math.clamp(Math.floor(progress * CELLS), 0, CELLS);
        return "▰".repeat(full) + "▱".repeat(CELLS - full);
    }
}
