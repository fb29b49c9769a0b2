package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.media.GivenMedia;
import reverie.platform.Credits;
import reverie.platform.Home;
import reverie.provider.spi.ErrorClass;
import reverie.wallet.Wallet;

/** The disk fills up between price and film: nothing half is seen, nothing is taken, and it passes by itself. */
@ReverieTest
class FullDiskTest {
    @Autowired
    GivenJob given;

    @Autowired
    GivenMedia media;

    @Autowired
    ScriptedProvider scripted;

    @Autowired
    Wallet wallet;

    @Autowired
    Home home;

    @Autowired
    JdbcClient db;

    private long films() {
        return db.sql("select count(*) from media where kind = 'video'")
                .query(Long.class)
                .single();
    }

    private long filesIn(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(home.folder(folder))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void a_disk_that_stays_full_ends_the_job_with_a_clear_word_and_the_credits_back() throws IOException {
        var anna = given.personWith("1");
        var job = given.film(anna);
        long before = filesIn("media");
        media.diskHas(0);

        while (!given.now(job).isOver()) {
            given.workedOff();
            given.timePassed();
        }

        var failed = given.now(job);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error()).isNotNull().satisfies(error -> {
            assertThat(error.errorClass()).isEqualTo("temporary");
            assertThat(error.code()).isEqualTo("disk_full");
            assertThat(error.message()).isNotBlank();
            assertThat(error.remedy()).isNotBlank();
        });
        assertThat(scripted.seen()).hasSize(Limits.ATTEMPTS);
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.of("1"));
        assertThat(films()).isZero();
        assertThat(filesIn("media")).isEqualTo(before);
        assertThat(filesIn("scratch")).isZero();
        assertThat(given.deadLetters()).as("the host hears of it").containsExactly(job.id());
    }

    @Test
    void a_disk_that_has_room_again_is_enough_for_the_job_to_go_on_by_itself() throws IOException {
        var anna = given.personWith("1");
        var job = given.film(anna);
        scripted.thenFail(ErrorClass.TEMPORARY, "disk_full");
        given.workedOff();
        media.diskHas(0);
        given.timePassed();
        given.workedOff();
        assertThat(given.now(job).state()).isEqualTo("running");

        media.diskHas(1L << 40);
        given.timePassed();
        given.workedOff();

        assertThat(given.now(job).state()).isEqualTo("succeeded");
        assertThat(given.now(job).outputs()).hasSize(1);
        assertThat(films()).isEqualTo(1);
        assertThat(filesIn("scratch")).isZero();
        assertThat(wallet.entries(anna.account(), "charge", null, 10).items()).hasSize(1);
    }
}
