package reverie.media;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.platform.AccountId;

/**
 * One picture, film or sound.
 *
 * @param kind image, video or audio
 * @param width in pixels as shown, after turning by EXIF; absent for sound
 * @param facts what decoding it told; what the check of a result decides by
 */
public record MediaInfo(
        UUID id,
        AccountId owner,
        String kind,
        String contentType,
        long bytes,
        @Nullable Integer width,
        @Nullable Integer height,
        Facts facts,
        String sha256,
        Instant createdAt) {
    /**
     * @param seconds of a film or sound
     * @param luma mean brightness 0–255; @param lumaSpread its standard deviation
     * @param motion mean absolute difference of frames a second apart, 0–255; for films
     * @param peakDbfs loudest sample; absent where there is no sound
     */
    public record Facts(
            @Nullable Double seconds,
            @Nullable Double luma,
            @Nullable Double lumaSpread,
            @Nullable Double motion,
            @Nullable Double peakDbfs) {}
}
