package reverie.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Lets what waits at the same moment share one transaction. A writer takes whatever came while the last commit was on
 * its way, 1 to {@link #BATCH_MAX}; alone, a request pays nothing for it. A batch that fails is run again one by one,
 * so that one bad request does not fail its neighbours; what is applied must therefore know what it has done before, by
 * a reference in the request.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public final class Batcher<Q, A> implements AutoCloseable {
    public static final int BATCH_MAX = 128;
    private static final int WAITING_MAX = 20_000;
    private static final Logger log = LoggerFactory.getLogger(Batcher.class);

    private record Waiting<Q, A>(Q request, CompletableFuture<A> answer) {}

    private final BlockingQueue<Waiting<Q, A>> queue = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Function<List<Q>, List<A>> apply;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closing;

    /** @param apply one transaction: as many answers as requests, in their order; undone as a whole if it throws */
    public Batcher(String name, int writers, Function<List<Q>, List<A>> apply) {
        this.apply = apply;
        for (int i = 0; i < writers; i++) {
            this.writers.add(Thread.ofPlatform().daemon().name(name + "-" + i).start(this::write));
        }
    }

    /**
     * Waits for the answer. What the transaction threw for this request alone is thrown here.
     *
     * @throws Problem {@code busy} when too many wait already
     */
    public A ask(Q request) {
        try {
            return offer(request).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) throw known;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "busy").retryAfter(1);
        }
    }

    public CompletableFuture<A> offer(Q request) {
        var waiting = new Waiting<Q, A>(request, new CompletableFuture<>());
        if (closing || !queue.offer(waiting)) throw Problem.of(503, "busy").retryAfter(1);
        return waiting.answer();
    }

    private void write() {
        List<Waiting<Q, A>> batch = new ArrayList<>(BATCH_MAX);
        while (!closing || !queue.isEmpty()) {
            try {
                Waiting<Q, A> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) continue;
                batch.add(first);
                queue.drainTo(batch, BATCH_MAX - 1);
                together(batch);
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // Such as no memory for this batch. Without this thread all who come later would wait for ever.
                log.error("A batch of {} failed as a whole", batch.size(), e);
                for (Waiting<Q, A> one : batch) one.answer().completeExceptionally(e);
            } finally {
                batch.clear();
            }
        }
    }

    private void together(List<Waiting<Q, A>> batch) {
        try {
            List<A> answers = apply.apply(batch.stream().map(Waiting::request).toList());
            for (int i = 0; i < batch.size(); i++) batch.get(i).answer().complete(answers.get(i));
        } catch (CannotCreateTransactionException e) {
            // There is no database: each alone would wait for it as long again.
            for (Waiting<Q, A> one : batch) one.answer().completeExceptionally(e);
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().answer().completeExceptionally(e);
                return;
            }
            for (Waiting<Q, A> one : batch) together(List.of(one));
        }
    }

    /** Answers what waits, takes nothing more. */
    @Override
    public void close() {
        closing = true;
        for (Thread writer : writers) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
