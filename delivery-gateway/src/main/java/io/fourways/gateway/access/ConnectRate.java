package io.fourways.gateway.access;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/**
 * How many streams and WebSockets may be opened a second, by all together: a token bucket whose state is one point in time, that
 * when the bucket will be full again. It is asked before anything that costs, so that a storm of those who come back takes no more
 * of those who are there than the rate; whoever is refused is told to come back at a random time, so that they do not come
 * together again. Thread-safe.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, the generic cell rate algorithm</a>
 */
public final class ConnectRate {

    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(10);

    private final long interval;
    private final long tolerance;
    private final LongSupplier nanos;
    private final AtomicLong fullAgain;

    public ConnectRate(GatewayLimits limits) {
        this(limits.connectRate(), limits.connectBurst(), System::nanoTime);
    }

    /** @param nanos what time it is; may overflow */
    ConnectRate(int perSecond, int burst, LongSupplier nanos) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.tolerance = interval * (burst - 1);
        this.nanos = nanos;
        this.fullAgain = new AtomicLong(nanos.getAsLong());
    }

    /** Lets one more in; fails with a 503 problem and {@code Retry-After}, with nothing taken, when too many have just come. */
    public void admit() {
        long now = nanos.getAsLong();
        long full;
        long from;
        do {
            full = fullAgain.get();
            from = full - now < 0 ? now : full;
            if (from - now > tolerance) {
                throw refused();
            }
        } while (!fullAgain.compareAndSet(full, from + interval));
    }

    private static ProblemException refused() {
        Duration wait =
                Duration.ofSeconds(ThreadLocalRandom.current().nextLong(SOONEST.toSeconds(), LATEST.toSeconds() + 1));
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "connecting-too-fast",
                        "Connecting too fast",
                        "More connect at a time than are taken: come back in " + wait.toSeconds() + " s")
                .with("limit", "connect-rate")
                .retryAfter(wait);
    }
}
