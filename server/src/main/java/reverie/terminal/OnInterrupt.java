package reverie.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While it is open, Ctrl-C interrupts whoever opened it and leaves them a while to put things right. */
final class OnInterrupt implements AutoCloseable {
    private static final Duration TIME = Duration.ofSeconds(20);

    private final Thread working = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "on-interrupt");

    OnInterrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        working.interrupt();
        try {
            if (!done.await(TIME.toMillis(), TimeUnit.MILLISECONDS)) System.err.println("It took too long to stop.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already: that is what the hook was for.
            return;
        }
    }
}
