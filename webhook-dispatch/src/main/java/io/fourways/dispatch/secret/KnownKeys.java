package io.fourways.dispatch.secret;

import io.fourways.dispatch.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that were opened a moment ago. Safe for any thread. */
final class KnownKeys {

    /** How long they are taken for the current ones. */
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    /** When there are more, those that are too old go. */
    private static final int CROWDED = 10_000;

    private record Entry(List<SigningKey> keys, Instant opened) {}

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;

    KnownKeys(Clock clock) {
        this.clock = clock;
    }

    Optional<List<SigningKey>> find(String endpointId) {
        return Optional.ofNullable(entries.get(endpointId))
                .filter(entry -> !isTooOld(entry))
                .map(Entry::keys);
    }

    void add(String endpointId, List<SigningKey> keys) {
        if (entries.size() > CROWDED) {
            entries.values().removeIf(this::isTooOld);
        }
        entries.put(endpointId, new Entry(List.copyOf(keys), clock.instant()));
    }

    void forget(String endpointId) {
        entries.remove(endpointId);
    }

    private boolean isTooOld(Entry entry) {
        return entry.opened().plus(MAX_AGE).isBefore(clock.instant());
    }
}
