package reverie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.media.GivenMedia.id;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;
import tools.jackson.databind.JsonNode;

/** Who gets the bytes, and in what form. */
@ReverieTest
class ContentTest {
    @Autowired
    GivenMedia given;

    @Autowired
    MediaStore store;

    @Autowired
    TestClock clock;

    AccountId owner = new AccountId(new java.util.UUID(0, 0));
    JsonNode medium = tools.jackson.databind.node.MissingNode.getInstance();
    String url = "";
    String plain = "";
    byte[] whole = {};

    @BeforeEach
    void a_photo_of_somebody() {
        owner = given.account();
        medium = given.uploaded(owner, Samples.jpeg(400, 300));
        url = medium.path("url").asString();
        plain = url.substring(0, url.indexOf('?'));
        whole = given.get(owner, plain).body();
        assertThat(whole).hasSize(medium.path("bytes").asInt());
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void the_bytes_come_with_all_that_keeps_them_harmless() {
        var answer = given.get(TestDoor.NOBODY, url);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
        assertThat(header(answer, "Content-Disposition")).matches("inline; filename=\"reverie-picture-[0-9-]+\\.jpg\"");
        assertThat(header(answer, "Cache-Control")).contains("private").contains("immutable");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        var download = given.get(TestDoor.NOBODY, url + "&download=1");
        assertThat(header(download, "Content-Disposition")).startsWith("attachment; filename=\"reverie-picture-");
    }

    @Test
    void a_head_tells_the_length_and_sends_nothing() {
        var answer = given.send(given.as(TestDoor.NOBODY, url)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(whole.length));
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void what_the_browser_has_is_not_sent_again() {
        String tag = header(given.get(owner, plain), "ETag");

        assertThat(tag).matches("\"[^\"]+\"");
        assertThat(given.get(owner, plain, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(given.get(owner, plain, "If-None-Match", "\"x\", W/" + tag).statusCode())
                .isEqualTo(304);
        assertThat(given.get(owner, plain, "If-None-Match", "\"x\"").statusCode())
                .isEqualTo(200);
        String thumb = header(given.get(owner, plain + "?variant=thumb"), "ETag");
        assertThat(thumb).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-99,0,99", "bytes=100-,100,-1", "bytes=-50,-50,-1", "bytes=5-5,5,5", "bytes=0-999999999,0,-1"})
    void a_part_is_sent_alone(String range, int from, int to) {
        int first = from < 0 ? whole.length + from : from;
        int last = to < 0 ? whole.length + to : to;

        var answer = given.get(owner, plain, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + whole.length);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=999999999-", "bytes=-0", "bytes=999999999-9999999999"})
    void a_part_that_does_not_exist_is_said_to_be_so(String range) {
        var answer = given.get(owner, plain, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + whole.length);
        assertThat(given.body(answer).path("code").asString()).isEqualTo("range_not_satisfiable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=0-1,5-6", "bytes=9-3", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=99999999999999999999-"
            })
    void several_parts_or_nonsense_are_answered_by_the_whole(String range) {
        var answer = given.get(owner, plain, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(whole);
    }

    @Test
    void a_part_of_something_else_is_answered_by_the_whole() {
        String tag = header(given.get(owner, plain), "ETag");

        assertThat(given.get(owner, plain, "Range", "bytes=0-9", "If-Range", tag)
                        .statusCode())
                .isEqualTo(206);
        assertThat(given.get(owner, plain, "Range", "bytes=0-9", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_link_is_relative_stays_the_same_for_a_while_and_ends_after_a_day() {
        assertThat(url).startsWith("/api/v1/media/" + id(medium) + "/content?t=");
        assertThat(given.body(given.get(owner, "/api/v1/media/" + id(medium)))
                        .path("url")
                        .asString())
                .isEqualTo(url);

        clock.advance(Duration.ofHours(23));
        assertThat(given.get(TestDoor.NOBODY, url).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofHours(3));

        var late = given.get(TestDoor.NOBODY, url);
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(given.body(late).path("code").asString()).isEqualTo("media_link_expired");
        assertThat(given.get(owner, url).statusCode()).isEqualTo(200);
    }

    @Test
    void an_altered_link_opens_nothing() {
        String other = given.uploaded(given.account(), Samples.jpeg(100, 100))
                .path("url")
                .asString();
        String token = url.substring(url.indexOf("t=") + 2);
        String later = Long.toString(Long.parseLong(token.substring(0, token.indexOf('.')), 36) + 3600, 36);

        for (String bad : List.of(
                plain + "?t=" + other.substring(other.indexOf("t=") + 2),
                plain + "?t=" + later + token.substring(token.indexOf('.')),
                url.substring(0, url.length() - 2),
                plain + "?t=",
                plain + "?t=.",
                plain + "?t=zzzzzzzzzzzzzzzzzzzzzzzz.x",
                plain + "?t=-1." + token.substring(token.indexOf('.') + 1))) {
            assertThat(given.get(TestDoor.NOBODY, bad).statusCode()).as(bad).isEqualTo(404);
        }
        assertThat(given.get(TestDoor.NOBODY, plain).statusCode()).isEqualTo(401);
    }

    @Test
    void somebody_elses_is_not_there() {
        var stranger = given.account();
        String one = "/api/v1/media/" + id(medium);

        for (var answer : List.of(
                given.get(stranger, one),
                given.get(stranger, plain),
                given.get(stranger, plain + "?variant=thumb"),
                given.get(given.visitor(), plain),
                given.send(given.as(stranger, one).DELETE().build()),
                given.send(given.as(stranger, one + "/restore")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()),
                given.get(owner, "/api/v1/media/" + given.account()),
                given.get(owner, "/api/v1/media/none"),
                given.get(owner, plain + "?variant=../../secret"))) {
            assertThat(answer.statusCode()).as(GivenMedia.text(answer)).isEqualTo(404);
        }
        assertThat(given.get(owner, plain).statusCode()).isEqualTo(200);
        assertThat(store.find(stranger, id(medium))).isEmpty();
        assertThat(store.views(stranger, List.of(id(medium)))).isEmpty();
    }

    @Test
    void what_is_locked_asks_to_be_claimed() {
        store.lock(List.of(id(medium)), true);

        for (String address : List.of(url, plain)) {
            var answer = given.get(owner, address);
            assertThat(answer.statusCode()).isEqualTo(402);
            assertThat(given.body(answer).path("code").asString()).isEqualTo("claim_required");
        }
        assertThat(given.get(TestDoor.NOBODY, medium.path("thumbUrl").asString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(store.views(owner, List.of(id(medium))).getFirst().locked()).isTrue();

        store.lock(List.of(id(medium)), false);
        assertThat(given.get(TestDoor.NOBODY, url).statusCode()).isEqualTo(200);
    }
}
