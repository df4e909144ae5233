package io.fourways.dispatch.delivery.recording;

import io.fourways.service.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Records attempts in groups: one transaction at a time, and what comes meanwhile shares the next one. An attempt is kept
 * until it is recorded, however long the database is away; by then its lease may have ended, and all it changes is that
 * it is known. Safe for any thread; never blocks.
 *
 * <p>An error that Reactor lets through, such as a class that cannot be loaded, leaves a transaction without an end:
 * nothing is recorded after it.
 */
public final class Recorder {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 512;

    private final Recording recording;
    private final RetrySchedule schedule;
    private final Duration longestRetryAfter;
    private final Duration pause;
    private final RecordingMetrics metrics;
    private final Queue<Judged> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Consumer<List<Settled>> listener = settled -> {};
    private volatile boolean failing;
    private volatile boolean closed;
    private volatile boolean died;

    Recorder(
            Recording recording,
            RetrySchedule schedule,
            Duration longestRetryAfter,
            Duration pause,
            RecordingMetrics metrics) {
        this.recording = recording;
        this.schedule = schedule;
        this.longestRetryAfter = longestRetryAfter;
        this.pause = pause;
        this.metrics = metrics;
    }

    /** Whom to tell of what is recorded. */
    public void tell(Consumer<List<Settled>> told) {
        listener = told;
    }

    /** The service stops: what cannot be recorded now never is. */
    void close() {
        closed = true;
    }

    /** Records an attempt, soon. */
    public void record(Attempt attempt) {
        waiting.add(Judged.of(attempt, schedule, longestRetryAfter));
        next();
    }

    /** Looks again after giving back its turn: an attempt may have come just before. */
    private void next() {
        while (!waiting.isEmpty() && busy.compareAndSet(false, true)) {
            List<Judged> batch = take();
            if (!batch.isEmpty()) {
                record(batch);
                return;
            }
            busy.set(false);
        }
    }

    private List<Judged> take() {
        List<Judged> batch = new ArrayList<>();
        for (Judged one = waiting.poll(); one != null; one = batch.size() < BATCH ? waiting.poll() : null) {
            batch.add(one);
        }
        return batch;
    }

    private void record(List<Judged> batch) {
        long began = System.nanoTime();
        survived(() -> untilRecorded(batch)
                .doFinally(signal -> {
                    busy.set(false);
                    next();
                })
                .subscribe(settled -> survived(() -> tell(settled, System.nanoTime() - began)), Recorder::untold));
    }

    private void tell(List<Settled> settled, long nanoseconds) {
        metrics.recorded(settled, nanoseconds);
        listener.accept(settled);
    }

    private static void untold(Throwable failure) {
        log.error("Nobody was told", failure);
    }

    /** What an error ends here nothing takes up again. */
    private void survived(Runnable step) {
        try {
            step.run();
        } catch (Error fatal) {
            died = true;
            log.error("Attempts are not recorded until the service is started anew", fatal);
            throw fatal;
        }
    }

    /** Whether an error has ended it: then this instance records nothing any more. */
    public boolean hasDied() {
        return died;
    }

    private Mono<List<Settled>> untilRecorded(List<Judged> batch) {
        return Mono.defer(() -> recording.record(batch))
                .doOnSuccess(settled -> report(null))
                .doOnError(this::report)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, pause)
                        .filter(failure -> failure instanceof DatabaseUnavailable && !closed))
                .onErrorResume(failure -> closed ? lost(batch) : oneByOne(batch, failure));
    }

    /** Whoever claims them when their leases have ended sends them again. */
    private static Mono<List<Settled>> lost(List<Judged> batch) {
        return Mono.just(batch.stream()
                .map(one -> new Settled(one.attempt(), false, null, null))
                .toList());
    }

    /** What the database is not to blame for may be a single attempt's fault: the others must not wait for it. */
    private Mono<List<Settled>> oneByOne(List<Judged> batch, Throwable failure) {
        if (batch.size() == 1) {
            log.error(
                    "An attempt cannot be recorded; its lease will end: {}",
                    batch.get(0).claimed(),
                    failure);
            return lost(batch);
        }
        return Flux.fromIterable(batch)
                .concatMap(one -> untilRecorded(List.of(one)))
                .collect(ArrayList::new, List::addAll);
    }

    private void report(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            log.warn("Attempts are not recorded; trying again until they are: {}", failure.toString());
        } else if (failure == null && failing) {
            log.info("Attempts are recorded again");
        }
        failing = failure != null;
    }
}
