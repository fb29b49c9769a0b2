package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;

/** What we don't take: a clear answer, and nothing left behind. */
@ReverieTest
class MediaRefusalTest {
    private static final String SVG =
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

    @Autowired
    GivenMedia given;

    @Autowired
    JdbcClient db;

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(given.files()).isEmpty();
        assertThat(db.sql("select count(*) from media").query(Long.class).single())
                .isZero();
        assertThat(given.changes()).isEmpty();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> bad() {
        byte[] photo = Samples.jpeg(640, 480);
        byte[] png = Samples.png(640, 480);
        byte[] wrecked = Samples.noisePng(200, 200);
        Arrays.fill(wrecked, 500, 4000, (byte) 0x55);
        byte[] gif = Samples.animatedGif(200, 200, 2);
        return Stream.of(
                Arguments.of("empty.jpg", new byte[0], 422, "broken_file", ""),
                Arguments.of("half.jpg", Arrays.copyOf(photo, photo.length / 2), 422, "broken_file", ""),
                Arguments.of("head.jpg", Arrays.copyOf(photo, 3), 422, "broken_file", ""),
                Arguments.of("half.png", Arrays.copyOf(png, png.length / 2), 422, "broken_file", ""),
                Arguments.of("wrecked.png", wrecked, 422, "broken_file", ""),
                Arguments.of("half.gif", Arrays.copyOf(gif, 300), 422, "broken_file", ""),
                Arguments.of("half.webp", text("RIFF\u0010\0\0\0WEBPVP8 "), 422, "broken_file", ""),
                Arguments.of("noise.mp4", Arrays.copyOf(Samples.ftyp("isom"), 900), 422, "broken_file", ""),
                Arguments.of("photo.jpg", text("I am a text, called photo"), 415, "unsupported_type", "TXT"),
                Arguments.of("photo.png", text(SVG), 415, "unsupported_type", "SVG"),
                Arguments.of("utf16.svg", SVG.getBytes(StandardCharsets.UTF_16), 415, "unsupported_type", "SVG"),
                Arguments.of("page.jpg", text("<!doctype html><script>1</script>"), 415, "unsupported_type", "HTML"),
                Arguments.of("list.mp4", text("#EXTM3U\nhttp://127.0.0.1/x.ts\n"), 415, "unsupported_type", "M3U8"),
                Arguments.of(
                        "concat.mp4", text("ffconcat version 1.0\nfile /etc/passwd\n"), 415, "unsupported_type", "TXT"),
                Arguments.of("a.heic", Samples.ftyp("heic"), 415, "unsupported_type", "HEIC"),
                Arguments.of("a.jpg", Samples.ftyp("heix"), 415, "unsupported_type", "HEIC"),
                Arguments.of("a.avif", Samples.ftyp("avif"), 415, "unsupported_type", "AVIF"),
                Arguments.of("a.bmp", Samples.encoded(Samples.picture(64, 64), "bmp"), 415, "unsupported_type", "BMP"),
                Arguments.of(
                        "a.tiff", Samples.encoded(Samples.picture(64, 64), "tiff"), 415, "unsupported_type", "TIFF"),
                Arguments.of("a.pdf", text("%PDF-1.7\n%\u00e2\u00e3"), 415, "unsupported_type", "PDF"),
                Arguments.of("a.zip", text("PK\u0003\u0004\0\0\0\0"), 415, "unsupported_type", "ZIP"),
                Arguments.of("a.bin", new byte[] {1, 2, 3, 4, 5, 0, 0, 9}, 415, "unsupported_type", "?"),
                Arguments.of("bomb.png", Samples.pngBomb(50_000, 50_000), 422, "too_many_pixels", ""),
                Arguments.of("wide.png", Samples.pngBomb(1_000_000, 70), 422, "too_many_pixels", ""),
                Arguments.of("huge.png", Samples.pngBomb(-1, -1), 422, "broken_file", ""),
                Arguments.of("dot.png", Samples.png(1, 1), 422, "too_small", ""),
                Arguments.of("line.jpg", Samples.jpeg(640, 63), 422, "too_small", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void is_refused_by_what_it_is(String name, byte[] bytes, int status, String code, String found) {
        HttpResponse<byte[]> answer = given.upload(given.account(), name, bytes);

        assertThat(answer.statusCode()).as(GivenMedia.text(answer)).isEqualTo(status);
        var problem = given.body(answer);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank().doesNotContain("{{");
        assertThat(problem.path("remedy").asString()).isNotBlank().doesNotContain("{{");
        assertThat(problem.path("found").asString("")).isEqualTo(found);
        if (!found.isEmpty()) {
            assertThat(problem.path("detail").asString()).contains(found);
            assertThat(problem.path("errors").get(0).path("message").asString())
                    .isNotBlank()
                    .doesNotContain("media_type");
        }
    }

    @Test
    void a_heic_is_refused_with_its_own_remedy_in_the_readers_language() {
        HttpResponse<byte[]> answer = given.send(given.as(given.account(), "/api/v1/media")
                .header("Content-Type", "multipart/form-data; boundary=----reverie-test")
                .header("Accept-Language", "ru")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        GivenMedia.multipart("file", "a.heic", Samples.ftyp("heic"))))
                .build());

        assertThat(given.body(answer).path("errors").get(0).path("message").asString())
                .contains("iPhone")
                .contains("Настройки");
    }

    @Test
    void no_file_in_the_form_is_said_at_the_field() {
        for (byte[] body : new byte[][] {
            GivenMedia.multipart("photo", "a.jpg", Samples.jpeg(64, 64)), text("------reverie-test--\r\n"), new byte[0]
        }) {
            HttpResponse<byte[]> answer = given.send(given.as(given.account(), "/api/v1/media")
                    .header("Content-Type", "multipart/form-data; boundary=----reverie-test")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
            assertThat(answer.statusCode()).as(GivenMedia.text(answer)).isBetween(400, 422);
        }
        HttpResponse<byte[]> json = given.send(given.as(given.account(), "/api/v1/media")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        assertThat(json.statusCode()).isEqualTo(422);
        assertThat(given.body(json).path("errors").get(0).path("field").asString())
                .isEqualTo("file");
    }

    @Test
    void nobody_uploads_without_a_token() {
        assertThat(given.upload(TestDoor.NOBODY, "a.jpg", Samples.jpeg(64, 64)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void two_hundred_megabytes_of_photo_are_refused_before_they_are_sent() throws IOException {
        byte[] start = start();
        String answer = raw(
                "Content-Length: " + (start.length + (200L << 20)) + "\r\n",
                socket -> socket.getOutputStream().write(start));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large").contains("25");
    }

    @Test
    void two_hundred_megabytes_in_chunks_are_refused_at_the_limit() throws IOException {
        byte[] start = start();
        byte[] chunk = new byte[1 << 20];
        int[] sent = new int[1];
        String answer = raw("Transfer-Encoding: chunked\r\n", socket -> {
            var out = socket.getOutputStream();
            out.write(text(Integer.toHexString(start.length) + "\r\n"));
            out.write(start);
            out.write(text("\r\n"));
            for (; sent[0] < 200 && socket.getInputStream().available() == 0; sent[0]++) {
                out.write(text(Integer.toHexString(chunk.length) + "\r\n"));
                out.write(chunk);
                out.write(text("\r\n"));
            }
        });

        assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large");
        assertThat(sent[0]).isLessThan(120);
    }

    @Test
    void more_than_any_film_may_have_is_refused_unread() throws IOException {
        String answer = raw("Content-Length: " + (900L << 20) + "\r\n", socket -> {});

        assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large").contains("500");
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws IOException {
        byte[] start = start();
        raw("Content-Length: 100000\r\n", socket -> {
            socket.getOutputStream().write(start);
            socket.shutdownOutput();
        });
    }

    /** The first bytes of a photo as the first bytes of a form. */
    private static byte[] start() {
        byte[] whole = GivenMedia.multipart("file", "a.jpg", Samples.jpeg(1600, 1200));
        return Arrays.copyOf(whole, Math.min(whole.length, 8000));
    }

    private interface Sender {
        void send(Socket socket) throws IOException;
    }

    /** A client that shows what is on the wire, also when the server answers before it has everything. */
    private String raw(String header, Sender body) throws IOException {
        var address = given.uri("/");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + TestDoor.HEADER
                    + ": "
                    + given.account() + "\r\nContent-Type: multipart/form-data; boundary=----reverie-test\r\n" + header
                    + "\r\n";
            socket.getOutputStream().write(text(head));
            try {
                body.send(socket);
            } catch (SocketException e) {
                // It had answered and closed between two parts: what it said is there to be read all the same.
            }
            return answer(socket);
        }
    }

    /** Up to the end of the answer, which need not be the end of the connection: the server may still wait for us. */
    private static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        byte[] part = new byte[8 << 10];
        for (int n; (n = socket.getInputStream().read(part)) >= 0; ) {
            answer.append(new String(part, 0, n, StandardCharsets.UTF_8));
            if (answer.toString().endsWith("\r\n0\r\n\r\n")) break;
        }
        return answer.toString();
    }
}
