package io.fourways.bench.dispatch;

import io.fourways.bench.statistics.Latencies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has arrived of one sender, each counted once, however often it came. Safe for any thread. */
final class Arrivals {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final Runnable each;
    private volatile Latencies latencies = new Latencies();

    /** @param each what to do at each that was not there yet */
    Arrivals(Runnable each) {
        this.each = each;
    }

    /**
     * A webhook is there.
     *
     * @param id   its {@code webhook-id}
     * @param took how long it was on its way, in nanoseconds
     */
    void add(String id, long took) {
        if (ids.add(id)) {
            count.increment();
            latencies.add(took);
            each.run();
        } else {
            doubled.increment();
        }
    }

    /** How many there are, each counted once. */
    long count() {
        return count.sum();
    }

    /** How often one was there again. */
    long doubled() {
        return doubled.sum();
    }

    /** How long those take that arrive from now on. */
    Latencies latenciesFromNow() {
        Latencies fresh = new Latencies();
        latencies = fresh;
        return fresh;
    }
}
