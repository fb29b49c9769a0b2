package reverie.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;

@ReverieTest
class StartTest {
    @Autowired
    GivenTelegram telegram;

    @BeforeEach
    void bot() {
        telegram.bot();
    }

    @Test
    void whoever_starts_is_greeted_by_name_and_told_what_is_free_and_who_speaks() {
        var anna = telegram.anna();
        anna.says("/start");

        telegram.runs();

        assertThat(anna.heard()).hasSize(1);
        assertThat(anna.last()).contains("Hello, Anna", "first two films are free", "a program", "You have");
        assertThat(anna.buttons()).contains("Animate a photo", "My films", "Open on the web", "Language", "Help");
    }

    @Test
    void whoever_comes_back_is_not_promised_free_films_again() {
        var anna = telegram.anna();
        anna.says("/start");
        telegram.runs();

        anna.says("/start");
        telegram.runs();

        assertThat(anna.last()).contains("Good to see you, Anna").doesNotContain("free");
    }

    @Test
    void an_empty_chat_says_what_the_bot_is_for_in_the_language_of_the_app() {
        telegram.runs();

        assertThat(telegram.anna().chat().path("description").asString()).contains("Send me a photo");
        var ivan = telegram.person("Иван", "ivan_films", "ru");
        assertThat(ivan.chat().path("description").asString()).contains("Пришлите фото");
    }

    @Test
    void the_bot_speaks_the_language_of_the_app() {
        var ivan = telegram.person("Иван", "ivan_films", "ru");
        var asha = telegram.person("आशा", "asha_films", "hi-IN");
        ivan.says("/start");
        asha.says("/start");

        telegram.runs();

        assertThat(ivan.last()).contains("Здравствуйте, Иван");
        assertThat(asha.last()).contains("नमस्ते, आशा");
    }
}
