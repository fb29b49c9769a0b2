package reverie.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reverie.engine.worker.Run;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;

/**
 * Child processes for one kind of work, so that long runs never hold up short ones. A child is kept for the next run
 * and ended after a while without any.
 */
final class Lane implements AutoCloseable {
    private static final int ASK_EVERY_MILLIS = 100;

    private final String name;
    private final Child.Command command;
    private final Semaphore places;
    private final long idleNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Child> idle = new ArrayDeque<>();
    private final Set<Child> busy = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** @param together how many runs at once; more wait */
    Lane(String name, Child.Command command, int together, Duration idleFor) {
        this.name = name;
        this.command = command;
        this.places = new Semaphore(together, true);
        this.idleNanos = idleFor.toNanos();
    }

    RunOutcome run(Run run, Duration limit, RunContext context) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (!places.tryAcquire(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (context.stopAsked()) return new RunOutcome.Stopped();
            if (System.nanoTime() > until) return tooLong();
        }
        try {
            Child child = take();
            if (child == null) return new RunOutcome.Stopped();
            busy.add(child);
            try {
                return child.run(run, until, context);
            } catch (InterruptedException e) {
                child.close();
                throw e;
            } finally {
                busy.remove(child);
                giveBack(child);
            }
        } finally {
            places.release();
        }
    }

    static RunOutcome tooLong() {
        return new RunOutcome.Failed(new Fault(ErrorClass.TEMPORARY, "too_long", "the run passed its time limit"));
    }

    /** Starts a child before it is needed. */
    void warm() {
        Child child = take();
        if (child != null) giveBack(child);
    }

    /** @return nothing if the lane is closed */
    private @Nullable Child take() {
        lock.lock();
        try {
            if (closed) return null;
            for (Child child; (child = idle.pollLast()) != null; ) {
                if (child.alive()) return child;
                child.close();
            }
        } finally {
            lock.unlock();
        }
        return Child.start(name, command);
    }

    private void giveBack(Child child) {
        lock.lock();
        try {
            if (child.alive() && !closed) {
                child.idleSince(System.nanoTime());
                idle.addLast(child);
                return;
            }
        } finally {
            lock.unlock();
        }
        child.close();
    }

    /** Ends children that nobody needed for long. */
    void rest() {
        long now = System.nanoTime();
        Deque<Child> tired = new ArrayDeque<>();
        lock.lock();
        try {
            while (!idle.isEmpty() && now - idle.peekFirst().idleSince() > idleNanos) tired.add(idle.removeFirst());
        } finally {
            lock.unlock();
        }
        tired.forEach(Child::close);
    }

    /** All child processes there are now. */
    List<ProcessHandle> processes() {
        lock.lock();
        try {
            return Stream.concat(idle.stream(), busy.stream())
                    .map(Child::handle)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Deque<Child> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayDeque<>(idle);
            all.addAll(busy);
            idle.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Child::close);
    }
}
