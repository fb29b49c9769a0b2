package reverie.media;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A medium as the public face shows it. Links are relative, signed for the reader and good for 24 hours. */
@Schema(name = "Media")
public record MediaView(
        UUID id,

        @Schema(allowableValues = {"image", "video", "audio"})
        String kind,

        String contentType,
        long bytes,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double duration,
        String url,
        @Nullable String thumbUrl,
        @Nullable String posterUrl,
        @Nullable Boolean locked,
        Instant createdAt) {}
