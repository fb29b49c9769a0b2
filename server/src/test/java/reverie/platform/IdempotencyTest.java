package reverie.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reverie.ReverieTest;
import reverie.TestClock;

@ReverieTest
class IdempotencyTest {
    record Answer(int number) {}

    @Autowired
    Idempotency idempotency;

    @Autowired
    Ids ids;

    @Autowired
    TestClock clock;

    private final AtomicInteger done = new AtomicInteger();

    Answer call(AccountId account, String key, String body) {
        return idempotency.once(account, "/things", key, body, Answer.class, () -> new Answer(done.incrementAndGet()));
    }

    @Test
    void the_same_key_and_body_does_the_work_once_also_at_the_same_moment() throws Exception {
        var account = new AccountId(ids.next());
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = pool.invokeAll(IntStream.range(0, 12)
                    .<Callable<Answer>>mapToObj(i -> () -> call(account, "key", "body"))
                    .toList());
            for (var answer : answers) assertThat(answer.get()).isEqualTo(new Answer(1));
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        var account = new AccountId(ids.next());
        call(account, "key", "body");

        assertThatThrownBy(() -> call(account, "key", "other"))
                .isInstanceOf(Problem.class)
                .hasMessage("idempotency_key_reused");
        assertThat(done).hasValue(1);
    }

    @Test
    void a_key_is_its_accounts_own_and_lasts_a_day() {
        var account = new AccountId(ids.next());
        call(account, "key", "body");
        assertThat(call(new AccountId(ids.next()), "key", "body").number()).isEqualTo(2);

        clock.advance(Duration.ofHours(25));

        assertThat(call(account, "key", "other").number()).isEqualTo(3);
    }

    @Test
    void without_a_key_every_call_counts() {
        var account = new AccountId(ids.next());
        call(account, "", "body");
        call(account, "", "body");

        assertThat(done).hasValue(2);
    }
}
