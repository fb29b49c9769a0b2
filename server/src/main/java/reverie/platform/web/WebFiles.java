package reverie.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import reverie.platform.Problem;
import reverie.platform.Secrets;

/**
 * The web app's files, out of the jar. What carries a fingerprint in its name may be kept for ever; an address of the
 * app itself answers with the page that then finds its way; everything else that is not there is not there.
 */
class WebFiles implements HttpRequestHandler {
    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)*/?");
    /** Addresses that never belong to the app: a wrong one is a plain 404. */
    private static final Pattern NOT_PAGES =
            Pattern.compile("/(api|socket\\.io|hooks|health|metrics|actuator|assets|sandbox)(/.*)?|.*\\.[A-Za-z0-9]+");

    private static final String ROOT = "static";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";
    private static final Map<String, String> ENCODINGS = Map.of("br", ".br", "gzip", ".gz");

    private record Content(byte[] bytes, String etag) {}

    /** Of files that there are; an address that somebody made up is not remembered. */
    private final ConcurrentMap<String, Content> contents = new ConcurrentHashMap<>();

    private final ProblemAdvice problems;
    private final Pace pace;

    WebFiles(ProblemAdvice problems, Pace pace) {
        this.problems = problems;
        this.pace = pace;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!reads || !SAFE.matcher(path).matches()) {
            missing(request, response);
            return;
        }
        String file = path.endsWith("/") ? path + "index.html" : path;
        if (content(file).isPresent()) {
            send(file, request, response, path.startsWith("/assets/") ? FOR_EVER : ASK_EACH_TIME);
        } else if (!NOT_PAGES.matcher(path).matches() && content("/index.html").isPresent()) {
            send("/index.html", request, response, ASK_EACH_TIME);
        } else {
            missing(request, response);
        }
    }

    private void send(String file, HttpServletRequest request, HttpServletResponse response, String caching)
            throws IOException {
        Content content = content(file).orElseThrow();
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted != null) {
            for (var encoding : ENCODINGS.entrySet()) {
                Optional<Content> packed = content(file + encoding.getValue());
                if (accepted.contains(encoding.getKey()) && packed.isPresent()) {
                    content = packed.get();
                    response.setHeader("Content-Encoding", encoding.getKey());
                    break;
                }
            }
        }
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Cache-Control", caching);
        response.setHeader("ETag", content.etag());
        response.setContentType(type(file));
        if (content.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        write(content.bytes(), request, response);
    }

    /** Whole, or the one part that was asked for: telephones play a film only from a server that sends parts. */
    private static void write(byte[] bytes, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int first = 0;
        int length = bytes.length;
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        HttpRange part = onePart(request.getHeader(HttpHeaders.RANGE), length);
        if (part != null) {
            first = (int) part.getRangeStart(length);
            length = (int) part.getRangeEnd(bytes.length) - first + 1;
            response.setStatus(206);
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes " + first + "-" + (first + length - 1) + "/" + bytes.length);
        }
        response.setContentLength(length);
        if (request.getMethod().equals("GET")) response.getOutputStream().write(bytes, first, length);
    }

    /** @return null when the whole is to be sent: nothing was asked for, several parts, or none that is there */
    private static @Nullable HttpRange onePart(@Nullable String asked, int size) {
        if (asked == null) return null;
        try {
            List<HttpRange> parts = HttpRange.parseRanges(asked);
            return parts.size() == 1 && parts.getFirst().getRangeStart(size) < size ? parts.getFirst() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String type(String file) {
        if (file.endsWith(".webmanifest")) return "application/manifest+json";
        if (file.endsWith(".js") || file.endsWith(".mjs")) return "text/javascript; charset=utf-8";
        MediaType type = MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return type.getType().equals("text") ? type + ";charset=utf-8" : type.toString();
    }

    private Optional<Content> content(String file) {
        Content known = contents.get(file);
        if (known != null) return Optional.of(known);
        Content read = read(ROOT + file);
        if (read != null) contents.put(file, read);
        return Optional.ofNullable(read);
    }

    private static @Nullable Content read(String name) {
        try (InputStream in = WebFiles.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) return null;
            byte[] bytes = in.readAllBytes();
            // A folder reads as a listing or as nothing; neither is a file of the app.
            if (bytes.length == 0 || !name.substring(name.lastIndexOf('/')).contains(".")) return null;
            return new Content(bytes, "\"" + Secrets.sha256(bytes).substring(0, 20) + "\"");
        } catch (IOException e) {
            return null;
        }
    }

    private void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // What looks like an endpoint and is none had no limit until here.
        Problem refusal = pace.takeElse(request, response).orElseGet(Problem::notFound);
        problems.write(refusal, request, response);
    }

    @Configuration(proxyBeanMethods = false)
    static class Mapping {
        @Bean
        SimpleUrlHandlerMapping webFiles(ProblemAdvice problems, Pace pace) {
            // Behind every controller, before Spring's own answer to what nobody handles.
            return new SimpleUrlHandlerMapping(Map.of("/**", new WebFiles(problems, pace)), Integer.MAX_VALUE - 10);
        }
    }
}
