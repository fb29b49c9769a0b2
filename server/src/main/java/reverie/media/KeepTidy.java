package reverie.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Housekeeping;
import reverie.platform.Transactions;
import reverie.platform.box.Box;

/**
 * Puts right what was left behind: old trash, what visitors left and previews, files that no row names, files that lie
 * in the folder of an account they no longer belong to. Rows always go before files: a file without a row is found
 * again, a row without a file would be a broken promise.
 */
@Component
class KeepTidy implements Housekeeping {
    private record Gone(UUID id, UUID accountId) {}

    private record Stray(UUID id, String folder, String target) {}

    private static final Logger log = LoggerFactory.getLogger(KeepTidy.class);
    private static final int BATCH_MAX = 500;

    private final Shelf shelf;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    KeepTidy(Shelf shelf, Transactions transactions, JdbcClient db, Clock clock, ApplicationEventPublisher events) {
        this.shelf = shelf;
        this.transactions = transactions;
        this.db = db;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public String name() {
        return "media-tidy";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        forgetTrash();
        forgetPassing();
        forgetUnfinished();
        forgetUntaken();
        bringHome();
        sweepFiles();
    }

    private void forgetTrash() {
        db.sql("""
                        delete from media where id in (
                            select id from media
                             where trashed_at < reverie_now() - make_interval(secs => :kept)
                             limit :max)
                        """)
                .param("kept", (double) Limits.TRASH_KEPT.toSeconds())
                .param("max", BATCH_MAX)
                .update();
    }

    /** What nobody with a name sent: what visitors brought, and what was made to look at, by no job. */
    private void forgetPassing() {
        transactions.write(() -> db.sql("""
                        delete from media where id in (
                            select m.id from media m
                             where (m.by_visitor or m.job_id is null and m.made_of <> '{}')
                               and m.created_at < reverie_now() - make_interval(secs => :kept)
                               and not exists (select 1 from media_claim c where c.media_id = m.id)
                             limit :max)
                        returning id, account_id
                        """)
                .param("kept", (double) Limits.PASSING_KEPT.toSeconds())
                .param("max", BATCH_MAX)
                .query(Gone.class)
                .list()
                .forEach(gone ->
                        events.publishEvent(new MediaChanged(new AccountId(gone.accountId()), gone.id(), true))));
    }

    private void forgetUnfinished() {
        db.sql("delete from upload where expires_at < reverie_now()").update();
    }

    /** What a run made and no job took: its check failed, its worker was killed, or somebody else was first. */
    private void forgetUntaken() {
        db.sql("""
                        delete from media where id in (
                            select m.id from media m
                             where m.job_id is not null and m.created_at < reverie_now() - make_interval(secs => :kept)
                               and not exists (select 1 from media_claim c where c.media_id = m.id)
                             limit :max)
                        """)
                .param("kept", (double) Limits.UNTAKEN_KEPT.toSeconds())
                .param("max", BATCH_MAX)
                .update();
    }

    /**
     * Files of media that changed their owner. First they lie in both folders, then the row names the new one; the old
     * name stays until the sweep, for those who still read it.
     */
    private void bringHome() {
        List<Stray> strays = db.sql("""
                        select m.id, m.folder, f.folder as target
                          from media m join media_folder f on f.account_id = m.account_id
                         where m.folder <> f.folder
                         limit :max
                        """).param("max", BATCH_MAX).query(Stray.class).list().stream()
                .map(Objects::requireNonNull)
                .toList();
        for (Stray stray : strays) {
            for (String name : names(stray.id())) alsoIn(stray, name);
            db.sql("update media set folder = :to where id = :id and folder = :from")
                    .param("id", stray.id())
                    .param("from", stray.folder())
                    .param("to", stray.target())
                    .update();
        }
    }

    private List<String> names(UUID id) {
        return db.sql("""
                        select file_name from media where id = :id
                        union all select file_name from media_variant where media_id = :id
                        """).param("id", id).query(String.class).list().stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private void alsoIn(Stray stray, String name) {
        Path from = shelf.path(stray.folder(), name);
        Path to = shelf.path(stray.target(), name);
        try {
            Files.createDirectories(shelf.root().resolve(stray.target()));
            try {
                Files.createLink(to, from);
            } catch (FileAlreadyExistsException e) {
                // An earlier run came so far.
                return;
            } catch (UnsupportedOperationException e) {
                Path copy = shelf.path(stray.target(), Shelf.SCRATCH + name);
                Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException e) {
            log.error("The file of medium {} is gone from the disk", stray.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sweepFiles() {
        try (var folders = Files.list(shelf.root())) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) sweep(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sweep(Path folder) throws IOException {
        List<Path> old;
        try (var inside = Files.list(folder)) {
            old = inside.filter(this::isOld).toList();
        }
        if (old.isEmpty()) {
            forgetIfEmpty(folder);
            return;
        }
        // Asked after looking: what was put there since is not in the list.
        Set<String> known = new HashSet<>(db.sql("""
                        select file_name from media where folder = :folder
                        union all
                        select v.file_name from media_variant v join media m on m.id = v.media_id
                         where m.folder = :folder
                        union all
                        select file_name from upload where folder = :folder and media_id is null
                        """)
                .param("folder", String.valueOf(folder.getFileName()))
                .query(String.class)
                .list());
        for (Path path : old) {
            if (!known.contains(String.valueOf(path.getFileName()))) Box.clear(path);
        }
    }

    /** A visitor's folder, when nothing is left of the visit. */
    private void forgetIfEmpty(Path folder) throws IOException {
        if (!isOld(folder)) return;
        int forgotten = db.sql("""
                        delete from media_folder f
                         where f.folder = :folder and not exists (select 1 from media m where m.folder = f.folder)
                        """)
                .param("folder", String.valueOf(folder.getFileName()))
                .update();
        try {
            if (forgotten > 0) Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            log.debug("Somebody came back to a folder that was about to go");
        }
    }

    /** By the newest change of it or anything in it, linking included: an upload may take its time. */
    private boolean isOld(Path path) {
        Instant line = clock.instant().minus(Limits.TEMPORARY_KEPT);
        try (var all = Files.walk(path)) {
            for (Path one : all.toList()) {
                if (((FileTime) Files.getAttribute(one, "unix:ctime"))
                        .toInstant()
                        .isAfter(line)) return false;
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            // It is being moved or removed this very moment.
            return false;
        }
    }
}
