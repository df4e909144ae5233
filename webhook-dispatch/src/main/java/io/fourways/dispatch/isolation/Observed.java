package io.fourways.dispatch.isolation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt says about its endpoint.
 *
 * @param sent       whether it was sent; if not, it says nothing about the endpoint but whose turn is next
 * @param succeeded  whether it was delivered
 * @param turn       whether it had the endpoint for itself: as a probe, or because the endpoint is ordered
 * @param ordered    whether the endpoint wants one delivery after the other
 * @param at         when it was over
 * @param retryAt    when an ordered endpoint is tried again, unless at once
 * @param parkedBy   the message that an ordered endpoint stops at
 * @param retryAfter how long the endpoint asks to be left alone
 */
public record Observed(
        boolean sent,
        boolean succeeded,
        boolean turn,
        boolean ordered,
        Instant at,
        @Nullable Instant retryAt,
        @Nullable String parkedBy,
        @Nullable Duration retryAfter) {}
