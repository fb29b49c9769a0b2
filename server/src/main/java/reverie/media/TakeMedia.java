package reverie.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.platform.box.Box;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a file in: received, recognised, measured, decoded, put on the shelf, entered. If any of it fails nothing is
 * left. No transaction is open before the last step; a file without its row (killed in between) is swept later.
 */
@Component
class TakeMedia {
    /**
     * @param declaredBytes what the sender said the size is; −1 if nothing was said
     * @param key of the sender's choice: the same key and bytes are taken once
     */
    record Upload(
            AccountId owner,
            InputStream bytes,
            long declaredBytes,
            boolean byVisitor,
            @Nullable String key) {}

    /** The key a file was sent with, and the hash of what was sent. */
    private record Request(String key, String sha256) {}

    private record Kept(
            AccountId owner,
            String folder,
            Decoded decoded,
            MediaStore.Origin origin,
            boolean byVisitor,
            @Nullable Request request) {}

    private record Earlier(UUID id, String requestSha256) {}

    private static final MediaStore.Origin UPLOADED = new MediaStore.Origin(null, List.of(), Map.of());
    private static final int PART_BYTES = 64 << 10;

    private final Shelf shelf;
    private final Stills stills;
    private final Films films;
    private final Transactions transactions;
    private final JdbcClient db;
    private final Ids ids;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    TakeMedia(
            Shelf shelf,
            Stills stills,
            Films films,
            Transactions transactions,
            JdbcClient db,
            Ids ids,
            JsonMapper json,
            ApplicationEventPublisher events) {
        this.shelf = shelf;
        this.stills = stills;
        this.films = films;
        this.transactions = transactions;
        this.db = db;
        this.ids = ids;
        this.json = json;
        this.events = events;
    }

    UUID upload(Upload upload) {
        shelf.checkRoom(upload.declaredBytes());
        String folder = shelf.folderOf(upload.owner());
        Path scratch = shelf.scratch(folder);
        try {
            Path file = scratch.resolve("received");
            FileType type = receive(upload, file);
            Request request = upload.key() == null ? null : new Request(upload.key(), sha256(file));
            UUID before = request == null ? null : earlier(upload.owner(), request);
            if (before != null) return before;
            Decoded decoded = decode(file, type, false, scratch);
            var kept = new Kept(upload.owner(), folder, decoded, UPLOADED, upload.byVisitor(), request);
            try {
                return keep(kept, id -> {});
            } catch (DuplicateKeyException e) {
                // The same request came twice at once, and the other was first.
                UUID other = request == null ? null : earlier(upload.owner(), request);
                if (other == null) throw e;
                return other;
            }
        } catch (IOException e) {
            throw Shelf.trouble(e);
        } finally {
            Box.clear(scratch);
        }
    }

    /** @throws Problem idempotency_key_reused for the same key with other bytes */
    private @Nullable UUID earlier(AccountId owner, Request request) {
        db.sql("""
                        update media set request_key = null, request_sha256 = null
                         where account_id = :owner and request_key = :key
                           and created_at < reverie_now() - interval '24 hours'
                        """).param("owner", owner.value()).param("key", request.key()).update();
        Earlier earlier = db.sql("""
                        select id, request_sha256 from media where account_id = :owner and request_key = :key
                        """)
                .param("owner", owner.value())
                .param("key", request.key())
                .query(Earlier.class)
                .optional()
                .orElse(null);
        if (earlier == null) return null;
        if (!earlier.requestSha256().equals(request.sha256())) throw Problem.of(422, "idempotency_key_reused");
        return earlier.id();
    }

    /** @param along what is written in the same transaction */
    UUID received(AccountId owner, Path file, boolean byVisitor, Consumer<UUID> along) {
        shelf.checkRoom(0);
        String folder = shelf.folderOf(owner);
        Path scratch = shelf.scratch(folder);
        try {
            Decoded decoded = decode(file, recognise(file, Files.size(file)), false, scratch);
            return keep(new Kept(owner, folder, decoded, UPLOADED, byVisitor, null), along);
        } catch (IOException e) {
            throw Shelf.trouble(e);
        } finally {
            Box.clear(scratch);
        }
    }

    /** @param whole how large it is, or will be when it is whole */
    static FileType recognise(Path file, long whole) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            FileType type = Sniff.type(in.readNBytes(Sniff.HEAD_BYTES));
            if (whole > type.bytesMax) throw tooLarge(type);
            return type;
        }
    }

    UUID result(AccountId owner, Path file, MediaStore.Origin origin) {
        shelf.checkRoom(0);
        String folder = shelf.folderOf(owner);
        Path scratch = shelf.scratch(folder);
        try {
            Decoded decoded = decode(file, recognise(file, Files.size(file)), true, scratch);
            return keep(new Kept(owner, folder, decoded, origin, false, null), id -> {});
        } catch (IOException e) {
            throw Shelf.trouble(e);
        } finally {
            Box.clear(scratch);
        }
    }

    static Problem tooLarge(FileType type) {
        return Problem.of(413, "too_large")
                .with("megabytes", type.bytesMax >> 20)
                .extra("limitBytes", type.bytesMax)
                .field("file", "media_size." + type.kind, Map.of("megabytes", type.bytesMax >> 20));
    }

    /** The first bytes decide how many may follow. */
    private FileType receive(Upload upload, Path file) {
        byte[] head = read(upload.bytes(), Sniff.HEAD_BYTES);
        FileType type = Sniff.type(head);
        if (upload.declaredBytes() > type.bytesMax) throw tooLarge(type);
        try (OutputStream out = Files.newOutputStream(file)) {
            long taken = 0;
            long checked = 0;
            for (byte[] part = head; part.length > 0; part = read(upload.bytes(), PART_BYTES)) {
                taken += part.length;
                if (taken > type.bytesMax) throw tooLarge(type);
                if (taken - checked >= Limits.FREE_CHECK_EVERY_BYTES) {
                    shelf.checkRoom(0);
                    checked = taken;
                }
                out.write(part);
            }
        } catch (IOException e) {
            throw Shelf.trouble(e);
        }
        return type;
    }

    /** A sender that goes away is not trouble of ours. */
    private static byte[] read(InputStream in, int length) {
        try {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw Problem.of(400, "upload_incomplete");
        }
    }

    private Decoded decode(Path file, FileType type, boolean asItIs, Path scratch) {
        try {
            return type.isStill() ? stills.open(file, type, asItIs, scratch) : films.open(file, type, asItIs, scratch);
        } catch (IOException e) {
            throw Shelf.trouble(e);
        } catch (Problem e) {
            // A disk that filled up while decoding is not the file's fault.
            if (e.code().equals("broken_file")) shelf.checkRoom(0);
            throw e;
        }
    }

    private UUID keep(Kept kept, Consumer<UUID> along) {
        Decoded decoded = kept.decoded();
        String folder = kept.folder();
        List<String> placed = new ArrayList<>();
        try {
            long bytes = Files.size(decoded.file());
            String hash = sha256(decoded.file());
            List<Long> sizes = new ArrayList<>();
            for (Decoded.Variant variant : decoded.variants()) {
                sizes.add(Files.size(variant.file()));
                placed.add(shelf.put(variant.file(), folder, variant.type().extension));
            }
            placed.add(shelf.put(decoded.file(), folder, decoded.type().extension));
            UUID id = ids.next();
            enter(id, kept, placed, sizes, bytes, hash, along);
            return id;
        } catch (IOException | Problem | DuplicateKeyException e) {
            placed.forEach(name -> shelf.remove(folder, name));
            throw e instanceof IOException io ? Shelf.trouble(io) : (RuntimeException) e;
        } catch (RuntimeException e) {
            // The commit may have happened all the same, so the files stay; without a row they are swept. What a run
            // made goes back to where it was, for another try.
            if (placed.size() > decoded.variants().size()) shelf.alsoAt(folder, placed.getLast(), decoded.file());
            throw e;
        }
    }

    private void enter(
            UUID id, Kept kept, List<String> names, List<Long> sizes, long bytes, String hash, Consumer<UUID> along) {
        List<Decoded.Variant> variants = kept.decoded().variants();
        transactions.write(() -> {
            enter(id, kept, names.getLast(), bytes, hash);
            for (int i = 0; i < variants.size(); i++) enterVariant(id, variants.get(i), names.get(i), sizes.get(i));
            along.accept(id);
            events.publishEvent(new MediaChanged(kept.owner(), id, false));
        });
    }

    private void enter(UUID id, Kept kept, String name, long bytes, String hash) {
        Decoded decoded = kept.decoded();
        MediaStore.Origin origin = kept.origin();
        MediaInfo.Facts facts = decoded.facts();
        Size size = decoded.size();
        // What is made of a visitor's photo is a visitor's too.
        db.sql("""
                        insert into media (id, account_id, kind, content_type, folder, file_name, bytes, sha256, width,
                                           height, seconds, luma, luma_spread, motion, peak_dbfs, by_visitor, job_id,
                                           made_of, provenance, request_key, request_sha256)
                        values (:id, :owner, :kind, :type, :folder, :name, :bytes, :hash, :width,
                                :height, :seconds, :luma, :spread, :motion, :peak,
                                :visitor or exists (select 1 from media m where m.id = any (:of) and m.by_visitor),
                                :job,
                                :of, cast(:provenance as jsonb), :requestKey, :requestHash)
                        """)
                .param("id", id)
                .param("owner", kept.owner().value())
                .param("kind", decoded.type().kind)
                .param("type", decoded.type().contentType)
                .param("folder", kept.folder())
                .param("name", name)
                .param("bytes", bytes)
                .param("hash", hash)
                .param("width", size == null ? null : (Integer) size.width())
                .param("height", size == null ? null : (Integer) size.height())
                .param("seconds", facts.seconds())
                .param("luma", facts.luma())
                .param("spread", facts.lumaSpread())
                .param("motion", facts.motion())
                .param("peak", facts.peakDbfs())
                .param("visitor", kept.byVisitor())
                .param(
                        "requestKey",
                        kept.request() == null ? null : kept.request().key())
                .param(
                        "requestHash",
                        kept.request() == null ? null : kept.request().sha256())
                .param("job", origin.job())
                .param("of", origin.of().toArray(UUID[]::new))
                .param("provenance", json.writeValueAsString(origin.provenance()))
                .update();
    }

    private void enterVariant(UUID id, Decoded.Variant variant, String name, long bytes) {
        db.sql("""
                        insert into media_variant (media_id, name, content_type, file_name, bytes, width, height)
                        values (:id, :name, :type, :file, :bytes, :width, :height)
                        """)
                .param("id", id)
                .param("name", variant.name())
                .param("type", variant.type().contentType)
                .param("file", name)
                .param("bytes", bytes)
                .param("width", variant.size().width())
                .param("height", variant.size().height())
                .update();
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
