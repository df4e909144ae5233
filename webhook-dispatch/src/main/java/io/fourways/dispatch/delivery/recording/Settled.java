package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.isolation.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has been recorded of an attempt, for those who deliver.
 *
 * @param attempt the attempt
 * @param current whether it was still the claim's turn to change anything
 * @param retryAt when the delivery is due again, if it is
 * @param health  how its endpoint fares now, if not simply well
 */
public record Settled(
        Attempt attempt,
        boolean current,
        @Nullable Instant retryAt,
        @Nullable Health health) {}
