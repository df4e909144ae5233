package io.fourways.service.publishing;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

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

    /**
     * @param perSecond events one name may publish per second in the long run
     * @param burst     events one name may publish at once after a pause
     */
    public PublishRate(int perSecond, int burst) {
        this(perSecond, burst, System::nanoTime);
    }

    /** @param nanos what time it is; may overflow */
    public PublishRate(int perSecond, int burst, LongSupplier nanos) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.tolerance = interval * (burst - 1);
        this.nanos = nanos;
        this.nextSweep = new AtomicLong(nanos.getAsLong());
    }

    /**
     * Takes the place of events in the rate. Several go together when one of them could, be they more than a burst; who
     * publishes them waits the longer afterwards.
     *
     * @param name   the subject, or where there is none (open mode) what names the connection
     * @param events how many, at least one
     * @return zero when they may be published; else, with nothing taken, how long until they may
     */
    public Duration acquire(String name, int events) {
        long now = nanos.getAsLong();
        sweep(now);
        long[] wait = {0};
        fullAgain.compute(name, (key, full) -> {
            long from = full == null || full - now < 0 ? now : full;
            wait[0] = Math.max(0, from - now - tolerance);
            return wait[0] == 0 ? Long.valueOf(from + interval * events) : full;
        });
        return Duration.ofNanos(wait[0]);
    }

    /** The problem of whom {@link #acquire} told to wait. */
    public static ProblemException exceeded(Duration wait) {
        return new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "publish-rate",
                        "Publishing too fast",
                        "More events are published than the rate allows; the next is taken in " + wait.toMillis()
                                + " ms")
                .with("retryAfterMs", wait.toMillis())
                .retryAfter(wait.plusMillis(999));
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
