package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CreditsTest {
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void an_amount_is_a_plain_json_number_with_no_more_decimals_than_needed() {
        assertThat(json.writeValueAsString(Credits.of("1.50"))).isEqualTo("1.5");
        assertThat(json.writeValueAsString(Credits.of(100))).isEqualTo("100");
        assertThat(json.writeValueAsString(Credits.ZERO)).isEqualTo("0");
        assertThat(json.writeValueAsString(new Credits(-1))).isEqualTo("-0.000001");
    }

    @Test
    void more_than_six_decimals_or_too_much_is_refused() {
        assertThatThrownBy(() -> Credits.of("0.0000001")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Credits.of("10000000000000")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Credits(Long.MAX_VALUE).plus(new Credits(1)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void writing_and_reading_changes_nothing() {
        LongStream edges = LongStream.of(0, 1, -1, 999_999, 1_000_000, 1L << 60, -1L << 60);
        LongStream others = new Random(1).longs(500, -1L << 60, 1L << 60);
        LongStream.concat(edges, others).forEach(micros -> {
            var credits = new Credits(micros);
            assertThat(json.readValue(json.writeValueAsString(credits), Credits.class))
                    .isEqualTo(credits);
            assertThat(Credits.of(credits.toString())).isEqualTo(credits);
        });
    }
}
