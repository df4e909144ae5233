package io.fourways.ingest.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks wait to be stored, first come, first served; bounded by their number and by their bytes. A webhook
 * takes its place until {@link #leave} says it is done, stored or not. Safe for any thread; never blocks.
 */
final class WaitingRoom {

    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final InboxProperties limits;

    WaitingRoom(InboxProperties limits) {
        this.limits = limits;
    }

    /** Takes a webhook in, unless there is no room for it. */
    boolean enter(Waiting webhook) {
        boolean place = count.incrementAndGet() <= limits.maxWaiting();
        boolean space =
                bytes.addAndGet(webhook.weight()) <= limits.maxWaitingBytes().toBytes();
        if (!place || !space) {
            leave(webhook);
            return false;
        }
        queue.add(webhook);
        return true;
    }

    /** Gives back a webhook's place. */
    void leave(Waiting webhook) {
        count.decrementAndGet();
        bytes.addAndGet(-webhook.weight());
    }

    /** The next webhooks to be stored together; those nobody waits for any more leave. */
    List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        long weight = 0;
        while (batch.size() < limits.batchSize() && weight < limits.batchBytes().toBytes()) {
            Waiting webhook = poll();
            if (webhook == null) {
                break;
            }
            batch.add(webhook);
            weight += webhook.weight();
        }
        return batch;
    }

    private @Nullable Waiting poll() {
        Waiting webhook = queue.poll();
        while (webhook != null && webhook.isAbandoned()) {
            leave(webhook);
            webhook = queue.poll();
        }
        return webhook;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How many wait, or are being stored. */
    int count() {
        return count.get();
    }

    /** How many bytes they are. */
    long bytes() {
        return bytes.get();
    }
}
