package reverie.media;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** Keeps bytes: whole or not at all, decoded once in a box to learn what they are, under random names. */
@Component
public class MediaStore {
    /** @param job that made it; @param of what it was made from; @param provenance the recipe and mark, plain JSON */
    public record Origin(@Nullable UUID job, List<UUID> of, Map<String, Object> provenance) {}

    /**
     * Takes an upload. Photos are turned by EXIF and lose their location; thumbnails are made.
     *
     * @throws reverie.platform.Problem too_large, unsupported_type, broken_file, too_many_pixels, too_small, disk_full
     */
    public MediaInfo upload(AccountId owner, InputStream bytes) {
        throw new UnsupportedOperationException();
    }

    /** Takes what a run made: moved in (the scratch file is gone then), decoded, its facts told. Same problems. */
    public MediaInfo keep(AccountId owner, Path file, Origin origin) {
        throw new UnsupportedOperationException();
    }

    /** Empty for what is missing, in the trash or not this reader's to see. */
    public Optional<MediaInfo> find(AccountId reader, UUID id) {
        throw new UnsupportedOperationException();
    }

    /** For our own work on behalf of the owner; missing ones are left out. */
    public Map<UUID, MediaInfo> infos(Collection<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    /** The bytes as a local file, for a run's input or a door that sends them; valid until the next restart. */
    public Path file(UUID id) {
        throw new UnsupportedOperationException();
    }

    /** The same for a variant: thumb, poster. */
    public Optional<Path> file(UUID id, String variant) {
        throw new UnsupportedOperationException();
    }

    public List<MediaView> views(AccountId reader, Collection<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    /** What somebody claims is not swept; {@code claimant} names who: {@code job:<id>}. Joins the transaction. */
    public void claim(String claimant, Collection<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    public void giveUp(String claimant) {
        throw new UnsupportedOperationException();
    }

    /** Whether its owner may open it now; a locked one answers 402 {@code claim_required}. Joins the transaction. */
    public void lock(Collection<UUID> ids, boolean locked) {
        throw new UnsupportedOperationException();
    }

    /** Gone from lists and links; 30 days later from the disk. */
    public void trash(AccountId owner, Collection<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    public void restore(AccountId owner, Collection<UUID> ids) {
        throw new UnsupportedOperationException();
    }
}
