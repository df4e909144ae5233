package io.fourways.dispatch.delivery.recording;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long after an attempt the next one follows, and when there is none: the endpoint says, or the event type, or the default. */
public final class RetrySchedule {

    private final List<Duration> standard;
    private final double jitter;
    private final RandomGenerator random;

    /** @param jitter by how much of itself a delay may be longer or shorter */
    public RetrySchedule(List<Duration> standard, double jitter, RandomGenerator random) {
        this.standard = List.copyOf(standard);
        this.jitter = jitter;
        this.random = random;
    }

    /**
     * How long after so many attempts the next one follows; none when there is no other.
     *
     * @param attempts  at least one
     * @param endpoint  seconds before each retry, if the endpoint says
     * @param eventType the same of the event type
     */
    @Nullable
    Duration after(int attempts, @Nullable List<Integer> endpoint, @Nullable List<Integer> eventType) {
        List<Integer> own = endpoint == null ? eventType : endpoint;
        int retry = attempts - 1;
        if (retry >= (own == null ? standard.size() : own.size())) {
            return null;
        }
        Duration delay = own == null ? standard.get(retry) : Duration.ofSeconds(own.get(retry));
        double factor = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis((long) (delay.toMillis() * factor));
    }
}
