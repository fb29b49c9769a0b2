package reverie.engine.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static List<String> ids(Subject subject, double luma, double warmth) {
        return Suggestions.of(subject, luma, warmth, Language.EN).stream()
                .map(Suggestions.Offered::id)
                .toList();
    }

    @Test
    void the_same_person_in_another_light_is_offered_other_films() {
        List<String> bright = ids(Subject.PERSON, 0.60, 0);
        List<String> even = ids(Subject.PERSON, 0.40, 0);
        List<String> dark = ids(Subject.PERSON, 0.20, 0);
        List<String> cool = ids(Subject.PERSON, 0.40, -0.5);

        assertThat(Stream.of(bright, even, dark, cool).distinct()).hasSize(4);
        assertThat(dark).contains("neon_night", "campfire");
        assertThat(cool).contains("first_snow").doesNotContain("campfire");
    }

    @Test
    void there_are_always_three_and_none_twice() {
        for (Subject subject : Subject.values()) {
            for (double luma : new double[] {0.2, 0.4, 0.6}) {
                for (double warmth : new double[] {-0.5, 0, 0.5}) {
                    assertThat(ids(subject, luma, warmth))
                            .hasSize(Suggestions.COUNT)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }
}
