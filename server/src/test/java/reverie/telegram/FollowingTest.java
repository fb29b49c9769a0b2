package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;

/** The one message that is edited while a film is made. */
@ReverieTest
class FollowingTest {
    @Autowired
    Following following;

    private static Watches.Watch watch(String language) {
        UUID job = UUID.fromString("01890000-0000-7000-8000-000000000001");
        return new Watches.Watch(job, 7, language, "Slow push in", "photo", 12L);
    }

    @Test
    void while_it_is_made_it_says_how_far_it_is_and_how_long_it_still_takes() {
        Screen screen = following.going(watch("en"), null, 0.64, 38L);

        assertThat(screen.html()).contains("Filming “Slow push in”", "▰▰▰▰▰▰▱▱▱▱ 64%", "38 s left");
        assertThat(screen.rows().getFirst().getFirst().label()).isEqualTo("Cancel");
    }

    @Test
    void before_there_is_a_pace_no_time_is_made_up() {
        assertThat(following.going(watch("en"), null, 0, 38L).html())
                .contains("0%")
                .doesNotContain("left");
    }

    @Test
    void in_line_it_says_which_place_and_about_when_once_in_each_language() {
        assertThat(following.going(watch("en"), 2, 0, 70L).html()).contains("place 2 · about a minute");
        assertThat(following.going(watch("ru"), 2, 0, 70L).html()).contains("место 2 · около 1 мин");
        assertThat(following.going(watch("hi"), 2, 0, 70L).html()).contains("2 · लगभग एक मिनट");
    }
}
