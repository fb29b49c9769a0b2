package reverie.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import reverie.media.MediaInfo;
import reverie.media.MediaStore;
import reverie.platform.CrashPoint;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.platform.box.Box;
import reverie.provider.Providers;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import reverie.provider.spi.Output;
import reverie.provider.spi.RunContext;
import reverie.provider.spi.RunOutcome;
import reverie.provider.spi.RunRequest;
import reverie.provider.spi.Started;

/** One attempt from its claim to what is to be settled. No transaction is open meanwhile. */
@Component
class RunJob {
    private static final Logger log = LoggerFactory.getLogger(RunJob.class);

    private final Providers providers;
    private final MediaStore media;
    private final SettleJob settle;
    private final Running running;
    private final Scratch scratches;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    RunJob(
            Providers providers,
            MediaStore media,
            SettleJob settle,
            Running running,
            Scratch scratches,
            Clock clock,
            ApplicationEventPublisher events) {
        this.providers = providers;
        this.media = media;
        this.settle = settle;
        this.running = running;
        this.scratches = scratches;
        this.clock = clock;
        this.events = events;
    }

    /** @return whether its end counted: false if the lease was lost meanwhile */
    boolean run(ClaimJobs.Claimed claimed) {
        if (claimed.job().requestId() != null) MDC.put("request", claimed.job().requestId());
        Running.Run run = running.begin(claimed.job().id(), claimed.attempt(), clock.instant());
        try {
            Ending ending = ending(claimed, run);
            CrashPoint.pass("before_settle");
            boolean counted = tell(new Step.Told.Ended(claimed.job().id(), claimed.attempt(), ending));
            CrashPoint.pass("after_settle");
            return counted;
        } finally {
            running.end(run);
            if (claimed.permit() != null) claimed.permit().close();
            MDC.remove("request");
        }
    }

    /** What was made must not be lost because the database is away for a moment: then it is told again. */
    private boolean tell(Step.Told.Ended ended) {
        long until = System.nanoTime() + Limits.SETTLE_WITHIN.toNanos();
        var pause = new Semaphore(0);
        while (true) {
            try {
                return settle.tell(ended);
            } catch (RuntimeException e) {
                if (!Transactions.isAway(e) || System.nanoTime() > until) throw e;
                log.info("How job {} ended is told again: {}", ended.job(), e.toString());
            }
            try {
                pause.tryAcquire(Limits.SETTLE_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted before its end was written down", e);
            }
        }
    }

    private Ending ending(ClaimJobs.Claimed claimed, Running.Run run) {
        @Nullable Path scratch = null;
        try {
            scratch = scratches.make(claimed.attempt());
            CrashPoint.pass("before_run");
            RunRequest request = request(claimed, scratch);
            RunContext context = context(claimed, run);
            Started started = claimed.taskId() == null
                    ? providers.start(claimed.route(), request, context)
                    : providers.ask(claimed.route(), claimed.taskId(), request, context);
            CrashPoint.pass("after_run");
            return switch (started) {
                case Started.GoingOn(String taskId, Duration after) -> new Ending.Elsewhere(taskId, after);
                case Started.Ended(RunOutcome outcome) -> ending(claimed, outcome);
            };
        } catch (Problem problem) {
            return new Ending.Fail(fault(problem));
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "Attempt {} of job {} broke on our side",
                    claimed.attempt(),
                    claimed.job().id(),
                    e);
            return new Ending.Fail(new Fault(ErrorClass.TEMPORARY, "our_fault", e.toString()));
        } finally {
            if (scratch != null) Box.clear(scratch);
        }
    }

    private Ending ending(ClaimJobs.Claimed claimed, RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Finished finished -> finished(claimed, finished);
            case RunOutcome.Failed(Fault fault) -> new Ending.Fail(fault);
            case RunOutcome.Stopped() -> stopped(claimed);
            case RunOutcome.Lost() -> new Ending.Lose();
        };
    }

    /** It stops because its owner wants it to, or because this process ends: then another takes it up. */
    private Ending stopped(ClaimJobs.Claimed claimed) {
        return shuttingDown
                ? new Ending.Fail(new Fault(ErrorClass.TEMPORARY, "handed_back", "its worker was stopped"))
                : new Ending.Stop();
    }

    private volatile boolean shuttingDown;

    void shutDown() {
        shuttingDown = true;
        running.all().forEach(Running.Run::stop);
    }

    private Ending finished(ClaimJobs.Claimed claimed, RunOutcome.Finished finished) {
        Job job = claimed.job();
        List<UUID> sources =
                List.copyOf(claimed.model().form().mediaIn(job.inputs()).keySet());
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("model", job.model());
        provenance.put("provider", claimed.route().provider());
        if (!finished.recipe().isEmpty()) provenance.put("recipe", finished.recipe());
        List<MediaInfo> kept = new ArrayList<>();
        for (Output output : finished.outputs()) {
            kept.add(media.keep(job.account(), output.file(), new MediaStore.Origin(job.id(), sources, provenance)));
        }
        CrashPoint.pass("after_store");
        List<MediaInfo> sourceInfos =
                sources.isEmpty() ? List.of() : List.copyOf(media.infos(sources).values());
        Optional<Fault> wrong = CheckResult.fault(claimed.model().kind(), job.inputs(), kept, sourceInfos);
        if (wrong.isPresent()) {
            log.warn("The result of job {} did not pass: {}", job.id(), wrong.get());
            return new Ending.Fail(wrong.get());
        }
        return new Ending.Succeed(kept.stream().map(MediaInfo::id).toList(), finished.data(), finished.recipe());
    }

    /** What the store says of bytes that we made ourselves. */
    private static Fault fault(Problem problem) {
        return switch (problem.code()) {
            case "disk_full" -> new Fault(ErrorClass.TEMPORARY, "disk_full", "no room for the result");
            case "broken_file", "unsupported_type", "too_large", "too_small", "too_many_pixels" ->
                new Fault(ErrorClass.UNKNOWN, Retries.RESULT + "unreadable", problem.code());
            case "media_not_found", "not_found" ->
                new Fault(ErrorClass.USER_VIOLATION, "media_not_found", "an input is not there any more");
            default -> new Fault(ErrorClass.TEMPORARY, "our_fault", problem.code());
        };
    }

    private RunRequest request(ClaimJobs.Claimed claimed, Path scratch) {
        Job job = claimed.job();
        Map<String, Path> files = new HashMap<>();
        claimed.model().form().mediaIn(job.inputs()).forEach((id, input) -> files.putIfAbsent(input, media.file(id)));
        return new RunRequest(
                claimed.attempt(), claimed.route().model(), job.inputs(), files, scratch, Limits.run(job.expected()));
    }

    private RunContext context(ClaimJobs.Claimed claimed, Running.Run run) {
        Instant began = clock.instant();
        AtomicLong lastTold = new AtomicLong();
        Job job = claimed.job();
        return new RunContext() {
            @Override
            public void progress(double fraction) {
                run.progress(fraction);
                long now = clock.millis();
                long last = lastTold.get();
                if (now - last < Limits.PROGRESS_EVERY.toMillis() || !lastTold.compareAndSet(last, now)) return;
                long left = Views.left(
                        job.expectedSeconds(), Duration.between(began, Instant.ofEpochMilli(now)), run.progress());
                tell(new JobProgressed(job.id(), job.account(), run.progress(), left, null));
            }

            @Override
            public boolean stopAsked() {
                return run.stopAsked();
            }
        };
    }

    /** Progress is worth nothing without its job: a listener that fails must not end the run. */
    private void tell(JobProgressed progressed) {
        try {
            events.publishEvent(progressed);
        } catch (RuntimeException e) {
            log.debug("Progress of {} was not heard", progressed.job(), e);
        }
    }
}
