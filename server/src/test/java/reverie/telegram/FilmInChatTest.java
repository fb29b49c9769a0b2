package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.identity.Accounts;
import reverie.job.GivenJob;
import reverie.job.JobView;
import reverie.job.Jobs;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.wallet.Balance;
import reverie.wallet.Wallet;

/** Whole talks, as a person has them: only what is seen in the chat and in the wallet counts. */
@ReverieTest
class FilmInChatTest {
    private static final Path PHOTO = Path.of("src/test/resources/photos/coffee.jpg");

    @Autowired
    GivenTelegram telegram;

    @Autowired
    GivenJob given;

    @Autowired
    Accounts accounts;

    @Autowired
    Wallet wallet;

    @Autowired
    Jobs jobs;

    @Autowired
    JdbcClient db;

    @Autowired
    TestClock clock;

    @TempDir
    Path folder;

    GivenTelegram.Person anna;

    @BeforeEach
    void somebodyWhoStarted() {
        anna = telegram.bot().anna();
        anna.says("/start");
        telegram.runs();
    }

    AccountId account() {
        return accounts.findExternal("telegram", String.valueOf(anna.id())).orElseThrow();
    }

    Balance balance() {
        return wallet.balance(account());
    }

    static Balance balance(String balance, String held) {
        return new Balance(Credits.of(balance), Credits.of(held));
    }

    List<JobView> jobs() {
        return jobs.list(account(), null, null, null, 10, "en").items();
    }

    /** Time goes by, and the bot does what there is to do. */
    void later(int seconds) {
        for (int i = 0; i < seconds; i += 4) {
            clock.advance(Duration.ofSeconds(4));
            telegram.runs();
        }
    }

    void sendsPhoto() {
        anna.sendsPhoto(PHOTO);
        telegram.runs();
    }

    /** The first of the three suggestions. */
    String suggestion() {
        return anna.buttons().getFirst();
    }

    void ordersFilm() {
        sendsPhoto();
        anna.taps(suggestion());
        telegram.runs();
    }

    Path picture(String name, int light) throws IOException {
        var picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 640; x++) picture.setRGB(x, y, light << 16 | light << 8 | light);
        }
        Path file = folder.resolve(name);
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    @Test
    void from_a_photo_to_a_film_in_two_taps() {
        sendsPhoto();
        assertThat(anna.last()).contains("1 credit", "you have 2", "nothing is taken");
        assertThat(anna.buttons()).hasSize(6);
        assertThat(anna.buttons().subList(0, 3)).allMatch(label -> label.endsWith(" · 1"));

        anna.taps(suggestion());
        telegram.runs();
        assertThat(anna.last()).startsWith("Starting “");
        assertThat(anna.buttons()).containsExactly("Cancel");
        assertThat(balance()).isEqualTo(balance("2", "1"));

        given.workedOff();
        later(8);

        assertThat(anna.heard()).anyMatch(text -> text.startsWith("[video]") && text.contains("1 used, 1 left"));
        assertThat(anna.heard()).anyMatch(text -> text.startsWith("Done in "));
        assertThat(anna.buttons()).containsExactly("Again · 1", "Change", "Original", "Home");
        assertThat(balance()).isEqualTo(balance("1", "0"));
        assertThat(jobs()).hasSize(1);
        assertThat(jobs().getFirst().waitingFor()).isNull();

        anna.taps("Original");
        anna.taps("Again");
        anna.taps("Again");
        telegram.runs();
        later(4);
        assertThat(anna.heard()).anyMatch(text -> text.startsWith("[document]"));
        assertThat(jobs()).hasSize(2);
        assertThat(balance()).isEqualTo(balance("1", "1"));
    }

    @Test
    void a_photo_sent_as_a_file_is_as_good() {
        anna.sends(PHOTO, "file", "");
        telegram.runs();

        assertThat(suggestion()).endsWith(" · 1");
    }

    @Test
    void a_photo_that_is_too_dark_is_told_so_and_nothing_is_held() throws IOException {
        anna.sendsPhoto(picture("night.png", 4));
        telegram.runs();

        assertThat(anna.last()).containsOnlyOnce("ark").contains("better light", "Nothing was taken");
        assertThat(anna.buttons()).containsExactly("Home");
        assertThat(balance()).isEqualTo(balance("2", "0"));
    }

    @Test
    void what_is_no_photo_is_told_kindly() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.jpg"), "Dear diary");
        anna.sends(text, "file", "");
        telegram.runs();
        assertThat(anna.last()).isNotBlank().doesNotContain("Exception");
        assertThat(anna.buttons()).contains("Home");

        anna.sends(Files.writeString(folder.resolve("notes.txt"), "x"), "file", "");
        telegram.runs();
        assertThat(anna.last()).contains("can't open that kind of file");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void an_own_idea_in_another_format_has_one_priced_button() {
        sendsPhoto();
        anna.taps("Format");
        telegram.runs();
        anna.taps("9:16");
        telegram.runs();
        later(4);
        assertThat(anna.last()).contains("5 s · 9:16");
        anna.taps("Back");
        telegram.runs();
        anna.taps("Write my own");
        telegram.runs();
        anna.says("slow zoom in, <soft> snow");
        telegram.runs();
        later(4);

        assertThat(anna.last()).contains("slow zoom in, <soft> snow", "9:16");
        anna.taps("Make it · 1");
        telegram.runs();

        var inputs = jobs.get(account(), jobs().getFirst().id(), "en").inputs();
        assertThat(inputs).containsEntry("idea", "slow zoom in, <soft> snow").containsEntry("aspect", "9:16");
    }

    @Test
    void after_half_an_hour_words_are_no_answer_any_more_but_buttons_are() {
        sendsPhoto();
        String suggestion = suggestion();
        clock.advance(Limits.LISTENING.plusMinutes(1));
        anna.says("slow zoom in");
        telegram.runs();
        assertThat(anna.last()).contains("a while ago");

        anna.taps(suggestion);
        telegram.runs();
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void an_old_button_answers_kindly() {
        sendsPhoto();
        String suggestion = suggestion();
        clock.advance(Limits.CARD.plusMinutes(1));
        anna.taps(suggestion);
        telegram.runs();

        assertThat(anna.last()).contains("from an earlier talk");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void a_suggestion_tapped_twice_makes_one_film() {
        sendsPhoto();
        anna.taps(suggestion());
        anna.taps(suggestion());
        telegram.runs();

        assertThat(jobs()).hasSize(1);
        assertThat(balance()).isEqualTo(balance("2", "1"));
    }

    @Test
    void whoever_has_not_enough_is_told_what_is_possible() {
        ordersFilm();
        ordersFilm();
        later(4);
        ordersFilm();
        later(4);

        assertThat(jobs()).hasSize(2);
        assertThat(anna.last()).contains("costs 1 and you have 0", "2 more is held");
        assertThat(anna.buttons()).containsExactly("Preview, free", "Home");
    }

    @Test
    void a_film_that_is_canceled_gives_its_credit_back() {
        ordersFilm();
        anna.taps("Cancel");
        telegram.runs();
        later(4);

        assertThat(anna.last()).contains("is canceled", "1 credit is back");
        assertThat(balance()).isEqualTo(balance("2", "0"));
    }

    @Test
    void three_failed_sends_give_the_credit_back_and_the_film_waits_to_be_claimed() {
        ordersFilm();
        telegram.fault("broken", anna.id(), "sendVideo", 0);
        given.workedOff();
        later(60);
        assertThat(telegram.calls().stream().filter("sendVideo 500"::equals)).hasSize(3);
        assertThat(balance()).isEqualTo(balance("2", "0"));
        assertThat(jobs().getFirst().waitingFor()).isEqualTo("claim");
        assertThat(anna.heard()).noneMatch(text -> text.contains("didn't take it"));

        telegram.noFaults();
        anna.says("/balance");
        telegram.runs();
        later(4);
        assertThat(anna.heard())
                .anyMatch(text -> text.contains("Telegram didn't take it") && text.contains("1 credit"));
        anna.taps("Take it · 1");
        telegram.runs();
        later(4);

        assertThat(anna.last()).startsWith("[video]");
        assertThat(balance()).isEqualTo(balance("1", "0"));
    }

    @Test
    void a_film_that_may_have_arrived_is_sent_again_after_a_while_and_charged_once() {
        ordersFilm();
        telegram.fault("no_answer", anna.id(), "sendVideo", 1);
        given.workedOff();
        later(4);
        assertThat(jobs().getFirst().waitingFor()).isEqualTo("delivery");
        later(16);

        assertThat(telegram.calls().stream().filter(c -> c.startsWith("sendVideo")))
                .containsExactly("sendVideo 0", "sendVideo 200");
        assertThat(jobs().getFirst().waitingFor()).isNull();
        assertThat(balance()).isEqualTo(balance("1", "0"));
    }

    @Test
    void whoever_blocks_the_bot_meanwhile_has_the_credit_back_and_hears_of_the_film_on_return() {
        ordersFilm();
        anna.blocks(true);
        given.workedOff();
        later(8);
        assertThat(balance()).isEqualTo(balance("2", "0"));

        anna.says("/start");
        telegram.runs();
        later(4);

        assertThat(anna.heard()).anyMatch(text -> text.contains("Telegram didn't take it"));
    }

    @Test
    void films_are_found_in_the_history_and_sent_again() {
        ordersFilm();
        given.workedOff();
        later(8);
        anna.says("/history");
        telegram.runs();
        later(4);
        assertThat(anna.last()).contains("Your films", "1. ", "done");
        anna.taps("1");
        telegram.runs();
        later(4);

        assertThat(anna.heard().stream().filter(text -> text.startsWith("[video]")))
                .hasSize(2);
    }
}
