package reverie.media;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Limiter;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** Media in and out over HTTP. */
@RestController
@RequestMapping("/api/v1/media")
@Open(Open.To.VISITORS)
class MediaController {
    private static final String FIELD = "file";
    private static final int KEY_LENGTH_MAX = 200;

    /** What a client sends; it is read as it comes in, see {@link #upload}. */
    private record UploadForm(
            @Schema(type = "string", format = "binary") String file) {}

    private final MediaStore store;
    private final SendMedia send;
    private final Limiter limiter;

    MediaController(MediaStore store, SendMedia send, Limiter limiter) {
        this.store = store;
        this.send = send;
        this.limiter = limiter;
    }

    /** The parts are read one after the other as they arrive, straight to where the file is kept. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Rated(perMinute = Limits.UPLOADS_PER_MINUTE)
    @Operation(
            operationId = "mediaUpload",
            summary = "Takes a file as it arrives",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = UploadForm.class))))
    MediaView upload(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        if (caller.visitor()) slowDown(caller, request);
        try {
            if (key != null && key.length() > KEY_LENGTH_MAX) {
                throw Problem.invalid("idempotency_key_too_long", "Idempotency-Key");
            }
            String once = key == null || key.isBlank() ? null : key;
            FileItemStream part = filePart(request);
            long length = request.getContentLengthLong();
            long atLeast = length < 0 ? -1 : Math.max(0, length - Limits.MULTIPART_OVERHEAD_BYTES_MAX);
            // Not closed: closing would read on to the end of a part that was just refused for its length.
            InputStream bytes = part.openStream();
            MediaInfo taken =
                    store.upload(new TakeMedia.Upload(caller.account(), bytes, atLeast, caller.visitor(), once));
            return view(caller, taken.id());
        } catch (Problem refusal) {
            drain(request);
            throw refusal;
        }
    }

    @Operation(operationId = "mediaGet", summary = "What is known of a medium")
    @GetMapping("/{id}")
    MediaView one(Caller caller, @PathVariable UUID id) {
        return view(caller, id);
    }

    @Operation(operationId = "mediaDelete", summary = "Puts a medium into the trash")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void trash(Caller caller, @PathVariable UUID id) {
        if (!store.owns(caller.account(), id)) throw Problem.notFound();
        store.trash(caller.account(), List.of(id));
    }

    @Operation(operationId = "mediaRestore", summary = "Takes a medium out of the trash")
    @PostMapping("/{id}/restore")
    MediaView restore(Caller caller, @PathVariable UUID id) {
        if (!store.owns(caller.account(), id)) throw Problem.notFound();
        store.restore(caller.account(), List.of(id));
        return view(caller, id);
    }

    @Operation(
            operationId = "mediaContent",
            summary = "The bytes: ranges, ETag, right type; by a signed link or a token")
    @GetMapping("/{id}/content")
    @Open(Open.To.EVERYONE)
    @Rated(perMinute = Limits.CONTENTS_PER_MINUTE)
    void content(
            @Nullable Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "t", required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String variant,
            @RequestParam(defaultValue = "0") String download,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var asked =
                new SendMedia.Asked(caller == null ? null : caller.account(), id, token, variant, "1".equals(download));
        send.send(asked, request, response);
    }

    private MediaView view(Caller caller, UUID id) {
        return store.views(caller.account(), List.of(id)).stream().findFirst().orElseThrow(Problem::notFound);
    }

    private void slowDown(Caller caller, HttpServletRequest request) {
        var rate = Limiter.Rate.perMinute(Limits.VISITOR_UPLOADS_PER_MINUTE);
        for (String who : List.of(caller.account().toString(), request.getRemoteAddr())) {
            Limiter.Verdict verdict = limiter.take("visitor-upload:" + who, rate);
            if (!verdict.allowed()) throw Problem.of(429, "too_many_requests").retryAfter(verdict.resetAfterSeconds());
        }
    }

    private static FileItemStream filePart(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > Limits.FILM_BYTES_MAX + Limits.MULTIPART_OVERHEAD_BYTES_MAX) {
            throw TakeMedia.tooLarge(FileType.MP4);
        }
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                if (FIELD.equals(part.getFieldName())) return part;
            }
        } catch (FileUploadException e) {
            throw Problem.of(422, "invalid_input").field(FIELD, "fields.required");
        } catch (IOException e) {
            throw Problem.of(400, "upload_incomplete");
        }
        throw Problem.of(422, "invalid_input").field(FIELD, "fields.required");
    }

    /** A browser reads an answer only after it sent its body: a little too much is let in and thrown away. */
    private static void drain(HttpServletRequest request) {
        if (request.getContentLengthLong() > Limits.DRAIN_BYTES_MAX) return;
        try {
            byte[] nothing = new byte[64 << 10];
            InputStream in = request.getInputStream();
            for (long left = Limits.DRAIN_BYTES_MAX; left > 0; ) {
                int n = in.read(nothing);
                if (n < 0) return;
                left -= n;
            }
        } catch (IOException e) {
            // The sender is gone; nobody waits for the answer.
            return;
        }
    }
}
