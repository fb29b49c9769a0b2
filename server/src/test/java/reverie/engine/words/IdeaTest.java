package reverie.engine.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdeaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slow zoom in, soft snow, warm light | SLOW ZOOM_IN SNOW WARM",
                "медленный наезд, мягкий снег, тёплый свет | SLOW ZOOM_IN SNOW WARM",
                "धीरे ज़ूम, बर्फ़, गर्म रोशनी | SLOW ZOOM_IN SNOW WARM",
                "golden dust | DUST WARM",
                "Black and white, old film | BW FILM",
                "dolly zoom | VERTIGO",
                "the rainbow in her raincoat |",
                "sea waves at the shore | WATER",
                "СНЕГОПАД И ТУМАН | SNOW FOG",
            })
    void words_are_read_whole_in_three_languages(String idea, String effects) {
        Set<Effect> wanted = EnumSet.noneOf(Effect.class);
        if (effects != null)
            Arrays.stream(effects.split(" ")).map(Effect::valueOf).forEach(wanted::add);

        assertThat(Idea.of(idea).effects().keySet()).isEqualTo(wanted);
    }

    @Test
    void old_is_not_found_inside_golden() {
        assertThat(Idea.of("golden").wants(Effect.FILM)).isFalse();
    }

    @Test
    void what_is_refused_is_not_done() {
        Idea idea = Idea.of("fog without rain, no snow");

        assertThat(idea.effects().keySet()).containsExactly(Effect.FOG);
        assertThat(idea.refused()).containsExactlyInAnyOrder(Effect.RAIN, Effect.SNOW);
    }

    @Test
    void softness_before_weather_is_how_much_of_it() {
        assertThat(Idea.of("soft snow").effects()).containsExactly(java.util.Map.entry(Effect.SNOW, 0.7));
        assertThat(Idea.of("heavy rain").effects()).containsExactly(java.util.Map.entry(Effect.RAIN, 1.6));
        assertThat(Idea.of("лёгкий дождь").effects()).containsExactly(java.util.Map.entry(Effect.RAIN, 0.7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "she waves her hand, snow | she waves her hand",
                "snow and she dances | she dances",
                "она машет рукой, снег | она машет рукой",
                "a dragon appears, rain | a dragon appears",
                "purple elephants everywhere; snow | purple elephants everywhere",
            })
    void what_cannot_be_done_is_told_in_the_persons_own_words(String idea, String notUsed) {
        assertThat(Idea.of(idea).notUsed()).containsExactly(notUsed);
    }

    @Test
    void a_very_long_or_strange_text_is_read_calmly() {
        assertThat(Idea.of("snow ".repeat(4000)).effects().keySet()).containsExactly(Effect.SNOW);
        assertThat(Idea.of("\u202e\u0000 \u200f…,,;;").notUsed()).isEmpty();
        assertThat(Idea.of("x".repeat(20_000)).notUsed())
                .allSatisfy(it -> assertThat(it.length()).isLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void everything_it_can_do_can_be_asked_for_by_its_own_name(Effect effect) {
        for (Language language : Language.values()) {
            assertThat(Idea.of(Idea.label(effect, language)).effects())
                    .as(language.name())
                    .containsKey(effect);
        }
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void what_is_suggested_means_the_same_in_every_language(Subject subject) {
        for (double luma : List.of(0.1, 0.45, 0.8)) {
            for (double warmth : List.of(-0.5, 0.0, 0.5)) {
                List<Suggestions.Offered> english = Suggestions.of(subject, luma, warmth, Language.EN);
                assertThat(english).hasSize(Suggestions.COUNT);
                for (Language language : Language.values()) {
                    List<Suggestions.Offered> other = Suggestions.of(subject, luma, warmth, language);
                    for (int i = 0; i < Suggestions.COUNT; i++) {
                        assertThat(other.get(i).effects())
                                .as(other.get(i).idea())
                                .isEqualTo(english.get(i).effects());
                        assertThat(Idea.of(other.get(i).idea()).notUsed()).isEmpty();
                    }
                }
            }
        }
    }
}
