package io.fourways.service.background;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is done every so often, for as long as the service runs: never twice at once, not once more for every turn that it
 * was late for, and again at the next turn when it fails.
 */
public final class Schedule implements SmartLifecycle {

    private final Duration delay;
    private final Duration every;
    private final Supplier<Mono<Void>> task;
    private final Consumer<Throwable> report;
    private volatile @Nullable Disposable running;

    /**
     * @param delay  until the first time
     * @param report what is to be said of a failure
     */
    public Schedule(Duration delay, Duration every, Supplier<Mono<Void>> task, Consumer<Throwable> report) {
        this.delay = delay;
        this.every = every;
        this.task = task;
        this.report = report;
    }

    @Override
    public void start() {
        running = Flux.interval(delay, every)
                .onBackpressureDrop()
                .concatMap(turn -> turn(), 1)
                .subscribe();
    }

    private Mono<Void> turn() {
        return Mono.defer(task).doOnError(report).onErrorComplete();
    }

    @Override
    public void stop() {
        Disposable current = running;
        running = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
