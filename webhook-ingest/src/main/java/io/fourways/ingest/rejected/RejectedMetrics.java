package io.fourways.ingest.rejected;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What keeping refused webhooks is measured by. That they were refused is counted where they are.
 *
 * <ul>
 *   <li>{@code fourways.ingest.rejected.kept} (counter): those that can be looked at and verified again.
 *   <li>{@code fourways.ingest.rejected.dropped} (counter, by {@code reason}): those that cannot. {@code allowance}: is a
 *       source under attack, or its secret wrong? {@code overloaded}: all of them together are too many. Alert on
 *       {@code database} only beside the inbox's own alert.
 * </ul>
 */
final class RejectedMetrics {

    /** Why a refused webhook was not kept. */
    enum Reason {
        ALLOWANCE,
        OVERLOADED,
        DATABASE
    }

    private final Counter kept;
    private final Map<Reason, Counter> dropped = new EnumMap<>(Reason.class);

    RejectedMetrics(MeterRegistry registry) {
        this.kept = Counter.builder("fourways.ingest.rejected.kept")
                .description("Refused webhooks that were kept")
                .register(registry);
        for (Reason reason : Reason.values()) {
            dropped.put(
                    reason,
                    Counter.builder("fourways.ingest.rejected.dropped")
                            .description("Refused webhooks that were not kept, by reason")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void kept(int webhooks) {
        kept.increment(webhooks);
    }

    void dropped(Reason reason, int webhooks) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment(webhooks);
        }
    }
}
