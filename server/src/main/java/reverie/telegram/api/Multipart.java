package reverie.telegram.api;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A form with one file, which is read while it is sent. */
final class Multipart {
    private final String boundary;
    private final StringBuilder fields = new StringBuilder();

    Multipart(String boundary, JsonMapper json, Map<String, Object> parameters) {
        this.boundary = boundary;
        parameters.forEach((name, value) -> {
            String text = value instanceof String s ? s : json.writeValueAsString(value);
            fields.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
            fields.append(name).append("\"\r\n\r\n").append(text).append("\r\n");
        });
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    HttpRequest.BodyPublisher with(String part, Path file, String name) throws FileNotFoundException {
        String head = fields + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part
                + "\"; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_")
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return HttpRequest.BodyPublishers.concat(
                HttpRequest.BodyPublishers.ofString(head, StandardCharsets.UTF_8),
                HttpRequest.BodyPublishers.ofFile(file),
                HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }
}
