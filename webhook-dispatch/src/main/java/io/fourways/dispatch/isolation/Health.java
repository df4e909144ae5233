package io.fourways.dispatch.isolation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint fares.
 *
 * @param failingSince the first failure since the last success, or since it was last quiet
 * @param failedAt     the last failure since then
 * @param failures     in a row
 * @param openUntil    nobody else may have it before: its circuit breaker is open, or it is somebody's turn
 * @param opened       how many times the circuit breaker has opened without a whole ramp in between
 * @param rampFrom     when the circuit breaker has closed
 * @param parkedBy     the message that an ordered endpoint waits for somebody to look after
 */
public record Health(
        @Nullable Instant failingSince,
        @Nullable Instant failedAt,
        int failures,
        @Nullable Instant openUntil,
        int opened,
        @Nullable Instant rampFrom,
        @Nullable String parkedBy) {

    public static final Health GOOD = new Health(null, null, 0, null, 0, null, null);
}
