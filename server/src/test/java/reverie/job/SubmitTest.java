package reverie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.billing.Entitlements;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.wallet.Wallet;

@ReverieTest
class SubmitTest {
    @Autowired
    GivenJob given;

    @Autowired
    Jobs jobs;

    @Autowired
    SubmitJob submit;

    @Autowired
    Quotes quotes;

    @Autowired
    Entitlements entitlements;

    @Autowired
    Ids ids;

    @Autowired
    Wallet wallet;

    @Autowired
    JdbcClient db;

    /** All at the same moment; what each answered, or the problem it met. */
    private static List<Object> together(List<Callable<Object>> works) throws Exception {
        var barrier = new CyclicBarrier(works.size());
        List<Object> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            List<Future<Object>> futures = new ArrayList<>();
            for (Callable<Object> work : works) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        return work.call();
                    } catch (Problem problem) {
                        return problem;
                    }
                }));
            }
            for (Future<Object> future : futures) answers.add(future.get());
        }
        return answers;
    }

    private int jobsOf(Jobs.Asker who) {
        return db.sql("select count(*) from job where account_id = :a")
                .param("a", who.account().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void twenty_confirms_at_once_with_one_credit_start_exactly_one_job() throws Exception {
        var anna = given.personWith("1");
        List<Callable<Object>> works = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Quote quote = jobs.quote(anna, "scripted/thing", Map.of());
            works.add(() -> jobs.submit(anna, quote.id(), null, null));
        }

        List<Object> answers = together(works);

        assertThat(answers).filteredOn(JobView.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Problem.class::isInstance)
                .hasSize(19)
                .allSatisfy(p -> assertThat(((Problem) p).code()).isEqualTo("not_enough_credits"));
        assertThat(jobsOf(anna)).isEqualTo(1);
        assertThat(wallet.balance(anna.account()).available()).isEqualTo(Credits.ZERO);
    }

    @Test
    void twenty_confirms_of_one_quote_start_exactly_one_job() throws Exception {
        var anna = given.personWith("20");
        Quote quote = jobs.quote(anna, "scripted/thing", Map.of());
        List<Callable<Object>> works = new ArrayList<>();
        for (int i = 0; i < 20; i++) works.add(() -> jobs.submit(anna, quote.id(), null, null));

        List<Object> answers = together(works);

        assertThat(answers).filteredOn(JobView.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Problem.class::isInstance)
                .allSatisfy(p -> assertThat(((Problem) p).code()).isEqualTo("quote_used"));
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.of("1"));
    }

    /** A commit whose answer was lost with the connection: the batch is applied again, request by request. */
    @Test
    void what_was_started_although_nobody_heard_of_it_is_known_again_by_its_id() {
        var anna = given.personWith("20");
        Quotes.Stored fresh = quotes.make(anna, "scripted/thing", Map.of());
        UUID written = jobs.quote(anna, "scripted/thing", Map.of()).id();
        for (var request : List.of(request(anna, null, fresh), request(anna, written, null))) {
            Job first = submit.submit(request);
            Job again = submit.submit(request);

            assertThat(again.id()).isEqualTo(first.id()).isEqualTo(request.job());
        }
        assertThat(jobsOf(anna)).isEqualTo(2);
        assertThat(wallet.balance(anna.account()).held()).isEqualTo(Credits.of("2"));
    }

    @Test
    void the_last_that_fits_into_the_line_is_known_again_too() {
        var anna = given.personWith("200");
        fillLine(given.queued(anna, "scripted/thing", Map.of()), Limits.LINE_PER_PERSON - 1);
        var last = request(anna, null, quotes.make(anna, "scripted/thing", Map.of()));
        Job first = submit.submit(last);

        assertThat(submit.submit(last).id()).isEqualTo(first.id());
        var more = request(anna, null, quotes.make(anna, "scripted/thing", Map.of()));
        assertThat(catchThrowableOfType(Problem.class, () -> submit.submit(more))
                        .code())
                .isEqualTo("line_full");
    }

    /** More like this one, until its owner has that many. */
    private void fillLine(JobView like, int all) {
        db.sql("""
                        insert into job
                        select (jsonb_populate_record(j, jsonb_build_object(
                                   'id', gen_random_uuid(), 'quote_id', gen_random_uuid(), 'hold_id', null))).*
                          from job j, generate_series(2, :all) where j.id = :like
                        """).param("all", all).param("like", like.id()).update();
    }

    private SubmitJob.Request request(Jobs.Asker who, @Nullable UUID quote, Quotes.@Nullable Stored fresh) {
        return new SubmitJob.Request(
                ids.next(), who, quote, fresh, null, "body", null, entitlements.of(who.account()), null);
    }

    @Test
    void the_same_key_at_once_answers_the_same_job() throws Exception {
        var anna = given.personWith("20");
        List<Callable<Object>> works = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            works.add(() -> jobs.submitNow(anna, "scripted/thing", Map.of("name", "x"), null, "key-1", null));
        }

        List<Object> answers = together(works);

        Set<UUID> ids = new HashSet<>();
        answers.forEach(a -> ids.add(((JobView) a).id()));
        assertThat(ids).hasSize(1);
        assertThat(jobsOf(anna)).isEqualTo(1);
    }

    @Test
    void the_same_key_for_something_else_is_refused() {
        var anna = given.personWith("5");
        jobs.submitNow(anna, "scripted/thing", Map.of("name", "x"), null, "key-1", null);

        Problem problem = catchThrowableOfType(
                Problem.class, () -> jobs.submitNow(anna, "scripted/thing", Map.of("name", "y"), null, "key-1", null));

        assertThat(problem.code()).isEqualTo("idempotency_key_reused");
        assertThat(jobsOf(anna)).isEqualTo(1);
    }

    @Test
    void two_people_may_use_the_same_key() {
        var anna = given.personWith("1");
        var boris = given.personWith("1");

        JobView one = jobs.submitNow(anna, "scripted/thing", Map.of(), null, "key", null);
        JobView two = jobs.submitNow(boris, "scripted/thing", Map.of(), null, "key", null);

        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void who_has_too_little_is_refused_alone_and_told_what_is_missing() throws Exception {
        List<Callable<Object>> works = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            var person = given.personWith(i % 4 == 0 ? "0.25" : "1");
            works.add(() -> jobs.submitNow(person, "scripted/thing", Map.of(), null, null, null));
        }

        List<Object> answers = together(works);

        assertThat(answers).filteredOn(JobView.class::isInstance).hasSize(30);
        assertThat(answers)
                .filteredOn(Problem.class::isInstance)
                .hasSize(10)
                .allSatisfy(p -> assertThat(((Problem) p).extras()).containsEntry("missing", Credits.of("0.75")));
    }

    @Test
    void a_job_of_somebody_else_does_not_exist() {
        var anna = given.personWith("1");
        var boris = given.personWith("1");
        JobView job = given.queued(anna, "scripted/thing", Map.of());

        assertThat(catchThrowableOfType(Problem.class, () -> jobs.get(boris.account(), job.id(), "en"))
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.cancel(boris, job.id()))
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.repeat(boris, job.id(), Map.of()))
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.claim(boris, job.id()))
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(Problem.class, () -> jobs.delete(boris, job.id()))
                        .status())
                .isEqualTo(404);
        assertThat(jobs.list(boris.account(), null, null, null, 10, "en").items())
                .isEmpty();
        assertThat(jobs.list(anna.account(), "queued", null, null, 10, "en").items())
                .hasSize(1);
    }

    @Test
    void lists_go_page_by_page_newest_first() {
        var anna = given.personWith("5");
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 5; i++)
            made.addFirst(given.queued(anna, "scripted/thing", Map.of()).id());

        var first = jobs.list(anna.account(), null, null, null, 2, "en");
        var second = jobs.list(anna.account(), null, null, first.next(), 2, "en");
        var third = jobs.list(anna.account(), null, null, second.next(), 2, "en");

        List<UUID> seen = new ArrayList<>();
        for (var page : List.of(first, second, third)) page.items().forEach(j -> seen.add(j.id()));
        assertThat(seen).isEqualTo(made);
        assertThat(third.next()).isNull();
    }
}
