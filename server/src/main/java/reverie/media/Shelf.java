package reverie.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Home;
import reverie.platform.Ids;
import reverie.platform.Problem;

/**
 * Where files lie: {@code REVERIE_HOME/media/<folder of the account>/<random name>}. A file is there whole or not at
 * all; what is still being written lies in a scratch folder beside it, on the same disk.
 */
@Component
class Shelf {
    static final String SCRATCH = ".new-";
    static final String PARTIAL = ".up-";
    private static final int NAME_BYTES = 18;

    private final Home home;
    private final Ids ids;
    private final JdbcClient db;
    private final FreeSpace free;

    Shelf(Home home, Ids ids, JdbcClient db, FreeSpace free) {
        this.home = home;
        this.ids = ids;
        this.db = db;
        this.free = free;
    }

    @Configuration(proxyBeanMethods = false)
    static class Disk {
        @Bean
        FreeSpace freeSpace() {
            return folder -> {
                try {
                    return Files.getFileStore(folder).getUsableSpace();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }
    }

    Path root() {
        return home.folder("media");
    }

    /** The folder's name; made up the first time. */
    String folderOf(AccountId account) {
        return db.sql("""
                        with fresh as (
                            insert into media_folder (account_id, folder) values (:account, :folder)
                            on conflict (account_id) do nothing returning folder)
                        select folder from fresh
                        union all select folder from media_folder where account_id = :account
                        limit 1
                        """)
                .param("account", account.value())
                .param("folder", ids.secret(NAME_BYTES))
                .query(String.class)
                .optional()
                // Somebody else made it in the very same moment: now it can be seen.
                .orElseGet(() -> db.sql("select folder from media_folder where account_id = :account")
                        .param("account", account.value())
                        .query(String.class)
                        .single());
    }

    Path path(String folder, String name) {
        return root().resolve(folder).resolve(name);
    }

    Path scratch(String folder) {
        try {
            return Files.createDirectories(path(folder, SCRATCH + ids.secret(NAME_BYTES)));
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** An empty file that an upload in parts grows in. */
    String partial(String folder) {
        String name = PARTIAL + ids.secret(NAME_BYTES);
        try {
            Files.createDirectories(root().resolve(folder));
            Files.createFile(path(folder, name));
            return name;
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Puts a file on the shelf under a new name, durably. One from another disk is copied beside its place first. */
    String put(Path file, String folder, String extension) {
        String name = ids.secret(NAME_BYTES) + "." + extension;
        Path itsFolder = root().resolve(folder);
        try {
            force(file);
            try {
                Files.move(file, itsFolder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Path copy = itsFolder.resolve(SCRATCH + name);
                Files.copy(file, copy);
                force(copy);
                Files.move(copy, itsFolder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                Files.delete(file);
            }
            force(itsFolder);
            return name;
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** The same file under another path too, if nothing is there: by a second name, or else as a copy. */
    void alsoAt(String folder, String name, Path path) {
        try {
            if (Files.exists(path)) return;
            try {
                Files.createLink(path, path(folder, name));
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.copy(path(folder, name), path);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void remove(String folder, String name) {
        try {
            Files.deleteIfExists(path(folder, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Problem disk_full unless there is room for so many bytes and what everybody else needs */
    void checkRoom(long bytes) {
        if (free.bytes(root()) - Math.max(0, bytes) < Limits.FREE_BYTES_MIN) throw Problem.of(507, "disk_full");
    }

    /** What a person is told when a file can't be written. */
    static RuntimeException trouble(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = message.contains("no space left") || message.contains("quota exceeded");
        return full ? Problem.of(507, "disk_full") : new UncheckedIOException(e);
    }
}
