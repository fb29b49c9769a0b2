package reverie.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import reverie.platform.Problem;

/**
 * How much anybody may say at once where it is read as a whole, at whatever address: a document of hundreds of
 * megabytes would take all memory before the first field of it could be refused. Files come as multipart or by tus, are
 * streamed, and have limits of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BodyLimit extends OncePerRequestFilter {
    /** The longest prompt fits ten times, however it is escaped. */
    static final int BYTES_MAX = 2_000_000;

    private static final String TUS_PART = "application/offset+octet-stream";

    private final ProblemAdvice problems;

    BodyLimit(ProblemAdvice problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            // No text has this character, and the database refuses it.
            problems.write(Problem.of(400, "bad_request"), request, response);
        } else if (isStreamed(request)) {
            chain.doFilter(request, response);
        } else if (request.getContentLengthLong() > BYTES_MAX) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.write(tooMuch(), request, response);
        } else {
            chain.doFilter(new Counted(request), response);
        }
    }

    /** By its exact name: what only resembles it, such as {@code application/offset+json}, is read as a document. */
    private static boolean isStreamed(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) return false;
        String name = type.split(";", 2)[0].strip();
        return name.equalsIgnoreCase(MediaType.MULTIPART_FORM_DATA_VALUE)
                || (name.equalsIgnoreCase(TUS_PART) && request.getMethod().equals("PATCH"));
    }

    private static Problem tooMuch() {
        return Problem.of(413, "body_too_large").with("megabytes", BYTES_MAX / 1_000_000);
    }

    private static final class Counted extends HttpServletRequestWrapper {
        private @Nullable ServletInputStream counting;

        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream open = counting;
            if (open == null) counting = open = new Counting(super.getInputStream());
            return open;
        }
    }

    private static final class Counting extends ServletInputStream {
        private final ServletInputStream in;
        private long read;

        Counting(ServletInputStream in) {
            this.in = in;
        }

        private int count(int bytes) {
            if (bytes > 0 && (read += bytes) > BYTES_MAX) throw tooMuch();
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return count(in.read(into, offset, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
