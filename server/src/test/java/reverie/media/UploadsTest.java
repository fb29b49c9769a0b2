package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;

/** Large uploads that may break off and go on, by tus 1.0. */
@ReverieTest
class UploadsTest {
    private static final String UPLOADS = "/api/v1/uploads";

    @Autowired
    GivenMedia given;

    @Autowired
    MediaStore store;

    @Autowired
    KeepTidy tidy;

    @Autowired
    TestClock clock;

    private HttpResponse<byte[]> tus(Object who, String method, String path, byte[] body, String... headers) {
        var request = given.as(who, path).header("Tus-Resumable", "1.0.0");
        if (headers.length > 0) request.headers(headers);
        return given.send(request.method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private String begin(AccountId who, long length) {
        var answer = tus(who, "POST", UPLOADS, new byte[0], "Upload-Length", String.valueOf(length));
        assertThat(answer.statusCode()).as(GivenMedia.text(answer)).isEqualTo(201);
        assertThat(answer.headers().firstValue("Upload-Expires")).isPresent();
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<byte[]> part(Object who, String upload, long offset, byte[] bytes) {
        return tus(
                who,
                "PATCH",
                upload,
                bytes,
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Offset",
                String.valueOf(offset));
    }

    private String offset(Object who, String upload) {
        return tus(who, "HEAD", upload, new byte[0])
                .headers()
                .firstValue("Upload-Offset")
                .orElse("none");
    }

    @Test
    void a_film_arrives_in_parts_and_becomes_a_medium() {
        var who = given.account();
        byte[] film = Samples.bytes(Samples.film("parts.mp4", 640, 360, 3));
        String upload = begin(who, film.length);
        int half = film.length / 2;

        assertThat(offset(who, upload)).isEqualTo("0");
        assertThat(part(who, upload, 0, Arrays.copyOf(film, half)).statusCode()).isEqualTo(204);
        assertThat(offset(who, upload)).isEqualTo(String.valueOf(half));
        var wrong = part(who, upload, 3, Arrays.copyOf(film, 10));
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(given.body(wrong).path("offset").asInt()).isEqualTo(half);
        var last = part(who, upload, half, Arrays.copyOfRange(film, half, film.length));

        assertThat(last.statusCode()).isEqualTo(204);
        UUID medium = UUID.fromString(last.headers().firstValue("Reverie-Media").orElseThrow());
        assertThat(store.find(who, medium).orElseThrow().kind()).isEqualTo("video");
        var state = tus(who, "HEAD", upload, new byte[0]);
        assertThat(state.headers().firstValue("Reverie-Media")).contains(medium.toString());
        assertThat(offset(who, upload)).isEqualTo(String.valueOf(film.length));
        assertThat(given.files()).hasSize(3);
        assertThat(part(who, upload, film.length, new byte[0]).statusCode()).isEqualTo(409);
    }

    @Test
    void a_part_that_breaks_off_is_kept_as_far_as_it_came() throws IOException {
        var who = given.account();
        byte[] photo = Samples.jpeg(800, 600);
        String upload = begin(who, photo.length);
        try (Socket socket = new Socket("localhost", given.uri("/").getPort())) {
            String head = "PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\n" + TestDoor.HEADER + ": " + who
                    + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                    + "Content-Type: application/offset+octet-stream\r\n"
                    + "Content-Length: " + photo.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(photo, 0, 1000);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> offset(who, upload).equals("1000"));
        byte[] rest = Arrays.copyOfRange(photo, 1000, photo.length);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> part(who, upload, 1000, rest).statusCode() == 204);

        assertThat(tus(who, "HEAD", upload, new byte[0]).headers().firstValue("Reverie-Media"))
                .isPresent();
    }

    @Test
    void what_we_do_not_open_is_refused_at_its_beginning_and_gone() {
        var who = given.account();
        String upload = begin(who, 100 << 20);
        byte[] start = Arrays.copyOf(Samples.jpeg(1600, 1200), 5000);

        var answer = part(who, upload, 0, start);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(tus(who, "HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(given.files()).isEmpty();

        String text = begin(who, 10);
        var refused = part(who, text, 0, "some text!".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(given.files()).isEmpty();
    }

    @Test
    void somebody_elses_upload_is_not_there() {
        var who = given.account();
        var stranger = given.account();
        String upload = begin(who, 1000);

        assertThat(tus(stranger, "HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(part(stranger, upload, 0, new byte[10]).statusCode()).isEqualTo(404);
        assertThat(tus(stranger, "DELETE", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(tus(TestDoor.NOBODY, "HEAD", upload, new byte[0]).statusCode())
                .isEqualTo(401);
        assertThat(offset(who, upload)).isEqualTo("0");
    }

    @Test
    void it_ends_when_canceled_or_after_a_day() {
        var who = given.account();
        String canceled = begin(who, 1000);
        assertThat(tus(who, "DELETE", canceled, new byte[0]).statusCode()).isEqualTo(204);
        assertThat(tus(who, "HEAD", canceled, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(given.files()).isEmpty();

        String late = begin(who, 1000);
        clock.advance(Duration.ofHours(23));
        tidy.run();
        assertThat(part(who, late, 0, new byte[] {(byte) 0xFF, (byte) 0xD8}).statusCode())
                .isEqualTo(204);
        clock.advance(Duration.ofHours(2));
        assertThat(part(who, late, 2, new byte[10]).statusCode()).isEqualTo(410);
        tidy.run();
        assertThat(given.files()).isEmpty();
    }

    @Test
    void there_are_limits_to_what_may_wait_and_how_large_it_may_be() {
        var who = given.account();
        for (int i = 0; i < Limits.UNFINISHED_MAX; i++) begin(who, 1000);

        var oneMore = tus(who, "POST", UPLOADS, new byte[0], "Upload-Length", "1000");
        assertThat(oneMore.statusCode()).isEqualTo(409);
        assertThat(given.body(oneMore).path("code").asString()).isEqualTo("too_many_uploads");
        var other = given.account();
        assertThat(tus(other, "POST", UPLOADS, new byte[0], "Upload-Length", String.valueOf(600L << 20))
                        .statusCode())
                .isEqualTo(413);
        assertThat(tus(other, "POST", UPLOADS, new byte[0], "Upload-Length", "0")
                        .statusCode())
                .isEqualTo(422);
        assertThat(tus(other, "POST", UPLOADS, new byte[0]).statusCode()).isEqualTo(422);
        String upload = begin(other, 10);
        assertThat(part(other, upload, 0, new byte[20]).statusCode()).isEqualTo(409);
    }

    @Test
    void another_version_is_told_which_one_we_speak() {
        var answer = given.send(given.as(given.account(), UPLOADS)
                .header("Tus-Resumable", "0.2.2")
                .header("Upload-Length", "10")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");

        var options = given.send(given.as(TestDoor.NOBODY, UPLOADS)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Tus-Extension")).contains("creation,expiration,termination");
    }
}
