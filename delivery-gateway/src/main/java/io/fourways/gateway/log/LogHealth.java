package io.fourways.gateway.log;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the window reaches the end of the log as it was when the gateway started. A broker that goes away later does
 * not make the gateway less ready: what is in the window can be read all the same.
 */
public final class LogHealth implements HealthIndicator {

    private final LogTail tail;
    private final LogSource source;

    public LogHealth(LogTail tail, LogSource source) {
        this.tail = tail;
        this.source = source;
    }

    @Override
    public Health health() {
        return (tail.isCaughtUp() ? Health.up() : Health.down())
                .withDetail("connected", source.isConnected())
                .build();
    }
}
