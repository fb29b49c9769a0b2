package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** The bot among several people: it speaks when spoken to, tells nobody's balance, and whoever taps pays. */
@ReverieTest
class GroupTest {
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
    TestClock clock;

    @Autowired
    JdbcClient db;

    long club;
    GivenTelegram.Person anna;
    GivenTelegram.Person ben;

    @BeforeEach
    void aClub() {
        telegram.bot();
        club = telegram.group("Film club");
        anna = telegram.anna().in(club);
        ben = telegram.person("Ben", "ben_films", "en").in(club);
    }

    void runs() {
        for (int i = 0; i < 6; i++) {
            telegram.runs();
            clock.advance(Duration.ofSeconds(4));
        }
    }

    AccountId account(GivenTelegram.Person person) {
        return accounts.findExternal("telegram", String.valueOf(person.id())).orElseThrow();
    }

    Balance balance(GivenTelegram.Person person) {
        return wallet.balance(account(person));
    }

    List<JobView> jobs(GivenTelegram.Person person) {
        return jobs.list(account(person), null, null, null, 10, "en").items();
    }

    void annaShowsAPhoto() {
        anna.sends(PHOTO, "photo", "look @ReverieSandboxBot");
        runs();
    }

    @Test
    void only_what_is_meant_for_the_bot_is_answered() {
        anna.says("what a day");
        anna.says("/help@SomeOtherBot");
        anna.says("/teapot");
        anna.sendsPhoto(PHOTO);
        runs();
        assertThat(anna.heard()).isEmpty();

        anna.says("/start@ReverieSandboxBot");
        runs();
        assertThat(anna.last()).contains("Answer this message with a photo");
    }

    @Test
    void what_is_only_a_persons_own_is_not_shown_to_all() {
        for (String command : List.of("/balance", "/history", "/link")) {
            anna.says(command);
            runs();
            assertThat(anna.last()).as(command).contains("between the two of us");
        }
        anna.says("/teapot@ReverieSandboxBot");
        runs();
        assertThat(anna.last()).contains("don't know that command").doesNotContain("You have");
        assertThat(anna.buttons()).containsExactly("Animate a photo", "Help");
        long menu = anna.newestMessage();
        int heard = anna.heard().size();

        for (Action action : List.of(Action.BALANCE, Action.HISTORY, Action.WEB)) {
            anna.press(menu, String.valueOf(action.button("x").data()));
        }
        runs();

        assertThat(anna.heard()).hasSize(heard + 3);
        assertThat(anna.heard().subList(heard, heard + 3)).allMatch(text -> text.contains("between the two of us"));
    }

    @Test
    void a_photo_with_the_bots_name_is_offered_to_all_with_a_price_and_without_a_balance() {
        annaShowsAPhoto();

        assertThat(anna.buttons().getFirst()).endsWith(" · 1");
        assertThat(anna.last()).contains("1 credit", "Whoever taps pays").doesNotContain("you have");
    }

    @Test
    void a_photo_and_an_idea_that_answer_the_bot_need_no_name() {
        anna.says("/start@ReverieSandboxBot");
        runs();
        anna.answers(anna.newestMessage(), PHOTO);
        runs();
        assertThat(anna.buttons().getFirst()).endsWith(" · 1");

        anna.taps("Write my own");
        runs();
        anna.says("soft snow");
        runs();
        assertThat(anna.last()).contains("Answer this message");
        anna.answers(anna.newestMessage(), "soft snow");
        runs();

        assertThat(anna.last()).contains("soft snow", "1 credit");
        assertThat(anna.buttons().getFirst()).isEqualTo("Make it · 1");
    }

    @Test
    void whoever_taps_pays_and_the_film_is_theirs() {
        annaShowsAPhoto();
        String photo = anna.buttons().getFirst();

        ben.taps(photo);
        ben.taps(photo);
        runs();
        given.workedOff();
        runs();

        assertThat(jobs(ben)).hasSize(1);
        assertThat(jobs(anna)).isEmpty();
        assertThat(balance(ben)).isEqualTo(new Balance(Credits.of(1), Credits.ZERO));
        assertThat(balance(anna)).isEqualTo(new Balance(Credits.of(2), Credits.ZERO));
        assertThat(ben.heard()).anyMatch(text -> text.startsWith("[video]") && !text.contains("left"));

        anna.taps("Again");
        runs();
        assertThat(anna.last()).contains("somebody else's");
        assertThat(jobs(anna)).isEmpty();
    }

    @Test
    void who_cannot_pay_gets_no_copy_of_the_photo() {
        annaShowsAPhoto();
        ben.taps(anna.buttons().getFirst());
        runs();
        wallet.adjust(account(ben), Credits.of(-1), "test:ben", "for the test");
        assertThat(mediaOf(ben)).isEqualTo(1);
        annaShowsAPhoto();

        String photo = anna.buttons().getFirst();
        ben.taps(photo);
        ben.taps(photo);
        runs();

        assertThat(ben.last()).contains("don't have enough credits");
        assertThat(jobs(ben)).hasSize(1);
        assertThat(mediaOf(ben)).isEqualTo(1);
    }

    int mediaOf(GivenTelegram.Person person) {
        return db.sql("select count(*) from media where account_id = :account")
                .param("account", account(person).value())
                .query(Integer.class)
                .single();
    }

    @Test
    void only_who_sent_a_photo_changes_what_is_made_of_it() {
        annaShowsAPhoto();

        ben.taps("Write my own");
        runs();

        assertThat(ben.last()).contains("somebody else's");
    }
}
