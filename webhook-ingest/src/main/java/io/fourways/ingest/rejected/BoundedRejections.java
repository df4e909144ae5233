package io.fourways.ingest.rejected;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Stores refused webhooks in the background, one transaction at a time with pauses between them, as long as their
 * source's allowance lasts and not too much waits. Everything else is counted and dropped.
 */
final class BoundedRejections implements Rejections {

    private static final Logger log = LoggerFactory.getLogger(BoundedRejections.class);

    private final RejectedTable table;
    private final RejectedProperties limits;
    private final RejectedMetrics metrics;
    private final Clock clock;
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
    private final Queue<RejectedWebhook> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean storing = new AtomicBoolean();

    BoundedRejections(RejectedTable table, RejectedProperties limits, RejectedMetrics metrics, Clock clock) {
        this.table = table;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void keep(RejectedWebhook webhook) {
        int bodyLimit = (int) limits.maxBodySize().toBytes();
        int weight = webhook.weightCutTo(bodyLimit);
        if (waitingBytes.addAndGet(weight) > limits.maxWaitingBytes().toBytes()) {
            waitingBytes.addAndGet(-weight);
            metrics.dropped(RejectedMetrics.Reason.OVERLOADED, 1);
        } else if (!allowance(webhook.source()).spend(weight, clock.instant())) {
            waitingBytes.addAndGet(-weight);
            metrics.dropped(RejectedMetrics.Reason.ALLOWANCE, 1);
        } else {
            waiting.add(webhook.cutTo(bodyLimit));
            store();
        }
    }

    private Allowance allowance(String source) {
        Allowance known = allowances.get(source);
        return known == null ? another(source, clock.instant()) : known;
    }

    /** Forgets those that nothing was spent of for an hour: sources come and go. */
    private Allowance another(String source, Instant now) {
        allowances.values().removeIf(allowance -> allowance.isWhole(now));
        return allowances.computeIfAbsent(
                source, name -> new Allowance(limits.maxBytesPerHour().toBytes(), now));
    }

    private void store() {
        if (waiting.isEmpty() || !storing.compareAndSet(false, true)) {
            return;
        }
        List<RejectedWebhook> batch = next();
        Mono.defer(() -> table.insert(batch))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnSuccess(stored -> metrics.kept(batch.size()))
                .onErrorResume(failure -> drop(batch, failure))
                .then(Mono.delay(limits.pause()))
                .doFinally(signal -> {
                    storing.set(false);
                    store();
                })
                .subscribe();
    }

    private List<RejectedWebhook> next() {
        List<RejectedWebhook> batch = new ArrayList<>();
        RejectedWebhook webhook = waiting.poll();
        while (webhook != null) {
            waitingBytes.addAndGet(-webhook.weight());
            batch.add(webhook);
            webhook = batch.size() < limits.batchSize() ? waiting.poll() : null;
        }
        return batch;
    }

    private Mono<Void> drop(List<RejectedWebhook> batch, Throwable failure) {
        log.debug("{} refused webhooks were not kept", batch.size(), failure);
        metrics.dropped(RejectedMetrics.Reason.DATABASE, batch.size());
        return Mono.empty();
    }
}
