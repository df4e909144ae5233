package io.fourways.dispatch.isolation;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** So many deliveries a second, spread over it; what has been asked for is set aside until it is known how many there were. */
final class RateLimit {

    private static final int CYCLES = 10;

    private final int perSecond;
    private final Duration cycle;
    private final RateLimiter limiter;
    private int reserved;

    RateLimit(int perSecond) {
        int permits = Math.max(1, perSecond / CYCLES);
        this.perSecond = perSecond;
        this.cycle = Duration.ofSeconds(1).multipliedBy(permits).dividedBy(perSecond);
        this.limiter = RateLimiter.of(
                "deliveries",
                RateLimiterConfig.custom()
                        .limitForPeriod(permits)
                        .limitRefreshPeriod(cycle)
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    int perSecond() {
        return perSecond;
    }

    /** After how long there is more. */
    Duration cycle() {
        return cycle;
    }

    int available() {
        return Math.max(0, limiter.getMetrics().getAvailablePermissions() - reserved);
    }

    void reserve(int deliveries) {
        reserved += deliveries;
    }

    void take(int deliveries, int ofReserved) {
        reserved -= ofReserved;
        if (deliveries > 0) {
            limiter.acquirePermission(deliveries);
        }
    }
}
