package reverie.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parameters of a call, whichever of the ways it came: query, form, JSON or multipart. */
final class Parameters {
    record Upload(String name, String contentType, byte[] bytes) {}

    private static final long BYTES_MAX = 60L << 20;

    private final JsonMapper json;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Upload> uploads = new HashMap<>();

    private Parameters(JsonMapper json) {
        this.json = json;
    }

    static Parameters of(HttpServletRequest request, JsonMapper json) throws IOException {
        Parameters found = new Parameters(json);
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (request.getContentLengthLong() > BYTES_MAX) {
            request.getInputStream().skipNBytes(request.getContentLengthLong());
            throw Refusal.of(413, "Request Entity Too Large");
        }
        if (type.startsWith("multipart/form-data")) found.takeParts(request);
        else if (type.startsWith("application/json"))
            found.takeJson(request.getInputStream().readAllBytes());
        request.getParameterMap().forEach((name, values) -> found.texts.putIfAbsent(name, values[0]));
        return found;
    }

    private void takeParts(HttpServletRequest request) throws IOException {
        try {
            for (Part part : request.getParts()) {
                byte[] bytes = part.getInputStream().readAllBytes();
                String file = part.getSubmittedFileName();
                if (file == null) texts.put(part.getName(), new String(bytes, StandardCharsets.UTF_8));
                else uploads.put(part.getName(), new Upload(file, String.valueOf(part.getContentType()), bytes));
                part.delete();
            }
        } catch (ServletException e) {
            throw Refusal.bad("can't parse the multipart body");
        }
    }

    private void takeJson(byte[] body) {
        if (body.length == 0) return;
        try {
            json.readTree(body).properties().forEach(p -> {
                JsonNode value = p.getValue();
                if (!value.isNull()) texts.put(p.getKey(), value.isValueNode() ? value.asString() : value.toString());
            });
        } catch (JacksonException e) {
            throw Refusal.bad("can't parse JSON object");
        }
    }

    @Nullable
    String find(String name) {
        String value = texts.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String text(String name) {
        String value = find(name);
        return value == null ? "" : value;
    }

    long number(String name, long otherwise) {
        String value = find(name);
        if (value == null) return otherwise;
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw Refusal.bad("parameter \"" + name + "\" must be of type Integer");
        }
    }

    @Nullable
    JsonNode tree(String name) {
        String value = find(name);
        if (value == null) return null;
        try {
            return json.readTree(value);
        } catch (JacksonException e) {
            throw Refusal.bad("can't parse " + name.replace('_', ' ') + " JSON object");
        }
    }

    /** A file under its name or, as {@code attach://}, under another. */
    @Nullable
    Upload upload(String name) {
        String said = find(name);
        return uploads.get(said != null && said.startsWith("attach://") ? said.substring("attach://".length()) : name);
    }
}
