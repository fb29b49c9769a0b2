package reverie.media;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A medium as the public face shows it. Links are relative, signed for the reader and good for 24 hours. */
public record MediaView(
        UUID id,
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
