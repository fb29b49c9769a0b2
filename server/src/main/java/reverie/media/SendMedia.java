package reverie.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Problem;
import reverie.platform.Transactions;

/** Sends the bytes to whom they belong, or to who has a link: whole, or the part that was asked for. */
@Component
class SendMedia {
    /**
     * @param token of a link
     * @param variant thumb or poster; null for the thing itself
     */
    record Asked(
            @Nullable AccountId reader,
            UUID id,
            @Nullable String token,
            @Nullable String variant,
            boolean download) {}

    private record Found(
            String kind, String contentType, String folder, String fileName, boolean locked, Instant createdAt) {}

    private static final Logger log = LoggerFactory.getLogger(SendMedia.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final String THUMB = "thumb";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").withZone(ZoneOffset.UTC);

    private final Transactions transactions;
    private final JdbcClient db;
    private final Shelf shelf;
    private final Links links;

    SendMedia(Transactions transactions, JdbcClient db, Shelf shelf, Links links) {
        this.transactions = transactions;
        this.db = db;
        this.shelf = shelf;
        this.links = links;
    }

    void send(Asked asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Found found = find(asked);
        // The small preview stays open: it shows what there is to claim.
        if (found.locked() && !THUMB.equals(asked.variant())) throw Problem.of(402, "claim_required");
        try (FileChannel file =
                FileChannel.open(shelf.path(found.folder(), found.fileName()), StandardOpenOption.READ)) {
            send(found, asked, file, request, response);
        } catch (NoSuchFileException e) {
            log.error("The file of medium {} is gone from the disk", asked.id());
            throw Problem.notFound();
        }
    }

    private Found find(Asked asked) {
        String token = asked.token();
        Links.Verdict link = token == null ? Links.Verdict.FORGED : links.check(asked.id(), token);
        if (link == Links.Verdict.GOOD) return row(asked).orElseThrow(Problem::notFound);
        AccountId reader = asked.reader();
        if (reader != null) {
            Optional<Found> own = transactions.read(reader, () -> row(asked));
            if (own != null && own.isPresent()) return own.get();
        }
        if (link == Links.Verdict.OVER) throw Problem.of(410, "media_link_expired");
        if (reader == null && token == null) throw Problem.of(401, "sign_in_needed");
        throw Problem.notFound();
    }

    /** Called as the reader, whose policy shows what is theirs; or, for a good link, as ourselves. */
    private Optional<Found> row(Asked asked) {
        return db.sql("""
                        select m.kind, m.folder, m.locked, m.created_at,
                               coalesce(v.content_type, m.content_type) as content_type,
                               coalesce(v.file_name, m.file_name) as file_name
                          from media m
                          left join media_variant v on v.media_id = m.id and v.name = :variant
                         where m.id = :id and m.trashed_at is null
                           and (cast(:variant as text) is null or v.name is not null)
                        """)
                .param("id", asked.id())
                .param("variant", asked.variant())
                .query(Found.class)
                .optional();
    }

    private static void send(
            Found found, Asked asked, FileChannel file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long size = file.size();
        // What lies under an id never changes, so its name is its fingerprint.
        String tag = '"' + asked.id().toString() + (asked.variant() == null ? "" : "." + asked.variant()) + '"';
        headers(found, asked, tag, response);
        if (matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        String unchanged = request.getHeader(HttpHeaders.IF_RANGE);
        boolean partly = unchanged == null || unchanged.equals(tag);
        Range range = partly ? Range.of(request.getHeader(HttpHeaders.RANGE), size) : null;
        if (range != null && range.isEmpty()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            throw Problem.of(416, "range_not_satisfiable").with("bytes", size);
        }
        if (range == null) {
            range = new Range(0, size - 1);
        } else {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + range.first() + "-" + range.last() + "/" + size);
        }
        response.setContentType(found.contentType());
        response.setContentLengthLong(range.length());
        if (!request.getMethod().equals("HEAD")) copy(file, range, response.getOutputStream());
    }

    private static void headers(Found found, Asked asked, String tag, HttpServletResponse response) {
        FileType type = Objects.requireNonNull(FileType.ofContentType(found.contentType()), found.contentType());
        String what = found.kind().equals("image") ? "picture" : found.kind().equals("video") ? "film" : "sound";
        String variant = asked.variant() == null ? "" : "-" + asked.variant();
        String name = "reverie-" + what + variant + "-" + MINUTE.format(found.createdAt()) + "." + type.extension;
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                (asked.download() ? "attachment" : "inline") + "; filename=\"" + name + "\"");
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, "private, max-age=" + Limits.LINK_VALID.toSeconds() + ", immutable");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static boolean matches(@Nullable String header, String tag) {
        if (header == null) return false;
        for (String one : header.split(",")) {
            String stripped = one.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) return true;
        }
        return false;
    }

    private static void copy(FileChannel file, Range range, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        file.position(range.first());
        for (long left = range.length(); left > 0; ) {
            buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
            int n = file.read(buffer);
            if (n < 0) throw new IOException("A file became shorter while it was sent");
            try {
                out.write(buffer.array(), 0, n);
            } catch (IOException e) {
                // Whoever asked has seen enough: players do this all the time.
                return;
            }
            left -= n;
        }
    }
}
