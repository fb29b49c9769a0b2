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
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.platform.Texts;

@ReverieTest
class ButtonsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Autowired
    Registry registry;

    @Autowired
    List<Command> commands;

    @Autowired
    Words words;

    @Autowired
    Dialogues dialogues;

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
    void the_audit_finds_no_button_without_a_handler_and_no_text_that_is_missing() throws Exception {
        assertThat(audit(ROOT)).contains("JOIN", "/balance").doesNotContain("GAP");
    }

    @Test
    void the_audit_names_a_button_that_nobody_offers_one_that_nobody_answers_and_a_text_that_is_missing()
            throws Exception {
        Path copy = folder.resolve("server/src/main/java/reverie/telegram");
        copy(ROOT.resolve("server/src/main/java/reverie/telegram"), copy);
        copy(ROOT.resolve("packages/i18n/locales"), folder.resolve("packages/i18n/locales"));
        change(copy.resolve("HelpCommand.java"), "Action.HELP, Action.TOPIC", "Action.HELP");
        change(copy.resolve("LanguageCommand.java"), "Action.SPEAK.button(", "made(");
        change(folder.resolve("packages/i18n/locales/hi/server-telegram.json"), "\"welcome\":", "\"hello\":");

        assertThat(audit(folder))
                .contains("TOPIC is answered by nobody", "SPEAK is offered nowhere")
                .contains("“welcome”, which is missing in hi");
    }

    private static String audit(Path root) throws Exception {
        Process audit = new ProcessBuilder(
                        "node", ROOT.resolve("ops/dev/check-bot.mjs").toString(), root.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(audit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(audit.waitFor()).as(said).isEqualTo(said.contains("GAP") ? 1 : 0);
        return said;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void what_a_screen_puts_together_from_parts_has_its_words() {
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
