package reverie.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.platform.SettingsException;

class AddressTest {
    @Test
    void each_spelling_of_an_address_is_understood() {
        var parsed = Database.Address.parse("postgres://anna:p%40ss@db.example:5433/reverie?sslmode=require");

        assertThat(parsed.url()).isEqualTo("jdbc:postgresql://db.example:5433/reverie?sslmode=require");
        assertThat(parsed.user()).isEqualTo("anna");
        assertThat(parsed.password()).isEqualTo("p@ss");
        assertThat(Database.Address.parse("postgresql://db/reverie").url()).isEqualTo("jdbc:postgresql://db/reverie");
        assertThat(Database.Address.parse("jdbc:postgresql://db/reverie?user=x").user())
                .isNull();
    }

    @Test
    void another_database_is_refused_by_name() {
        assertThatThrownBy(() -> Database.Address.parse("mysql://db/reverie"))
                .hasMessageContaining("DATABASE_URL must begin with");
    }

    @Test
    void names_of_containers_and_signs_in_passwords_are_taken_as_they_are() {
        var parsed = Database.Address.parse("postgresql://anna:a+b@c@my_db:5432/reverie");

        assertThat(parsed.url()).isEqualTo("jdbc:postgresql://my_db:5432/reverie");
        assertThat(parsed.password()).isEqualTo("a+b@c");
        assertThat(Database.Address.parse("postgres://[::1]:5432/reverie").url())
                .isEqualTo("jdbc:postgresql://[::1]:5432/reverie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://",
                "postgres:///reverie",
                "postgres://anna:hush@db",
                "postgres://db/",
                "postgres://a%:hush@db/x"
            })
    void an_address_without_a_place_is_refused_in_one_sentence_that_tells_no_password(String given) {
        assertThatThrownBy(() -> Database.Address.parse(given))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hush");
    }
}
