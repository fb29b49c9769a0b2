package reverie.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import reverie.ReverieTest;
import reverie.platform.GivenLimiter;
import reverie.platform.Limiter;
import reverie.platform.Texts;
import tools.jackson.databind.json.JsonMapper;

@ReverieTest
class PaceTest {
    @Autowired
    GivenLimiter given;

    @Autowired
    ProblemAdvice problems;

    @Autowired
    Texts texts;

    @Autowired
    JsonMapper json;

    Pace pace;

    @BeforeEach
    void begin() {
        pace = new Pace(given.limiter());
    }

    @Test
    void every_answer_says_what_is_left_and_the_refusal_when_to_come_back() {
        var rate = Limiter.Rate.perMinute(2);
        var answer = new MockHttpServletResponse();
        assertThat(pace.take("read", "anna", rate, answer).allowed()).isTrue();
        assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=60");
        assertThat(answer.getHeader("RateLimit")).startsWith("\"default\";r=1;t=");
        assertThat(answer.getHeader("Retry-After")).isNull();
        assertThat(pace.take("read", "anna", rate, answer).allowed()).isTrue();

        var refused = new MockHttpServletResponse();
        assertThat(pace.take("read", "anna", rate, refused).allowed()).isFalse();

        assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isBetween(1, 60);
        assertThat(refused.getHeader("RateLimit")).startsWith("\"default\";r=0;t=");
        assertThat(pace.take("write", "anna", rate, refused).allowed()).isTrue();
        assertThat(pace.take("read", "ben", rate, refused).allowed()).isTrue();
    }

    @Test
    void whoever_has_a_whole_network_of_addresses_counts_as_one() {
        assertThat(Pace.network("2001:db8:1:2::1")).isEqualTo(Pace.network("2001:db8:1:2:ffff::9"));
        assertThat(Pace.network("2001:db8:1:2::1")).isNotEqualTo(Pace.network("2001:db8:1:3::1"));
        assertThat(Pace.network("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(Pace.network("unknown")).isEqualTo("unknown");
    }

    @Test
    void files_health_and_figures_have_a_limit_too() throws Exception {
        var filter = new PaceFilter(pace, problems);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        for (int i = 0; i <= 6_000; i++) {
            answer = new MockHttpServletResponse();
            filter.doFilter(new MockHttpServletRequest("GET", "/health/ready"), answer, new MockFilterChain());
        }

        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getContentAsString()).contains("too_many_requests");
        assertThat(answer.getHeader("Retry-After")).isNotNull();
    }

    @Test
    void an_address_of_the_api_that_is_none_has_the_limit_of_all_else() throws Exception {
        var files = new WebFiles(problems, pace);
        var request = new MockHttpServletRequest("GET", "/api/v1/nothing");
        MockHttpServletResponse answer = new MockHttpServletResponse();
        for (int i = 0; i < 6_000; i++) {
            answer = new MockHttpServletResponse();
            files.handleRequest(request, answer);
        }
        assertThat(answer.getStatus()).isEqualTo(404);

        var refused = new MockHttpServletResponse();
        files.handleRequest(request, refused);

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isNotNull();
    }

    @Test
    void so_has_a_method_that_an_endpoint_does_not_know() {
        var advice = new ProblemAdvice(texts, json, pace);
        var wrong = new HttpRequestMethodNotSupportedException("DELETE");
        var request = new MockHttpServletRequest("DELETE", "/api/v1/wallet");
        HttpStatusCode status = HttpStatus.OK;
        for (int i = 0; i < 6_000; i++) {
            status = advice.other(wrong, request, new MockHttpServletResponse()).getStatusCode();
        }
        assertThat(status.value()).isEqualTo(405);

        var refused = advice.other(wrong, request, new MockHttpServletResponse());

        assertThat(refused.getStatusCode().value()).isEqualTo(429);
        assertThat(refused.getHeaders().getFirst("Retry-After")).isNotNull();
    }

    @Test
    void what_was_counted_by_its_endpoint_is_not_counted_again_when_it_refuses() {
        var answer = new MockHttpServletResponse();
        pace.take("read", "anna", Limiter.Rate.perMinute(2), answer);

        assertThat(pace.takeElse(new MockHttpServletRequest("GET", "/api/v1/me"), answer))
                .isEmpty();

        assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=60");
    }
}
