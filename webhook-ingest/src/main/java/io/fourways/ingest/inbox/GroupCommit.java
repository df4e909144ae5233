package io.fourways.ingest.inbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Mono;

/**
 * Stores webhooks that come in at the same time in one transaction. Nobody is made to wait for others: a webhook is
 * stored at once while a transaction is free, and those that come meanwhile share the next one. So the transactions
 * grow with the load, and with the time that the database takes, up to a bound.
 *
 * <p>A webhook's events are never parted: they are all in one transaction. Safe for any thread; never blocks.
 */
final class GroupCommit implements Inbox {

    private final Insertion insertion;
    private final WaitingRoom room;
    private final InboxMetrics metrics;
    private final Semaphore free;
    private final Duration maxWait;

    GroupCommit(Insertion insertion, InboxProperties properties, InboxMetrics metrics) {
        this.insertion = insertion;
        this.metrics = metrics;
        this.room = new WaitingRoom(properties);
        this.free = new Semaphore(properties.batchesInFlight());
        this.maxWait = properties.maxWait();
        metrics.watch(room);
    }

    @Override
    public Mono<Acceptance> accept(List<InboxEvent> events) {
        return Mono.<Acceptance>create(answer -> enter(new Waiting(events, answer)))
                .timeout(maxWait, Mono.just(new Acceptance.Unavailable(Acceptance.Cause.LATE)))
                .doOnNext(metrics::answered);
    }

    private void enter(Waiting webhook) {
        if (room.enter(webhook)) {
            store();
        } else {
            webhook.answer(new Acceptance.Unavailable(Acceptance.Cause.OVERLOADED));
        }
    }

    /** Looks again after giving back what it took: a webhook may have come in just before, and found nothing free. */
    private void store() {
        while (!room.isEmpty() && free.tryAcquire()) {
            List<Waiting> batch = room.next();
            if (batch.isEmpty()) {
                free.release();
            } else {
                store(new Batch(batch));
            }
        }
    }

    private void store(Batch batch) {
        long began = System.nanoTime();
        batch.storeBy(insertion)
                .doFinally(signal -> {
                    metrics.stored(batch.size(), System.nanoTime() - began);
                    batch.webhooks().forEach(room::leave);
                    free.release();
                    store();
                })
                .subscribe();
    }
}
