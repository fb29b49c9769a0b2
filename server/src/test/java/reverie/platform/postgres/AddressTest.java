package reverie.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
