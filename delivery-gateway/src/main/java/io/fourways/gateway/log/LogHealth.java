package io.fourways.gateway.log;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the window reaches the end of the log as it was when the gateway started. A broker that goes away later does
 * not make the gateway less ready: what is in the window can be read all the same. Of several logs one is enough: who asks
 * for another is told to come back, and those that can be read are not to wait for it.
 */
public final class LogHealth implements HealthIndicator {

    private final Map<String, LogState> logs;

    /** @param logs by name */
    public LogHealth(Map<String, LogState> logs) {
        this.logs = new TreeMap<>(logs);
    }

    @Override
    public Health health() {
        boolean isReady = logs.values().stream().anyMatch(LogState::isCaughtUp);
        Health.Builder health = (isReady ? Health.up() : Health.down())
                .withDetail("connected", logs.values().stream().allMatch(LogState::isConnected));
        if (logs.size() > 1) {
            logs.forEach((name, log) ->
                    health.withDetail(name, Map.of("caughtUp", log.isCaughtUp(), "connected", log.isConnected())));
        }
        return health.build();
    }
}
