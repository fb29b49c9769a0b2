package reverie.media;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decoding gave, in a scratch folder.
 *
 * @param file what to keep
 * @param size as shown; absent for sound
 */
record Decoded(Path file, FileType type, @Nullable Size size, MediaInfo.Facts facts, List<Variant> variants) {
    record Variant(String name, Path file, FileType type, Size size) {}
}
