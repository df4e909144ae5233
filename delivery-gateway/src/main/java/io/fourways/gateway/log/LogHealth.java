package io.fourways.gateway.log;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the window reaches the end of the log as it was when the gateway started. A broker that goes away later does
 * not make the gateway less ready: what is in the window can be read all the same.
 */
public final class LogHealth implements HealthIndicator {

    private final LogState log;

    public LogHealth(LogState log) {
        this.log = log;
    }

    @Override
    public Health health() {
        return (log.isCaughtUp() ? Health.up() : Health.down())
                .withDetail("connected", log.isConnected())
                .build();
    }
}
