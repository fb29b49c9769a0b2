package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.platform.Texts;

@ReverieTest
class ButtonsTest {
    private static final Path SOURCES = Path.of("src/main/java/reverie/telegram");

    @Autowired
    Registry registry;

    @Autowired
    List<Command> commands;

    @Autowired
    Words words;

    @Autowired
    Dialogues dialogues;

    static String sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(p -> p.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void every_button_leads_to_exactly_one_command() {
        for (Action action : Action.values()) {
            assertThat(commands.stream().filter(c -> c.buttons().contains(action)))
                    .as("%s", action)
                    .hasSize(1);
            assertThat(registry.of(action).buttons()).contains(action);
        }
    }

    @Test
    void every_action_has_a_button_somewhere() throws IOException {
        String all = sources();
        for (Action action : Action.values()) {
            assertThat(all).as("nobody makes a button for %s", action).contains("Action." + action + ".button(");
        }
    }

    @Test
    void a_button_says_again_what_it_was_made_from_and_fits_into_64_bytes() {
        String key = dialogues.newKey();
        for (Action action : Action.values()) {
            var data = String.valueOf(action.button("x", key, "own@123456.78").data());
            assertThat(data.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
            assertThat(Action.read(data)).contains(new Action.Press(action, key, "own@123456.78"));
            var job = String.valueOf(
                    action.button("x", UUID.fromString("00000000-0000-7000-8000-000000000000"), "123456.78")
                            .data());
            assertThat(job.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
        }
        assertThat(Action.read("nonsense:1")).isEmpty();
        assertThatThrownBy(() -> Action.HOME.button("x", "y".repeat(70))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_command_is_explained_in_every_language() {
        assertThat(registry.names()).startsWith("start", "balance", "history", "language", "help");
        for (String language : Texts.LANGUAGES) {
            assertThat(registry.listed(words, language).values()).noneMatch(text -> text.startsWith("bot."));
        }
    }

    @Test
    void every_text_that_is_asked_for_is_there() throws IOException {
        var asked = java.util.regex.Pattern.compile(
                "(?:talk\\.html|talk\\.label|words\\.html|words\\.label|labels\\.label)\\(\\s*"
                        + "(?:[\\w.()]*language[()]*,"
                        + "\\s*)?\"([a-z_.]+)\"[,)]");
        var found = asked.matcher(sources());
        int count = 0;
        while (found.find()) {
            count++;
            for (String language : Texts.LANGUAGES) {
                String text = words.label(language, found.group(1), java.util.Map.of("count", 1));
                assertThat(text).as("%s in %s", found.group(1), language).doesNotStartWith("bot.");
            }
        }
        assertThat(count).isGreaterThan(60);
        for (String subject : List.of("person", "animal", "landscape", "water", "city", "object", "unknown")) {
            assertThat(words.label("en", "subject." + subject)).doesNotStartWith("bot.");
        }
        for (String state : List.of("queued", "running", "succeeded", "failed", "canceled", "claim")) {
            assertThat(words.label("hi", "state." + state)).doesNotStartWith("bot.");
        }
        for (String kind : List.of("film", "sound", "file", "other")) {
            assertThat(words.label("ru", "not_a_photo." + kind)).doesNotStartWith("bot.");
        }
    }
}
