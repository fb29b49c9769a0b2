package reverie.platform.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reverie.platform.box.Box;

/**
 * A real PostgreSQL in a folder of ours, started from binaries that lie in a jar and ended with this process.
 *
 * <p>Invariants: a file lock on the folder keeps a second process out; the server listens on loopback only and wants a
 * password; it is a child of one thread that lives as long as this object, because the signal that ends it with us
 * fires when the <em>thread</em> that started it ends. That thread also starts it again when it dies. It keeps its port
 * for the life of this object, so that connections come back to it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String VERSION = "18.6.0";
    private static final String DATABASE = "reverie";
    private static final String OWNER = "reverie";
    private static final String SUPERUSER = "postgres";
    private static final int NOBODY = 65534;
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path home;
    private final Path data;
    private final Path binaries;
    private final FileChannel lock;
    private final boolean asRoot;
    private final List<String> prefix;
    private final int port;
    private final String password;
    private final CompletableFuture<Void> firstStart = new CompletableFuture<>();
    private final Thread keeper;
    private volatile @Nullable Process process;
    private volatile boolean closing;

    /**
     * Unpacks, creates and starts what is missing; returns when the server answers and the database exists.
     *
     * @throws EmbeddedPostgresException with a sentence for the host if it can't
     */
    public static EmbeddedPostgres start(Path home) {
        return new EmbeddedPostgres(home);
    }

    private EmbeddedPostgres(Path folder) {
        try {
            home = Files.createDirectories(folder.toAbsolutePath().normalize());
            lock = lock(home);
            asRoot = Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid"))
                    && "root".equals(System.getProperty("user.name"));
            data = home.resolve("data");
            binaries = unpack();
            prefix = prefix();
            port = freePort();
            password = keptPassword();
            if (!Files.exists(data.resolve("PG_VERSION"))) create();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The database could not be prepared in " + folder + ": " + e, e);
        }
        keeper = Thread.ofPlatform().name("postgres-keeper").daemon().start(this::keep);
        await();
        prepare();
    }

    /** For the pool: the owner of the database, never the superuser. */
    public String url() {
        return url(DATABASE);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return OWNER;
    }

    public String password() {
        return password;
    }

    /** The server's process id, for those who test its death. */
    public long pid() {
        Process running = process;
        return running == null ? -1 : running.pid();
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException e) {
            log.debug("This process holds the lock on {} already", home);
        }
        channel.close();
        throw new EmbeddedPostgresException("Another Reverie already uses " + home.getParent()
                + ". Stop it, or set REVERIE_HOME to another folder.");
    }

    /**
     * As root the server runs under an unprivileged id: PostgreSQL refuses root. In a session of its own it does not
     * hear the terminal's Ctrl-C: it ends when we have, not before.
     */
    private List<String> prefix() throws IOException {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) return List.of();
        if (!asRoot) return List.of("setsid", "setpriv", "--pdeathsig=INT", "--");
        if (exitCode("unshare", "-U", "true") == 0) {
            return List.of("setsid", "unshare", "-U", "setpriv", "--pdeathsig=INT", "--");
        }
        for (Path parent = home; parent != null; parent = parent.getParent()) {
            if (!Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new EmbeddedPostgresException("As root, the database runs under an unprivileged id, which may"
                        + " not pass through " + parent + ". Set REVERIE_HOME to a folder that others may enter, or"
                        + " start Reverie as a normal user.");
            }
        }
        String id = Integer.toString(NOBODY);
        return List.of(
                "setsid", "setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--pdeathsig=INT", "--");
    }

    private boolean changesOwner() {
        return prefix.stream().anyMatch(part -> part.startsWith("--reuid"));
    }

    private Path unpack() throws IOException {
        Path target = home.resolve("postgres-" + VERSION);
        if (!Files.exists(target.resolve(".complete"))) {
            Archive.unpack(archiveName(), target);
            Files.createFile(target.resolve(".complete"));
        }
        return target;
    }

    private static String archiveName() {
        String arch = System.getProperty("os.arch");
        String cpu = arch.equals("aarch64") ? "arm_64" : "x86_64";
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        return "/postgres-" + (mac ? "darwin" : "linux") + "-" + cpu + ".txz";
    }

    private String keptPassword() throws IOException {
        Path file = home.resolve("password");
        if (Files.exists(file)) return Files.readString(file).strip();
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        String fresh = HexFormat.of().formatHex(bytes);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, fresh);
        return fresh;
    }

    private void create() throws IOException {
        Path fresh = home.resolve("data.new");
        Box.clear(fresh);
        Files.createDirectories(fresh);
        Path passwordFile = Files.writeString(home.resolve("password.init"), password);
        Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
        own(fresh);
        own(passwordFile);
        try {
            run(List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "-D",
                    fresh.toString(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--data-checksums",
                    "--no-instructions"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        // A half-made cluster never gets the name that counts.
        Files.move(fresh, data);
    }

    private void own(Path path) throws IOException {
        if (!changesOwner()) return;
        Files.setAttribute(path, "unix:uid", NOBODY);
        Files.setAttribute(path, "unix:gid", NOBODY);
        if (Files.isDirectory(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void run(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        Process child = new ProcessBuilder(whole).redirectErrorStream(true).start();
        child.getOutputStream().close();
        String said;
        try (InputStream out = child.getInputStream()) {
            said = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        int exit = waitFor(child);
        if (exit != 0) throw new IOException(command.getFirst() + " ended with " + exit + ": " + said);
    }

    private static int waitFor(Process child) {
        try {
            return child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.destroyForcibly();
            return -1;
        }
    }

    private static int exitCode(String... command) {
        try {
            return waitFor(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Lives as long as this object: starts the server, waits for its end, starts it again. */
    private void keep() {
        int failures = 0;
        while (!closing) {
            long began = System.nanoTime();
            try {
                endOrphan();
                Process started = launch();
                process = started;
                answer(started);
                firstStart.complete(null);
                failures = 0;
                int exit = started.waitFor();
                if (!closing) log.warn("The database ended with {}; starting it again", exit);
            } catch (IOException | EmbeddedPostgresException e) {
                if (firstStart.completeExceptionally(e)) return;
                failures++;
                log.error("The database did not start again (try {}): {}", failures, e.toString());
            } catch (InterruptedException e) {
                return;
            }
            if (!closing && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) < 1000) pause(failures);
        }
    }

    private static void pause(int failures) {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(5_000, 200L << Math.min(failures, 5)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lock is ours, so a server that still runs here belongs to a process of ours that was killed. */
    private void endOrphan() throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var orphan = ProcessHandle.of(pid)
                .filter(p ->
                        p.info().command().map(c -> c.endsWith("/postgres")).orElse(false));
        if (orphan.isEmpty()) return;
        exitCode("kill", "-INT", Long.toString(pid));
        try {
            orphan.get().onExit().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            orphan.get().destroyForcibly();
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        Map<String, String> options = Map.of(
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", "100",
                "shared_buffers", "128MB",
                "max_wal_size", "2GB",
                "jit", "off",
                "log_timezone", "UTC",
                "timezone", "UTC");
        options.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Path logFile = home.resolve("postgres.log");
        if (Files.exists(logFile) && Files.size(logFile) > (16L << 20)) {
            Files.move(logFile, home.resolve("postgres.log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                .start();
    }

    private void answer(Process started) throws IOException, InterruptedException {
        long until = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            if (!started.isAlive()) throw new EmbeddedPostgresException("The database did not start: " + lastLog());
            try (Connection c = DriverManager.getConnection(url("postgres"), SUPERUSER, password)) {
                if (c.isValid(5)) return;
            } catch (SQLException e) {
                if (System.nanoTime() > until) {
                    throw new EmbeddedPostgresException("The database did not answer: " + e.getMessage(), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String lastLog() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("postgres.log"));
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private void await() {
        try {
            firstStart.get(START_MAX.toSeconds() + 30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof EmbeddedPostgresException known) throw known;
            throw new EmbeddedPostgresException("The database did not start: " + e.getCause(), e);
        } catch (InterruptedException | TimeoutException e) {
            close();
            throw new EmbeddedPostgresException("The database did not start in time.", e);
        }
    }

    /** The only use of the superuser: the owner's role and database, once. */
    private void prepare() {
        try (Connection c = DriverManager.getConnection(url("postgres"), SUPERUSER, password);
                var statement = c.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_roles where rolname = 'reverie'")) {
                if (!found.next()) {
                    // The password is ours: hexadecimal digits only.
                    statement.execute("create role reverie login createrole createdb password '" + password + "'");
                }
            }
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = 'reverie'")) {
                if (!found.next()) statement.execute("create database reverie owner reverie");
            }
        } catch (SQLException e) {
            close();
            throw new EmbeddedPostgresException("The database could not be created: " + e.getMessage(), e);
        }
    }

    /** A fast, clean shutdown: open transactions are undone, what was committed stays. */
    @Override
    public void close() {
        closing = true;
        Process running = process;
        if (running != null && running.isAlive()) {
            exitCode("kill", "-INT", Long.toString(running.pid()));
            try {
                if (!running.waitFor(20, TimeUnit.SECONDS)) running.destroyForcibly();
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "EmbeddedPostgres" + Arrays.asList(home, port);
    }
}
