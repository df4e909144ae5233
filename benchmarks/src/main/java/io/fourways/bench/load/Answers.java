package io.fourways.bench.load;

import io.fourways.bench.statistics.Latencies;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a server answered in one round. Safe for any thread. */
public final class Answers {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final Latencies latencies = new Latencies();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();

    public void accept(int count) {
        accepted.add(count);
    }

    /** @param why what the server said */
    public void refuse(int count, String why) {
        refused.add(count);
        firstRefusal.compareAndSet(null, why);
    }

    /** A request was sent and not answered: nobody knows what became of it. */
    void leaveUnanswered() {
        unanswered.increment();
    }

    /** What was accepted: of a batch each of its events. */
    public long accepted() {
        return accepted.sum();
    }

    /** What was not. */
    public long refused() {
        return refused.sum();
    }

    long unanswered() {
        return unanswered.sum();
    }

    Latencies latencies() {
        return latencies;
    }

    /** Of the first that was refused what the server said. */
    Optional<String> firstRefusal() {
        return Optional.ofNullable(firstRefusal.get());
    }
}
