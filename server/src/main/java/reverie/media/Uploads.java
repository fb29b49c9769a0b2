package reverie.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Transactions;

/** Uploads that come in parts. What has arrived is in the file, whatever broke off: its size is how far we are. */
@Component
class Uploads {
    record Upload(
            UUID id,
            UUID accountId,
            boolean byVisitor,
            String folder,
            String fileName,
            long length,
            @Nullable UUID mediaId,
            Instant expiresAt) {}

    private static final int BUFFER_BYTES = 64 << 10;

    private final Shelf shelf;
    private final TakeMedia take;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    Uploads(Shelf shelf, TakeMedia take, Transactions transactions, JdbcClient db, Ids ids, Clock clock) {
        this.shelf = shelf;
        this.take = take;
        this.transactions = transactions;
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    Upload begin(AccountId owner, boolean byVisitor, long length) {
        if (length <= 0) throw Problem.of(422, "broken_file");
        if (length > Limits.FILM_BYTES_MAX) throw TakeMedia.tooLarge(FileType.MP4);
        shelf.checkRoom(length);
        String folder = shelf.folderOf(owner);
        UUID id = ids.next();
        transactions.write(() -> {
            // One after the other, or two at once would both find room for the last.
            db.sql("select 1 from media_folder where account_id = :owner for update")
                    .param("owner", owner.value())
                    .query(Integer.class)
                    .single();
            long unfinished =
                    db.sql("""
                            select count(*) from upload
                             where account_id = :owner and media_id is null and expires_at > reverie_now()
                            """).param("owner", owner.value()).query(Long.class).single();
            if (unfinished >= Limits.UNFINISHED_MAX) {
                throw Problem.of(409, "too_many_uploads").with("max", Limits.UNFINISHED_MAX);
            }
            db.sql("""
                            insert into upload (id, account_id, by_visitor, folder, file_name, length, expires_at)
                            values (:id, :owner, :visitor, :folder, :name, :length,
                                    reverie_now() + make_interval(secs => :kept))
                            """)
                    .param("id", id)
                    .param("owner", owner.value())
                    .param("visitor", byVisitor)
                    .param("folder", folder)
                    .param("name", shelf.partial(folder))
                    .param("length", length)
                    .param("kept", (double) Limits.UNFINISHED_KEPT.toSeconds())
                    .update();
        });
        return find(owner, id);
    }

    /** @throws Problem not_found for another's; upload_expired after a day */
    Upload find(AccountId owner, UUID id) {
        Upload upload = db.sql("select * from upload where id = :id and account_id = :owner")
                .param("id", id)
                .param("owner", owner.value())
                .query(Upload.class)
                .optional()
                .orElseThrow(Problem::notFound);
        if (clock.instant().isAfter(upload.expiresAt())) throw Problem.of(410, "upload_expired");
        return upload;
    }

    long offset(Upload upload) {
        if (upload.mediaId() != null) return upload.length();
        try {
            return Files.size(file(upload));
        } catch (NoSuchFileException e) {
            throw Problem.of(410, "upload_expired");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds what comes, as far as it comes. With the last byte it becomes a medium, or is refused and gone. */
    Upload add(AccountId owner, UUID id, long offset, InputStream bytes) {
        Upload upload = find(owner, id);
        if (upload.mediaId() != null) throw wrongOffset(upload.length());
        Path file = file(upload);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) throw busy();
            long size = channel.size();
            if (size != offset) throw wrongOffset(size);
            shelf.checkRoom(upload.length() - offset);
            append(channel, upload, bytes);
            long now = channel.size();
            boolean begins = offset < Sniff.HEAD_BYTES && now >= Sniff.HEAD_BYTES;
            if (begins && now < upload.length()) TakeMedia.recognise(file, upload.length());
            if (now == upload.length()) finish(upload, file);
        } catch (NoSuchFileException e) {
            throw Problem.of(410, "upload_expired");
        } catch (IOException e) {
            throw Shelf.trouble(e);
        } catch (Problem refusal) {
            // What was refused for what it is will not get better with the next part.
            if (refusal.status() == 413 || refusal.status() == 415 || refusal.status() == 422) forget(upload);
            throw refusal;
        }
        return find(owner, id);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Problem busy() {
        return Problem.of(423, "upload_busy").retryAfter(1);
    }

    private static Problem wrongOffset(long offset) {
        return Problem.of(409, "upload_offset_wrong").with("offset", offset).extra("offset", offset);
    }

    private static void append(FileChannel channel, Upload upload, InputStream bytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        channel.position(channel.size());
        for (int n; (n = read(bytes, buffer)) >= 0; ) {
            if (channel.position() + n > upload.length()) throw wrongOffset(channel.position());
            ByteBuffer part = ByteBuffer.wrap(buffer, 0, n);
            while (part.hasRemaining()) channel.write(part);
        }
    }

    /** A sender that goes away ends the part, not the upload: it goes on from here. */
    private static int read(InputStream bytes, byte[] buffer) {
        try {
            return bytes.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private void finish(Upload upload, Path file) throws IOException {
        take.received(
                new AccountId(upload.accountId()),
                file,
                upload.byVisitor(),
                media -> db.sql("update upload set media_id = :media where id = :id")
                        .param("media", media)
                        .param("id", upload.id())
                        .update());
        Files.deleteIfExists(file);
    }

    void cancel(AccountId owner, UUID id) {
        forget(find(owner, id));
    }

    private void forget(Upload upload) {
        db.sql("delete from upload where id = :id").param("id", upload.id()).update();
        shelf.remove(upload.folder(), upload.fileName());
    }

    private Path file(Upload upload) {
        return shelf.path(upload.folder(), upload.fileName());
    }
}
