package io.fourways.ingest.receiving;

import io.fourways.ingest.source.Source;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many genuine webhooks of each source are taken in a second. Forged ones do not count: else whoever forges them
 * could use up what is the provider's. Safe for any thread; never blocks.
 */
final class RequestLimits {

    private final int usual;
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    /** @param usual for sources that say nothing themselves */
    RequestLimits(int usual) {
        this.usual = usual;
    }

    /** Takes one webhook more, unless that is one too many in this second. */
    boolean allow(Source source) {
        Integer own = source.requestsPerSecond();
        int perSecond = own == null ? usual : own;
        RateLimiter limiter = limiters.get(source.name());
        if (limiter == null) {
            forgetUnused();
            limiter = limiters.computeIfAbsent(source.name(), name -> limiter(name, perSecond));
        }
        if (limiter.getRateLimiterConfig().getLimitForPeriod() != perSecond) {
            limiter.changeLimitForPeriod(perSecond);
        }
        return limiter.acquirePermission();
    }

    /** One that has all its permissions is as good as a new one: sources come and go. */
    private void forgetUnused() {
        limiters.values()
                .removeIf(limiter -> limiter.getMetrics().getAvailablePermissions()
                        == limiter.getRateLimiterConfig().getLimitForPeriod());
    }

    /** How many sources it knows of. */
    int sources() {
        return limiters.size();
    }

    private static RateLimiter limiter(String source, int perSecond) {
        return RateLimiter.of(
                source,
                RateLimiterConfig.custom()
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .limitForPeriod(perSecond)
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }
}
