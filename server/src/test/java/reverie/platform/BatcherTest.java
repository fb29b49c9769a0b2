package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

class BatcherTest {
    @Test
    void a_lone_request_is_a_batch_of_one() {
        var sizes = new CopyOnWriteArrayList<Integer>();
        try (var batcher = new Batcher<Integer, Integer>("test", 1, doubling(sizes))) {
            assertThat(batcher.ask(21)).isEqualTo(42);
        }
        assertThat(sizes).containsExactly(1);
    }

    @Test
    void what_comes_while_a_batch_runs_shares_the_next_one() throws Exception {
        var sizes = new CopyOnWriteArrayList<Integer>();
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var batcher = new Batcher<Integer, Integer>("test", 1, requests -> {
            running.countDown();
            await(goOn);
            return doubling(sizes).apply(requests);
        })) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            answers.add(batcher.offer(0));
            running.await();
            for (int i = 1; i <= 300; i++) answers.add(batcher.offer(i));
            goOn.countDown();

            for (int i = 0; i <= 300; i++) assertThat(answers.get(i).get()).isEqualTo(2 * i);
        }
        assertThat(sizes).containsExactly(1, 128, 128, 44);
    }

    @Test
    void without_a_database_all_are_refused_at_once_and_not_one_after_the_other() throws Exception {
        var tries = new AtomicInteger();
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var batcher = new Batcher<Integer, Integer>("test", 1, requests -> {
            running.countDown();
            await(goOn);
            tries.incrementAndGet();
            throw new CannotCreateTransactionException("no connection");
        })) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            answers.add(batcher.offer(0));
            running.await();
            for (int i = 1; i <= 100; i++) answers.add(batcher.offer(i));
            goOn.countDown();

            for (var answer : answers) {
                assertThatThrownBy(answer::get).hasCauseInstanceOf(CannotCreateTransactionException.class);
            }
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void one_bad_request_does_not_fail_its_neighbours() throws Exception {
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var batcher = new Batcher<Integer, Integer>("test", 1, requests -> {
            running.countDown();
            await(goOn);
            if (requests.contains(13)) throw new IllegalArgumentException("thirteen");
            return requests;
        })) {
            var first = batcher.offer(1);
            running.await();
            var bad = batcher.offer(13);
            var good = batcher.offer(14);
            goOn.countDown();

            assertThat(first.get()).isEqualTo(1);
            assertThat(good.get()).isEqualTo(14);
            assertThatThrownBy(bad::get).hasRootCauseMessage("thirteen");
        }
    }

    @Test
    void an_error_is_the_answer_of_those_it_concerns_and_the_writer_lives_on() throws Exception {
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var batcher = new Batcher<Integer, Integer>("test", 1, requests -> {
            running.countDown();
            await(goOn);
            if (requests.contains(13)) throw new AssertionError("thirteen");
            return requests;
        })) {
            var first = batcher.offer(1);
            running.await();
            var bad = batcher.offer(13);
            var with = batcher.offer(14);
            goOn.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            for (var answer : List.of(bad, with)) {
                assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("thirteen");
            }
            assertThat(batcher.offer(15).get(10, TimeUnit.SECONDS)).isEqualTo(15);
        }
    }

    @Test
    void answers_that_are_too_few_leave_nobody_waiting() {
        try (var batcher = new Batcher<Integer, Integer>("test", 1, requests -> List.of())) {
            var answer = batcher.offer(1);

            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void after_closing_nothing_is_taken_and_what_waited_was_answered() {
        var batcher = new Batcher<Integer, Integer>("test", 2, List::copyOf);
        var answer = batcher.offer(7);
        batcher.close();

        assertThat(answer).isCompletedWithValue(7);
        assertThatThrownBy(() -> batcher.ask(8)).isInstanceOf(Problem.class).hasMessage("busy");
    }

    private static java.util.function.Function<List<Integer>, List<Integer>> doubling(List<Integer> sizes) {
        return requests -> {
            sizes.add(requests.size());
            return requests.stream().map(i -> 2 * i).toList();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
