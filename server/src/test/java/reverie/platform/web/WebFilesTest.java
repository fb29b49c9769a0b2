package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import reverie.ReverieTest;

/** A file of ten digits stands for the film of the landing page. */
@ReverieTest
class WebFilesTest {
    @LocalServerPort
    int port;

    private HttpResponse<String> ask(@Nullable String range) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ten.bin"));
            if (range != null) request.header("Range", range);
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_film_of_the_site_comes_in_parts_for_telephones_that_play_no_other() throws Exception {
        var part = ask("bytes=2-5");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("2345");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 2-5/10");
        assertThat(ask("bytes=-3").body()).isEqualTo("789");
        assertThat(ask("bytes=7-").body()).isEqualTo("789");
        assertThat(ask("bytes=4-400").body()).isEqualTo("456789");
    }

    @Test
    void a_part_that_is_not_there_or_makes_no_sense_brings_the_whole() throws Exception {
        for (String range : new String[] {null, "bytes=10-", "bytes=0-1,4-5", "bytes=5-2", "chapters=1"}) {
            var whole = ask(range);
            assertThat(whole.statusCode()).as(range).isEqualTo(200);
            assertThat(whole.body()).as(range).isEqualTo("0123456789");
            assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        }
    }
}
