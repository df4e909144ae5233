package io.fourways.producer.samples;

import io.fourways.contract.Event;
import io.fourways.service.publishing.EventPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets samples happen at their rates for as long as the application runs. While the broker is away what happens is
 * lost, as it would be with a sensor: the next event goes out when the broker is back.
 */
final class SampleRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SampleRunner.class);

    private final Map<Sample, Duration> samples;
    private final EventPublisher publisher;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile Disposable.@Nullable Composite running;

    /**
     * @param samples   what happens, and the time between two events of it
     * @param publisher where it goes
     */
    SampleRunner(Map<Sample, Duration> samples, EventPublisher publisher) {
        this.samples = samples;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        Disposable.Composite all = Disposables.composite();
        samples.forEach((sample, pace) -> all.add(happening(sample, pace).subscribe()));
        running = all;
        log.info("Samples are published to samples.ticker.*, samples.chat.*, samples.orders.*, samples.status");
    }

    private Flux<Void> happening(Sample sample, Duration pace) {
        return Flux.interval(pace).onBackpressureDrop().concatMap(tick -> publish(sample.next()), 1);
    }

    private Mono<Void> publish(Event event) {
        return publisher.publish(event).doOnSuccess(done -> failing.set(false)).onErrorResume(refused -> {
            if (failing.compareAndSet(false, true)) {
                log.warn("Samples are not published for now: {}", refused.getMessage());
            }
            return Mono.empty();
        });
    }

    @Override
    public void stop() {
        Disposable.Composite all = running;
        running = null;
        if (all != null) {
            all.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** After the publisher when starting, before it when stopping. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
