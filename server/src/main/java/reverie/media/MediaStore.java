package reverie.media;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Problem;
import reverie.platform.Transactions;

/** Keeps bytes: whole or not at all, decoded once in a box to learn what they are, under random names. */
@Component
public class MediaStore {
    /** @param job that made it; @param of what it was made from; @param provenance the recipe and mark, plain JSON */
    public record Origin(@Nullable UUID job, List<UUID> of, Map<String, Object> provenance) {}

    /** A medium's row, and which variants it has. */
    private record Row(
            UUID id,
            UUID accountId,
            String kind,
            String contentType,
            long bytes,
            String sha256,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double seconds,
            @Nullable Double luma,
            @Nullable Double lumaSpread,
            @Nullable Double motion,
            @Nullable Double peakDbfs,
            boolean locked,
            boolean thumb,
            boolean poster,
            Instant createdAt) {
        MediaInfo info() {
            var facts = new MediaInfo.Facts(seconds, luma, lumaSpread, motion, peakDbfs);
            return new MediaInfo(
                    id, new AccountId(accountId), kind, contentType, bytes, width, height, facts, sha256, createdAt);
        }

        MediaView view(Links links) {
            return new MediaView(
                    id,
                    kind,
                    contentType,
                    bytes,
                    width,
                    height,
                    seconds == null ? null : Math.round(seconds * 1000) / 1000.0,
                    links.to(id, null),
                    thumb ? links.to(id, "thumb") : null,
                    poster ? links.to(id, "poster") : null,
                    locked ? Boolean.TRUE : null,
                    createdAt);
        }
    }

    private record Place(String folder, String fileName) {}

    private final TakeMedia take;
    private final Shelf shelf;
    private final Links links;
    private final Transactions transactions;
    private final JdbcClient db;
    private final ApplicationEventPublisher events;

    MediaStore(
            TakeMedia take,
            Shelf shelf,
            Links links,
            Transactions transactions,
            JdbcClient db,
            ApplicationEventPublisher events) {
        this.take = take;
        this.shelf = shelf;
        this.links = links;
        this.transactions = transactions;
        this.db = db;
        this.events = events;
    }

    /**
     * Takes an upload. Photos are turned by EXIF and lose their location; thumbnails are made.
     *
     * @throws reverie.platform.Problem too_large, unsupported_type, broken_file, too_many_pixels, too_small, disk_full
     */
    public MediaInfo upload(AccountId owner, InputStream bytes) {
        return upload(new TakeMedia.Upload(owner, bytes, -1, false, null));
    }

    MediaInfo upload(TakeMedia.Upload upload) {
        return info(take.upload(upload));
    }

    /** Takes what a run made: moved in (the scratch file is gone then), decoded, its facts told. Same problems. */
    public MediaInfo keep(AccountId owner, Path file, Origin origin) {
        return info(take.result(owner, file, origin));
    }

    private MediaInfo info(UUID id) {
        return Objects.requireNonNull(infos(List.of(id)).get(id), "just entered");
    }

    /** Empty for what is missing, in the trash or not this reader's to see. */
    public Optional<MediaInfo> find(AccountId reader, UUID id) {
        return visible(reader, List.of(id)).stream().findFirst().map(Row::info);
    }

    /** For our own work on behalf of the owner; missing ones are left out. */
    public Map<UUID, MediaInfo> infos(Collection<UUID> ids) {
        if (ids.isEmpty()) return Map.of();
        Map<UUID, MediaInfo> found = new HashMap<>();
        db.sql("""
                        select m.*, false as thumb, false as poster from media m where m.id = any (:ids)
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(Row.class)
                .list()
                .forEach(row -> found.put(row.id(), row.info()));
        return found;
    }

    /** The bytes as a local file, for a run's input or a door that sends them; valid until the next restart. */
    public Path file(UUID id) {
        return db.sql("select folder, file_name from media where id = :id")
                .param("id", id)
                .query(Place.class)
                .optional()
                .map(place -> shelf.path(place.folder(), place.fileName()))
                .orElseThrow(Problem::notFound);
    }

    /** The same for a variant: thumb, poster. */
    public Optional<Path> file(UUID id, String variant) {
        return db.sql("""
                        select m.folder, v.file_name
                          from media_variant v join media m on m.id = v.media_id
                         where v.media_id = :id and v.name = :variant
                        """)
                .param("id", id)
                .param("variant", variant)
                .query(Place.class)
                .optional()
                .map(place -> shelf.path(place.folder(), place.fileName()));
    }

    /** Those this reader may see, in the order asked for; others are left out. */
    public List<MediaView> views(AccountId reader, Collection<UUID> ids) {
        Map<UUID, Row> rows = new HashMap<>();
        visible(reader, ids).forEach(row -> rows.put(row.id(), row));
        return ids.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .map(row -> row.view(links))
                .toList();
    }

    private List<Row> visible(AccountId reader, Collection<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        List<Row> rows = transactions.read(
                reader,
                () -> db.sql("""
                        select m.*,
                               'thumb' in (select v.name from media_variant v where v.media_id = m.id) as thumb,
                               'poster' in (select v.name from media_variant v where v.media_id = m.id) as poster
                          from media m
                         where m.id = any (:ids) and m.account_id = :reader and m.trashed_at is null
                        """)
                        .param("ids", ids.toArray(UUID[]::new))
                        .param("reader", reader.value())
                        .query(Row.class)
                        .list());
        return rows == null ? List.of() : rows;
    }

    /** What somebody claims is not swept; {@code claimant} names who: {@code job:<id>}. Joins the transaction. */
    public void claim(String claimant, Collection<UUID> ids) {
        if (ids.isEmpty()) return;
        db.sql("""
                        insert into media_claim (media_id, claimant)
                        select m.id, :claimant from media m where m.id = any (:ids) order by m.id
                        on conflict (media_id, claimant) do nothing
                        """)
                .param("claimant", claimant)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    public void giveUp(String claimant) {
        db.sql("delete from media_claim where claimant = :claimant")
                .param("claimant", claimant)
                .update();
    }

    /** Whether its owner may open it now; a locked one answers 402 {@code claim_required}. Joins the transaction. */
    public void lock(Collection<UUID> ids, boolean locked) {
        if (ids.isEmpty()) return;
        db.sql("update media set locked = :locked where id = any (:ids)")
                .param("locked", locked)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /** Gone from lists and links; 30 days later from the disk. */
    public void trash(AccountId owner, Collection<UUID> ids) {
        change(owner, ids, true, """
                update media set trashed_at = reverie_now()
                 where account_id = :owner and id = any (:ids) and trashed_at is null
                returning id
                """);
    }

    public void restore(AccountId owner, Collection<UUID> ids) {
        change(owner, ids, false, """
                update media set trashed_at = null
                 where account_id = :owner and id = any (:ids) and trashed_at is not null
                returning id
                """);
    }

    /** Also in the trash: for undoing. */
    boolean owns(AccountId owner, UUID id) {
        return db.sql("select 1 from media where id = :id and account_id = :owner")
                .param("id", id)
                .param("owner", owner.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private void change(AccountId owner, Collection<UUID> ids, boolean deleted, String sql) {
        if (ids.isEmpty()) return;
        transactions.write(() -> db.sql(sql)
                .param("owner", owner.value())
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list()
                .forEach(id -> events.publishEvent(new MediaChanged(owner, id, deleted))));
    }
}
