package reverie.telegram;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reverie.job.JobView;
import reverie.job.Jobs;
import reverie.platform.Page;
import reverie.telegram.api.Button;

/** What was made, newest first, a few at a time; each can be sent again. */
@Component
class HistoryCommand implements Command.Private {
    private static final String NEWEST = "0";

    private final Jobs jobs;
    private final FilmCommand films;
    private final Menu menu;

    HistoryCommand(Jobs jobs, FilmCommand films, Menu menu) {
        this.jobs = jobs;
        this.films = films;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public Set<Action> buttons() {
        return Set.of(Action.HISTORY);
    }

    @Override
    public Screen screen(Talk talk, String key) {
        String cursor = key.isEmpty() ? NEWEST : key;
        Page<JobView> page = jobs.list(
                talk.account(),
                null,
                Film.MODEL,
                cursor.equals(NEWEST) ? null : cursor,
                Limits.HISTORY_PAGE,
                talk.language());
        if (page.items().isEmpty()) {
            return Screen.of(talk.html("history_empty"))
                    .row(Action.HOW.button(talk.label("button.animate")), menu.homeButton(talk));
        }
        StringBuilder lines = new StringBuilder(talk.html("history"));
        List<Button> shown = new ArrayList<>();
        int number = 0;
        for (JobView job : page.items()) {
            number++;
            lines.append('\n').append(talk.html("history_line", line(talk, job, number)));
            if (!job.outputs().isEmpty()) {
                boolean claim = "claim".equals(job.waitingFor());
                shown.add(
                        claim
                                ? Action.CLAIM.button(number + " · " + job.quoted(), job.id())
                                : Action.SHOW.button(String.valueOf(number), job.id()));
            }
        }
        Screen screen = Screen.of(lines.toString());
        if (!shown.isEmpty()) screen = screen.row(shown.toArray(Button[]::new));
        List<Button> last = new ArrayList<>();
        if (page.next() != null) last.add(Action.HISTORY.button(talk.label("button.older"), page.next()));
        if (!cursor.equals(NEWEST)) last.add(Action.HISTORY.button(talk.label("button.newest"), NEWEST));
        last.add(menu.homeButton(talk));
        return screen.row(last.toArray(Button[]::new));
    }

    private Map<String, Object> line(Talk talk, JobView job, int number) {
        String state = "claim".equals(job.waitingFor()) ? "claim" : job.state();
        DateTimeFormatter day = DateTimeFormatter.ofPattern("d MMM", Locale.forLanguageTag(talk.language()));
        return Map.of(
                "number", number,
                "title", films.title(job),
                "state", talk.label("state." + state),
                "day", day.format(job.createdAt().atOffset(ZoneOffset.UTC)));
    }
}
