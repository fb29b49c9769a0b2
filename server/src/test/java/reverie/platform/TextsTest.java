package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    private final Texts texts = new Texts();

    @Test
    void a_text_is_found_in_its_language_and_filled_in() {
        assertThat(texts.get("ru", "errors.too_many_requests.remedy", Map.of("seconds", 5)))
                .isEqualTo("Попробуйте снова через 5 с.");
    }

    @Test
    void what_a_language_lacks_is_said_in_english_and_what_nobody_wrote_shows_its_key() {
        assertThat(texts.get("xx", "errors.not_found.title")).isEqualTo("Not found");
        assertThat(texts.get("en", "errors.nobody_wrote_this")).isEqualTo("errors.nobody_wrote_this");
    }

    @Test
    void what_a_person_wrote_is_never_read_as_a_placeholder() {
        assertThat(texts.get("en", "errors.too_many_requests.remedy", Map.of("seconds", "{{evil}} $1 \\")))
                .isEqualTo("Try again in {{evil}} $1 \\ s.");
    }

    @ParameterizedTest
    @CsvSource({
        "ru,1,one",
        "ru,2,few",
        "ru,5,many",
        "ru,11,many",
        "ru,12,many",
        "ru,21,one",
        "ru,22,few",
        "ru,111,many",
        "ru,1.5,other",
        "en,1,one",
        "en,0,other",
        "en,2,other",
        "hi,0,one",
        "hi,1,one",
        "hi,2,other",
        "hi,0.5,one"
    })
    void plurals_follow_each_language(String language, double count, String form) {
        Number number = count == Math.rint(count) ? (Number) (long) count : (Number) count;
        assertThat(Texts.plural(language, number)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ru-RU,ru;q=0.9,en;q=0.8|ru", "hi_IN|hi", "de,fr;q=0.5|en", "|en", "%%%;;|en", "de, ru;q=0.4|ru"})
    void the_language_is_the_first_of_ours_that_is_asked_for(String asked, String language) {
        assertThat(Texts.language(asked)).isEqualTo(language);
    }

    @Test
    void every_key_of_the_server_stands_in_every_language() {
        Stream.of("ru", "hi")
                .forEach(language -> assertThat(texts.keys(language, "errors", "jobs", "bot"))
                        .as(language)
                        .containsExactlyInAnyOrderElementsOf(texts.keys("en", "errors", "jobs", "bot")));
    }
}
