package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reverie.media.MediaInfo;
import reverie.platform.AccountId;

class CheckResultTest {
    private static final UUID ID = new UUID(1, 1);
    private static final Map<String, Object> ASKED = Map.of("seconds", 5, "aspect", "16:9", "resolution", "720p");
    private static final MediaInfo.Facts GOOD = new MediaInfo.Facts(5.04, 120.0, 40.0, 3.0, null);

    private static MediaInfo media(String kind, int width, int height, MediaInfo.Facts facts) {
        return new MediaInfo(ID, new AccountId(ID), kind, kind + "/x", 9, width, height, facts, "", Instant.EPOCH);
    }

    private static @Nullable String verdict(MediaInfo... outputs) {
        return CheckResult.fault("image-to-video", ASKED, List.of(outputs), List.of())
                .map(fault -> fault.code())
                .orElse(null);
    }

    private static MediaInfo.Facts facts(double seconds, double luma, double spread, double motion) {
        return new MediaInfo.Facts(seconds, luma, spread, motion, null);
    }

    @Test
    void a_good_film_passes() {
        assertThat(verdict(media("video", 1280, 720, GOOD))).isNull();
    }

    @Test
    void what_was_not_asked_for_does_not() {
        assertThat(verdict()).isEqualTo("result_empty");
        assertThat(verdict(media("image", 1280, 720, GOOD))).isEqualTo("result_kind");
        assertThat(verdict(media("video", 1280, 720, facts(4.8, 120, 40, 3)))).isEqualTo("result_length");
        assertThat(verdict(media("video", 720, 1280, GOOD))).isEqualTo("result_size");
        assertThat(verdict(media("video", 640, 360, GOOD))).isEqualTo("result_size");
    }

    @Test
    void black_flat_and_frozen_films_do_not_pass() {
        assertThat(verdict(media("video", 1280, 720, facts(5, 1, 0.2, 0)))).isEqualTo("result_black");
        assertThat(verdict(media("video", 1280, 720, facts(5, 120, 0.5, 3)))).isEqualTo("result_flat");
        assertThat(verdict(media("video", 1280, 720, facts(5, 120, 40, 0)))).isEqualTo("result_frozen");
    }

    @Test
    void a_film_of_a_plain_picture_may_be_plain() {
        var plain = media("image", 800, 800, new MediaInfo.Facts(null, 200.0, 0.5, null, null));

        assertThat(CheckResult.fault(
                        "image-to-video",
                        ASKED,
                        List.of(media("video", 1280, 720, facts(5, 200, 0.5, 0.01))),
                        List.of(plain)))
                .isEmpty();
    }

    @Test
    void a_sound_that_nobody_can_hear_does_not_pass() {
        var silent = new MediaInfo.Facts(5.0, null, null, null, -91.0);
        var loud = new MediaInfo.Facts(5.0, null, null, null, -3.0);

        assertThat(CheckResult.fault("text-to-audio", Map.of(), List.of(media("audio", 0, 0, silent)), List.of()))
                .isPresent();
        assertThat(CheckResult.fault("text-to-audio", Map.of(), List.of(media("audio", 0, 0, loud)), List.of()))
                .isEmpty();
    }

    @Test
    void what_makes_nothing_has_nothing_to_check() {
        assertThat(CheckResult.fault("nothing", Map.of(), List.of(), List.of())).isEmpty();
    }
}
