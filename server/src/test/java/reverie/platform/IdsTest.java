package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void ids_are_version_7_and_grow_even_within_one_millisecond_and_when_the_clock_steps_back() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        var ids = new Ids(Clock.fixed(now, ZoneOffset.UTC));
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) made.add(ids.next());

        assertThat(made).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
        for (int i = 1; i < made.size(); i++) {
            assertThat(new AccountId(made.get(i))).isGreaterThan(new AccountId(made.get(i - 1)));
        }
        assertThat(made.getFirst().getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
    }

    @Test
    void digits_are_always_six_and_secrets_are_long_enough_not_to_be_guessed() {
        var ids = new Ids(Clock.systemUTC());
        for (int i = 0; i < 1000; i++) assertThat(ids.digits()).matches("\\d{6}");
        assertThat(ids.secret(1)).hasSizeGreaterThanOrEqualTo(22).matches("[A-Za-z0-9_-]+");
    }
}
