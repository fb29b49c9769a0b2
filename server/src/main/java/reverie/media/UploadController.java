package reverie.media;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Problem;
import reverie.platform.web.Caller;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/**
 * Large uploads in parts, by tus 1.0 with creation, expiration and termination. When the last part is in, the answer
 * names the medium it became in the header {@code Reverie-Media}; {@code HEAD} tells it again.
 */
@RestController
@RequestMapping("/api/v1/uploads")
@Open(Open.To.VISITORS)
class UploadController {
    private static final String VERSION = "1.0.0";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String PART = "application/offset+octet-stream";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Uploads uploads;

    UploadController(Uploads uploads) {
        this.uploads = uploads;
    }

    /** Every answer says the version, every request but OPTIONS must. */
    @ModelAttribute
    void version(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(RESUMABLE, VERSION);
        if (request.getMethod().equals("OPTIONS") || VERSION.equals(request.getHeader(RESUMABLE))) return;
        response.setHeader("Tus-Version", VERSION);
        throw Problem.of(412, "tus_version");
    }

    @Operation(operationId = "uploadsCan", summary = "What this tus 1.0 server can")
    @RequestMapping(method = RequestMethod.OPTIONS)
    @Open(Open.To.EVERYONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void can(HttpServletResponse response) {
        response.setHeader("Tus-Version", VERSION);
        response.setHeader("Tus-Extension", "creation,expiration,termination");
        response.setHeader("Tus-Max-Size", String.valueOf(Limits.FILM_BYTES_MAX));
    }

    @Operation(operationId = "uploadsBegin", summary = "Begins a large upload that can be resumed (tus 1.0)")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Rated(perMinute = Limits.UPLOADS_PER_MINUTE)
    void begin(
            Caller caller,
            @RequestHeader(name = LENGTH, required = false) @Nullable Long length,
            HttpServletResponse response) {
        if (length == null) throw Problem.of(422, "invalid_input").field(LENGTH, "fields.required");
        Uploads.Upload upload = uploads.begin(caller.account(), caller.visitor(), length);
        response.setHeader(HttpHeaders.LOCATION, "/api/v1/uploads/" + upload.id());
        expires(response, upload.expiresAt());
    }

    @Operation(operationId = "uploadsState", summary = "How far an upload came")
    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    void state(Caller caller, @PathVariable UUID id, HttpServletResponse response) {
        Uploads.Upload upload = uploads.find(caller.account(), id);
        response.setHeader(LENGTH, String.valueOf(upload.length()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        told(response, upload);
    }

    @Operation(operationId = "uploadsAdd", summary = "Adds bytes at an offset; the last one makes the medium")
    @PatchMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Rated(perMinute = Limits.PARTS_PER_MINUTE)
    void add(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = OFFSET, required = false) @Nullable Long offset,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!PART.equals(request.getContentType())) throw Sniff.unsupported("?");
        if (offset == null) throw Problem.of(422, "invalid_input").field(OFFSET, "fields.required");
        told(response, uploads.add(caller.account(), id, offset, request.getInputStream()));
    }

    @Operation(operationId = "uploadsCancel", summary = "Ends an upload and throws its bytes away")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(Caller caller, @PathVariable UUID id) {
        uploads.cancel(caller.account(), id);
    }

    private void told(HttpServletResponse response, Uploads.Upload upload) {
        response.setHeader(OFFSET, String.valueOf(uploads.offset(upload)));
        UUID media = upload.mediaId();
        if (media != null) response.setHeader("Reverie-Media", media.toString());
        else expires(response, upload.expiresAt());
    }

    private static void expires(HttpServletResponse response, Instant at) {
        response.setHeader("Upload-Expires", HTTP_DATE.format(at));
    }
}
