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
import org.springframework.util.unit.DataSize;
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

    /** Attempts in a transaction: what it takes is far from its deadline. */
    private static final int MOST_AT_ONCE = 512;

    /** Bytes of answers that no more attempts join. */
    private static final long LARGE = DataSize.ofMegabytes(4).toBytes();

    /** By how much they become more again with each transaction that succeeds. */
    private static final int MORE = 32;

    private final Recording recording;
    private final RetrySchedule schedule;
    private final Duration longestRetryAfter;
    private final Duration pause;
    private final RecordingMetrics metrics;
    private final Queue<Judged> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Consumer<List<Settled>> listener = settled -> {};
    private volatile int atOnce = MOST_AT_ONCE;
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
        long size = 0;
        for (Judged one = waiting.poll(); one != null; one = isFull(batch, size) ? null : waiting.poll()) {
            batch.add(one);
            size += one.attempt().response().length();
        }
        return batch;
    }

    private boolean isFull(List<Judged> batch, long size) {
        return batch.size() >= atOnce || size >= LARGE;
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

    /** One transaction, or several when it took too long: the same again would take as long the next time. */
    private Mono<List<Settled>> untilRecorded(List<Judged> batch) {
        List<Settled> recorded = new ArrayList<>();
        return Mono.defer(() -> recording.record(next(batch, recorded.size())))
                .doOnSuccess(this::succeeded)
                .doOnError(
                        failure -> failed(failure, next(batch, recorded.size()).size()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, pause)
                        .filter(failure -> failure instanceof DatabaseUnavailable && !closed))
                .doOnNext(recorded::addAll)
                .repeat(() -> recorded.size() < batch.size())
                .then(Mono.just(recorded))
                .onErrorResume(failure -> rest(batch.subList(recorded.size(), batch.size()), failure)
                        .doOnNext(rest -> rest.addAll(0, recorded)));
    }

    private List<Judged> next(List<Judged> batch, int recorded) {
        return batch.subList(recorded, Math.min(batch.size(), recorded + atOnce));
    }

    private void succeeded(List<Settled> recorded) {
        atOnce = Math.min(MOST_AT_ONCE, atOnce + MORE);
        report(null);
    }

    private void failed(Throwable failure, int tried) {
        if (failure instanceof DatabaseUnavailable) {
            atOnce = Math.max(1, tried / 2);
        }
        report(failure);
    }

    private Mono<List<Settled>> rest(List<Judged> rest, Throwable failure) {
        return closed ? lost(rest) : oneByOne(rest, failure);
    }

    /** Whoever claims them when their leases have ended sends them again. */
    private static Mono<List<Settled>> lost(List<Judged> batch) {
        return Flux.fromIterable(batch)
                .map(one -> new Settled(one.attempt(), false, null, null))
                .collect(ArrayList::new, List::add);
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
