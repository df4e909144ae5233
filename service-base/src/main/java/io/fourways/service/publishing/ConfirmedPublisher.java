package io.fourways.service.publishing;

import io.fourways.contract.Event;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes to the broker and waits for its confirm, for a bounded number of events at a time. An event counts until
 * the broker has settled it, also when its caller has long given up: so a broker that confirms nothing is asked no more.
 */
final class ConfirmedPublisher implements EventPublisher {

    private final PublishingLoop loop;
    private final PublishingMetrics metrics;
    private final Bulkhead inFlight;
    private final Duration confirmTimeout;
    private final Duration retryAfter;

    ConfirmedPublisher(PublishingLoop loop, PublishingMetrics metrics, PublishingProperties properties) {
        this.loop = loop;
        this.metrics = metrics;
        this.confirmTimeout = properties.confirmTimeout();
        this.retryAfter = properties.retryAfter();
        this.inFlight = Bulkhead.of(
                "publishing",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(properties.maxInFlight())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        metrics.watch(inFlight);
    }

    @Override
    public Mono<Void> publish(Event event) {
        return publish(event, new Sequence());
    }

    @Override
    public Flux<Event> publishInOrder(List<Event> events) {
        return Flux.defer(() -> {
            Sequence sequence = new Sequence();
            return Flux.fromIterable(events)
                    .flatMapSequential(
                            event -> publish(event, sequence).thenReturn(event).materialize(),
                            Math.max(1, events.size()),
                            1)
                    .<Event>dematerialize()
                    .onErrorMap(sequence::failure);
        });
    }

    private Mono<Void> publish(Event event, Sequence sequence) {
        return Mono.<Void>create(sink -> submit(event, sequence, sink))
                .publishOn(Schedulers.parallel())
                .timeout(confirmTimeout)
                .onErrorMap(TimeoutException.class, late -> refused(Refusal.UNCONFIRMED, event));
    }

    private void submit(Event event, Sequence sequence, MonoSink<Void> sink) {
        if (!inFlight.tryAcquirePermission()) {
            sequence.interrupt();
            sink.error(refused(Refusal.OVERLOADED, event));
            return;
        }
        Publish publish = new Publish(event, sequence);
        sink.onDispose(publish::abandon);
        publish.whenSettled(refusal -> settle(publish, refusal, sink));
        loop.submit(publish);
    }

    private void settle(Publish publish, @Nullable Refusal refusal, MonoSink<Void> sink) {
        inFlight.onComplete();
        if (refusal == null) {
            metrics.confirmed(publish.age());
            sink.success();
        } else if (!publish.isAbandoned()) {
            sink.error(refused(refusal, publish.event()));
        }
    }

    private Throwable refused(Refusal cause, Event event) {
        metrics.refused(cause);
        return cause.problem(event, retryAfter);
    }
}
