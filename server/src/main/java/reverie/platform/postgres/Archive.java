package reverie.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .txz} that lies on the class path. */
final class Archive {
    private Archive() {}

    static void unpack(String resource, Path target) throws IOException {
        try (InputStream raw = Archive.class.getResourceAsStream(resource)) {
            if (raw == null) {
                throw new EmbeddedPostgresException("This build holds no PostgreSQL for this machine (" + resource
                        + "). Set DATABASE_URL to a PostgreSQL 15 or newer.");
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, 1 << 20)))) {
                for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) place(tar, entry, target);
            }
        }
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) throw new IOException("An entry points outside: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
