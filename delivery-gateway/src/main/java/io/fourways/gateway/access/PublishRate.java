package io.fourways.gateway.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How fast one name may publish: the generic cell rate algorithm, a token bucket whose state is one point in time per
 * name. That is when the name's bucket will be full again; once it has passed, the name is as good as new and is
 * forgotten, so that memory is bounded by those who published within the last burst. Thread-safe.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, the generic cell rate algorithm</a>
 */
public final class PublishRate {

    private final long interval;
    private final long tolerance;
    private final LongSupplier nanos;
    private final Map<String, Long> fullAgain = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;

    public PublishRate(GatewayLimits limits) {
        this(limits, System::nanoTime);
    }

    PublishRate(GatewayLimits limits, LongSupplier nanos) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / limits.publishRate();
        this.tolerance = interval * (limits.publishBurst() - 1);
        this.nanos = nanos;
        this.nextSweep = new AtomicLong(nanos.getAsLong());
    }

    /**
     * Takes one event's place in the rate.
     *
     * @param name the subject, or where there is none (open mode) what names the connection
     * @return zero when the event may be published; else, with nothing taken, how long until the next one may
     */
    public Duration acquire(String name) {
        long now = nanos.getAsLong();
        sweep(now);
        long[] wait = {0};
        fullAgain.compute(name, (key, full) -> {
            long from = full == null || full - now < 0 ? now : full;
            wait[0] = Math.max(0, from - now - tolerance);
            return wait[0] == 0 ? Long.valueOf(from + interval) : full;
        });
        return Duration.ofNanos(wait[0]);
    }

    private void sweep(long now) {
        long due = nextSweep.get();
        if (now - due >= 0 && nextSweep.compareAndSet(due, now + tolerance + interval)) {
            fullAgain.values().removeIf(full -> full - now <= 0);
        }
    }

    int remembered() {
        return fullAgain.size();
    }
}
